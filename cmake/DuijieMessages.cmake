# duijie_messages(<target> NAMESPACE <namespace> FILES a.json...)
#
# Puts sentences for people into <target>: {"id": {"en": "...", "zh": "..."}, ...} with {0}, {1}, ... for arguments. The
# code declares, in that namespace and once, what it calls:
#
#   std::string say(std::string_view id, std::initializer_list<std::string_view> arguments = {});
#   const duijie::sdk::Catalogue& messages() noexcept; // only where a test wants to see all
#
# A sentence without one of the languages, or with other arguments in one than in the other, ends the build.
set(DUIJIE_CATALOGUE_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/Catalogue.cmake)

function(duijie_messages target)
  cmake_parse_arguments(ARG "" "NAMESPACE" "FILES" ${ARGN})
  set(_files "")
  foreach(_file IN LISTS ARG_FILES)
    get_filename_component(_file ${_file} ABSOLUTE BASE_DIR ${CMAKE_CURRENT_SOURCE_DIR})
    list(APPEND _files ${_file})
  endforeach()
  list(JOIN _files "," _argument)
  string(MAKE_C_IDENTIFIER "${ARG_NAMESPACE}" _name)
  set(_made ${CMAKE_CURRENT_BINARY_DIR}/${target}_${_name}_messages.cpp)
  add_custom_command(OUTPUT ${_made}
    COMMAND ${CMAKE_COMMAND} -DOUT=${_made} -DNAMESPACE=${ARG_NAMESPACE} -DFILES=${_argument} -P ${DUIJIE_CATALOGUE_SCRIPT}
    DEPENDS ${_files} ${DUIJIE_CATALOGUE_SCRIPT}
    VERBATIM)
  set_source_files_properties(${_made} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  target_sources(${target} PRIVATE ${_made})
endfunction()
