# duijie_add_plugin(<name> SOURCES a.cpp b.cpp [LIBRARIES lib...] [MESSAGES a.json... [NAMESPACE ns]] [PRIVATE_POCO])
#
# Builds lib<name>.so (or <name>.dll) the way a plugin must be built:
#   hidden visibility and an export list   two plugins, or two versions of one, must never run each other's code
#   -z now, -z defs                        a missing symbol is an error when linking or loading, not a dead process
#   -fno-gnu-unique                        otherwise the library can never be unloaded
#   nothing imported from the host         so it loads into any host of the same ABI major
# MESSAGES are what the connector says to people, in Chinese and English (see DuijieMessages.cmake); say() stands in the
# namespace <name> unless NAMESPACE names another one.
# The stamp's Poco is taken from the Poco found here, or is "private" with PRIVATE_POCO (statically linked, hidden).
set(DUIJIE_CMAKE_DIR ${CMAKE_CURRENT_LIST_DIR})
include(${CMAKE_CURRENT_LIST_DIR}/DuijieMessages.cmake)

function(duijie_poco_soname out)
  if(WIN32)
    set(${out} "Poco-${Poco_VERSION}" PARENT_SCOPE)
    return()
  endif()
  get_target_property(_location Poco::Foundation LOCATION)
  get_filename_component(_real "${_location}" REALPATH)
  get_filename_component(_name "${_real}" NAME)
  set(${out} "${_name}" PARENT_SCOPE)
endfunction()

function(duijie_add_plugin name)
  cmake_parse_arguments(ARG "PRIVATE_POCO" "NAMESPACE" "SOURCES;LIBRARIES;MESSAGES" ${ARGN})
  add_library(${name} MODULE ${ARG_SOURCES})
  if(ARG_MESSAGES)
    if(NOT ARG_NAMESPACE)
      set(ARG_NAMESPACE ${name})
    endif()
    duijie_messages(${name} NAMESPACE ${ARG_NAMESPACE} FILES ${ARG_MESSAGES})
  endif()
  if(ARG_PRIVATE_POCO)
    set(_poco "private")
  else()
    duijie_poco_soname(_poco)
  endif()
  target_compile_definitions(${name} PRIVATE DUIJIE_POCO="${_poco}")
  target_link_libraries(${name} PRIVATE duijie::sdk ${ARG_LIBRARIES})
  set_target_properties(${name} PROPERTIES
    CXX_VISIBILITY_PRESET hidden
    VISIBILITY_INLINES_HIDDEN ON
    LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin/plugins)
  if(WIN32)
    set_target_properties(${name} PROPERTIES PREFIX "") # one explicit export, the manifest, hides all else
  else()
    target_compile_options(${name} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fno-gnu-unique>)
    target_link_options(${name} PRIVATE
      -Wl,-z,now
      -Wl,--version-script=${DUIJIE_CMAKE_DIR}/plugin.version)
    set_property(TARGET ${name} APPEND PROPERTY LINK_DEPENDS ${DUIJIE_CMAKE_DIR}/plugin.version)
    if(NOT DUIJIE_SANITIZE)
      target_link_options(${name} PRIVATE -Wl,-z,defs) # a sanitizer's symbols come from the program
    endif()
  endif()
endfunction()
