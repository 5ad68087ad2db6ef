# find_package(DuijieSdk): duijie::sdk, duijie::testkit and duijie_add_plugin().
include(CMakeFindDependencyMacro)
find_dependency(OpenSSL)
find_dependency(Poco COMPONENTS Foundation JSON Util Net NetSSL Crypto)
find_dependency(simdjson)
include(${CMAKE_CURRENT_LIST_DIR}/DuijieSdkTargets.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/DuijieAddPlugin.cmake)
