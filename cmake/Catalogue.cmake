# Makes C++ of message files: one sorted table, and say() and messages() over it (see DuijieMessages.cmake).
# Run as a script: cmake -DOUT=... -DNAMESPACE=... -DFILES=a.json,b.json -P Catalogue.cmake
cmake_minimum_required(VERSION 3.25)

# The places for arguments in a sentence, each once.
function(gaps out sentence)
  string(REGEX MATCHALL "{[0-9]}" _gaps "${sentence}")
  list(SORT _gaps)
  list(REMOVE_DUPLICATES _gaps)
  set(${out} "${_gaps}" PARENT_SCOPE)
endfunction()

string(REPLACE "," ";" FILES "${FILES}")
set(_ids "")
foreach(_file IN LISTS FILES)
  file(READ ${_file} _json)
  string(JSON _count LENGTH "${_json}")
  if(_count EQUAL 0)
    continue()
  endif()
  math(EXPR _last "${_count} - 1")
  foreach(_i RANGE ${_last})
    string(JSON _id MEMBER "${_json}" ${_i})
    string(JSON _en GET "${_json}" "${_id}" en)
    string(JSON _zh GET "${_json}" "${_id}" zh)
    if(_id IN_LIST _ids)
      message(FATAL_ERROR "${_file}: message ${_id} is defined twice")
    endif()
    gaps(_gaps_en "${_en}")
    gaps(_gaps_zh "${_zh}")
    if(_en STREQUAL "" OR _zh STREQUAL "" OR NOT _gaps_en STREQUAL _gaps_zh)
      message(FATAL_ERROR "${_file}: message ${_id} must say the same in en and zh, with the same arguments")
    endif()
    list(APPEND _ids "${_id}")
    set(_en_${_id} "${_en}")
    set(_zh_${_id} "${_zh}")
  endforeach()
endforeach()
if(NOT _ids)
  message(FATAL_ERROR "${FILES}: no message")
endif()
list(SORT _ids COMPARE STRING)
set(_table "")
foreach(_id IN LISTS _ids)
  string(APPEND _table "    {\"${_id}\", R\"~(${_en_${_id}})~\", R\"~(${_zh_${_id}})~\"},\n")
endforeach()
file(WRITE ${OUT} "// Made by Catalogue.cmake of message files; do not edit.
#include \"duijie/sdk/Messages.h\"

namespace ${NAMESPACE}
{
namespace
{
constexpr duijie::sdk::Message MessageTable[] = {
${_table}};
constexpr duijie::sdk::Catalogue MessageCatalogue{MessageTable};
}

const duijie::sdk::Catalogue& messages() noexcept
{
    return MessageCatalogue;
}

std::string say(std::string_view id, std::initializer_list<std::string_view> arguments)
{
    return MessageCatalogue.say(id, arguments);
}
}
")
