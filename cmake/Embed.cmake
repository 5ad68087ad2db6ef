# Makes a C++ text of a file. Run as a script: cmake -DOUT=... -DFILE=... -DHEADER=... -DNAME=... -P Embed.cmake
cmake_minimum_required(VERSION 3.25)
file(READ ${FILE} _text)
file(WRITE ${OUT} "// Made by cmake/Embed.cmake; do not edit.\n#include \"${HEADER}\"\n\nnamespace duijie::config\n{\nconst char* const ${NAME} = R\"~(${_text})~\";\n}\n")
