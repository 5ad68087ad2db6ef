# Debian's mingw-w64 (posix threads, SEH) for Windows x64. DUIJIE_WINDOWS_DEPS, a variable or of the environment, is the
# folder that build-deps.sh prints.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_VERSION 10.0)
set(CMAKE_SYSTEM_PROCESSOR AMD64)
set(_triple x86_64-w64-mingw32)
set(CMAKE_C_COMPILER ${_triple}-gcc-posix)
set(CMAKE_CXX_COMPILER ${_triple}-g++-posix)
set(CMAKE_RC_COMPILER ${_triple}-windres)
set(CMAKE_MC_COMPILER ${_triple}-windmc CACHE STRING "") # Poco's event messages; the name it looks for is Microsoft's
set(CMAKE_AR ${_triple}-gcc-ar-posix CACHE FILEPATH "")
set(CMAKE_RANLIB ${_triple}-gcc-ranlib-posix CACHE FILEPATH "")

if(NOT DUIJIE_WINDOWS_DEPS)
  set(DUIJIE_WINDOWS_DEPS "$ENV{DUIJIE_WINDOWS_DEPS}")
endif()
if(NOT DUIJIE_WINDOWS_DEPS)
  message(FATAL_ERROR "Set DUIJIE_WINDOWS_DEPS to what cmake/windows/build-deps.sh prints.")
endif()
set(CMAKE_TRY_COMPILE_PLATFORM_VARIABLES DUIJIE_WINDOWS_DEPS)

# Nothing of this machine: its own libraries have the same names.
set(CMAKE_FIND_ROOT_PATH ${DUIJIE_WINDOWS_DEPS} /usr/${_triple})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(CMAKE_PREFIX_PATH ${DUIJIE_WINDOWS_DEPS})

# One Windows version for everything, and headers under the names that Poco includes them by.
set(_flags "-isystem ${DUIJIE_WINDOWS_DEPS}/include/by-poco -D_WIN32_WINNT=0x0A00 -DWINVER=0x0A00 -DNOMINMAX")
set(CMAKE_C_FLAGS_INIT "${_flags}")
set(CMAKE_CXX_FLAGS_INIT "${_flags}")

find_program(DUIJIE_WINE NAMES wine wine64)
if(DUIJIE_WINE)
  set(CMAKE_CROSSCOMPILING_EMULATOR ${DUIJIE_WINE}) # ctest runs the tests through it
endif()
