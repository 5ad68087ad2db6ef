# Poco 1.11 compiles in unity builds, but for Foundation: several of its files name a local thing alike.
cmake_language(DEFER DIRECTORY ${CMAKE_SOURCE_DIR} CALL set_target_properties Foundation PROPERTIES UNITY_BUILD OFF)
