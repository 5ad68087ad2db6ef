# cmake --install: component "host" is what an operator needs, "sandbox" what tries it without accounts, "sdk" what a
# connector's author needs.
include(CMakePackageConfigHelpers)

set(DUIJIE_PLUGIN_DIR lib/duijie/plugins) # one place on every architecture: configurations name it

# The host
install(TARGETS duijie RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT host)
install(TARGETS wdt_source jdy_target panying_flow LIBRARY DESTINATION ${DUIJIE_PLUGIN_DIR}
  COMPONENT host)
# Laid out as in the tree: the pages refer to each other (tests/packaging/links.sh).
install(FILES README.md CHANGELOG.md CONTRIBUTING.md ARCHITECTURE.md DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT host)
install(FILES host/src/config/duijie.schema.json DESTINATION ${CMAKE_INSTALL_DATADIR}/duijie COMPONENT host)
install(DIRECTORY docs DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT host)

# The sandbox
if(DUIJIE_SANDBOX)
  install(TARGETS duijie-sandbox RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT sandbox)
  install(FILES host/packaging/duijie-sandbox.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT sandbox)
endif()

# What the program prints about itself: its manual and its completion.
if(NOT CMAKE_CROSSCOMPILING)
  set(_printed ${CMAKE_CURRENT_BINARY_DIR}/printed)
  file(MAKE_DIRECTORY ${_printed})
  set(_files "")
  function(duijie_printed name folder language)
    string(REPLACE "/" "-" _file "${language}-${name}")
    set(_out ${_printed}/${_file})
    add_custom_command(OUTPUT ${_out}
      COMMAND ${CMAKE_COMMAND} -E env LC_ALL=C.UTF-8 $<TARGET_FILE:duijie> --lang ${language} ${ARGN} > ${_out}
      DEPENDS duijie
      VERBATIM)
    install(FILES ${_out} DESTINATION ${CMAKE_INSTALL_DATADIR}/${folder} RENAME ${name} COMPONENT host)
    set(_files ${_files} ${_out} PARENT_SCOPE)
  endfunction()
  duijie_printed(duijie.1 man/man1 en manual)
  duijie_printed(duijie.1 man/zh_CN/man1 zh manual)
  duijie_printed(duijie bash-completion/completions en completion bash)
  duijie_printed(_duijie zsh/vendor-completions en completion zsh)
  duijie_printed(duijie.fish fish/vendor_completions.d en completion fish)
  add_custom_target(printed ALL DEPENDS ${_files})
endif()

# The kit: headers, libraries and find_package(DuijieSdk)
set(_package ${CMAKE_INSTALL_LIBDIR}/cmake/DuijieSdk)
install(TARGETS duijie_abi duijie_sdk duijie_testkit EXPORT DuijieSdk
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT sdk
  INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY sdk/include/duijie DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT sdk)
install(FILES sdk/testkit/TestHost.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/duijie/testkit COMPONENT sdk)
install(FILES docs/connectors.md docs/metadata-language.md DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/duijie-sdk
  COMPONENT sdk)
install(EXPORT DuijieSdk FILE DuijieSdkTargets.cmake NAMESPACE duijie:: DESTINATION ${_package} COMPONENT sdk)
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/DuijieSdkConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES cmake/DuijieSdkConfig.cmake cmake/DuijieAddPlugin.cmake cmake/DuijieMessages.cmake cmake/Catalogue.cmake
  cmake/plugin.version
  ${CMAKE_CURRENT_BINARY_DIR}/DuijieSdkConfigVersion.cmake
  DESTINATION ${_package} COMPONENT sdk)
