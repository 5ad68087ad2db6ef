# Turns documents into one C++ file of raw strings.
# Run as a script: cmake -DOUT=Documents.cpp -DFILES=a.json,b.json -P Embed.cmake
string(REPLACE "," ";" FILES "${FILES}")
set(_text "// Made by Embed.cmake from documents/; do not edit.\n#include \"Documents.h\"\n\n")
string(APPEND _text "namespace duijie::panying\n{\n\nnamespace\n{\n\nconstexpr Document Table[] = {\n")
foreach(_file IN LISTS FILES)
  get_filename_component(_name "${_file}" NAME_WE)
  file(READ "${_file}" _json)
  string(FIND "${_json}" ")~doc~\"" _clash)
  if(NOT _clash EQUAL -1)
    message(FATAL_ERROR "${_file} holds the end mark of the raw string it is to become")
  endif()
  string(APPEND _text "    {\"${_name}\", R\"~doc~(${_json})~doc~\"},\n")
endforeach()
string(APPEND _text
  "};\n\n"
  "} // namespace\n\n"
  "std::string_view documentOf(std::string_view name) noexcept\n{\n"
  "    for (const Document& document : Table)\n    {\n"
  "        if (document.name == name)\n        {\n            return document.text;\n        }\n"
  "    }\n    return {};\n}\n\n"
  "} // namespace duijie::panying\n")
file(WRITE "${OUT}" "${_text}")
