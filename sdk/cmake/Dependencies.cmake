# What is needed besides OpenSSL: installed packages first; where there are none, pinned releases are fetched.
option(GRACEGATE_FETCH "Fetch a pinned release of a library that is not installed" ON)
include(FetchContent)

find_package(nlohmann_json 3.11 QUIET)
if(NOT nlohmann_json_FOUND)
  if(NOT GRACEGATE_FETCH)
    message(FATAL_ERROR "nlohmann/json 3.11 is not installed: install nlohmann-json3-dev, or set GRACEGATE_FETCH=ON")
  endif()
  set(JSON_BuildTests OFF)
  set(JSON_Install OFF)
  FetchContent_Declare(nlohmann_json
    URL https://github.com/nlohmann/json/releases/download/v3.11.3/json.tar.xz
    URL_HASH SHA256=d6c65aca6b1ed68e7a182f4757257b107ae403032760ed6ef121c9d55e81757d
    DOWNLOAD_EXTRACT_TIMESTAMP ON
    SYSTEM)
  FetchContent_MakeAvailable(nlohmann_json)
endif()

# The SDK is built without it. For those who serve with it and use gracegate/httplib.hpp, as our samples do. Where
# it is no package, its bare header does.
include(${CMAKE_CURRENT_LIST_DIR}/gracegate-httplib.cmake)
if(NOT TARGET gracegate::httplib)
  find_path(CPPHTTPLIB_HEADER_DIR httplib.h)
  if(NOT CPPHTTPLIB_HEADER_DIR AND (GRACEGATE_SERVER OR GRACEGATE_SAMPLES OR GRACEGATE_TESTS))
    if(NOT GRACEGATE_FETCH)
      message(FATAL_ERROR "cpp-httplib is not installed: install libcpp-httplib-dev, or set GRACEGATE_FETCH=ON")
    endif()
    # Only its header: its own build would look for OpenSSL, zlib and brotli in its own way.
    FetchContent_Declare(cpp_httplib
      URL https://github.com/yhirose/cpp-httplib/archive/refs/tags/v0.18.7.tar.gz
      URL_HASH SHA256=b7b1e9e4e77565a5a9bc95e761d5df3e7c0e8ca37c90fd78b1b031bc6cb90fc1
      DOWNLOAD_EXTRACT_TIMESTAMP ON
      SOURCE_SUBDIR no-build)
    FetchContent_MakeAvailable(cpp_httplib)
    set(CPPHTTPLIB_HEADER_DIR ${cpp_httplib_SOURCE_DIR})
  endif()
  if(CPPHTTPLIB_HEADER_DIR)
    add_library(gracegate::httplib INTERFACE IMPORTED GLOBAL)
    target_include_directories(gracegate::httplib INTERFACE ${CPPHTTPLIB_HEADER_DIR})
    target_compile_definitions(gracegate::httplib INTERFACE CPPHTTPLIB_OPENSSL_SUPPORT)
    target_link_libraries(gracegate::httplib INTERFACE OpenSSL::SSL OpenSSL::Crypto Threads::Threads)
  endif()
endif()
