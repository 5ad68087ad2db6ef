# How what is handed out is compiled: against overruns that nobody found yet, and the same bytes in whatever folder it
# is built. What Debian asks of a package (dpkg-buildflags with hardening=+all), and what costs nothing beside it.
# Included before what is shipped; tests are compiled without, from DUIJIE_PLAIN_COMPILE_OPTIONS (tests/CMakeLists.txt).
get_directory_property(DUIJIE_PLAIN_COMPILE_OPTIONS COMPILE_OPTIONS)
if(WIN32 OR DUIJIE_SANITIZE)
  return()
endif()

add_compile_options(
  # Names of files in debug information and messages start at the top of the tree, not of somebody's disk.
  -ffile-prefix-map=${CMAKE_SOURCE_DIR}/=
  -Wdate-time
  -fstack-protector-strong
  -fstack-clash-protection
  -Wformat -Werror=format-security
  # Without optimisation it does nothing but warn.
  $<$<NOT:$<CONFIG:Debug>>:-D_FORTIFY_SOURCE=2>)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  add_compile_options(-fcf-protection)
endif()
add_link_options(-Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack)
# Position independent code makes position independent programs only when that is asked for.
include(CheckPIESupported)
check_pie_supported(LANGUAGES CXX)
