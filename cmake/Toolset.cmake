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

if(DUIJIE_SANITIZE)
  # Everything in the process must agree, plugins included, so this is set for the whole tree.
  add_compile_options(-fsanitize=${DUIJIE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${DUIJIE_SANITIZE})
endif()
