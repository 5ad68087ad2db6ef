# Warnings, sanitizers and ccache for the project's own targets.
if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "" FORCE)
endif()

find_program(DUIJIE_CCACHE ccache)
if(DUIJIE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${DUIJIE_CCACHE})
endif()

add_library(duijie_options INTERFACE)
target_compile_options(duijie_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor -Woverloaded-virtual
  -Wcast-align -Wformat=2)
if(DUIJIE_WERROR)
  target_compile_options(duijie_options INTERFACE -Werror)
endif()

# Where a tree is built once and from nothing, most of the time of a file goes into headers that its neighbours read as
# well: eight files of a library are then compiled as one. A file whose local names are those of a neighbour is left out
# of it by its library (compile_apart).
option(DUIJIE_UNITY "Compile the files of a library together: quicker from nothing, slower after a change" OFF)
set(CMAKE_UNITY_BUILD ${DUIJIE_UNITY})
if(DUIJIE_UNITY AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # What is in a source looks as if it were in a header there.
  target_compile_options(duijie_options INTERFACE -Wno-subobject-linkage)
endif()
set(CMAKE_UNITY_BUILD_BATCH_SIZE 8)
function(compile_apart)
  set_source_files_properties(${ARGN} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()

if(DUIJIE_SANITIZE)
  # Everything in the process must agree, plugins included, so this is set for the whole tree.
  add_compile_options(-fsanitize=${DUIJIE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${DUIJIE_SANITIZE})
endif()
