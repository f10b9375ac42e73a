# gracegate_dep_httplib: cpp-httplib with the macros that its class layout depends on; they must be the same in
# a whole program. Three forms are found: a package with a .pc file (Debian's split library), the CMake package
# of its own build, and the bare header.

# cpp-httplib as one header in `directory`, with TLS.
function(gracegate_httplib_from_header directory)
  add_library(gracegate_dep_httplib INTERFACE IMPORTED GLOBAL)
  target_include_directories(gracegate_dep_httplib INTERFACE ${directory})
  target_compile_definitions(gracegate_dep_httplib INTERFACE CPPHTTPLIB_OPENSSL_SUPPORT)
  target_link_libraries(gracegate_dep_httplib INTERFACE OpenSSL::SSL OpenSSL::Crypto Threads::Threads)
endfunction()

if(TARGET gracegate_dep_httplib)
  set(CppHttplib_FOUND TRUE)
  return()
endif()

find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
  pkg_check_modules(CPPHTTPLIB QUIET IMPORTED_TARGET GLOBAL cpp-httplib>=0.11)
endif()
if(CPPHTTPLIB_FOUND)
  add_library(gracegate_dep_httplib INTERFACE IMPORTED GLOBAL)
  target_link_libraries(gracegate_dep_httplib INTERFACE PkgConfig::CPPHTTPLIB)
else()
  find_package(httplib CONFIG QUIET)
  find_path(CPPHTTPLIB_HEADER_DIR httplib.h)
  if(httplib_FOUND)
    add_library(gracegate_dep_httplib INTERFACE IMPORTED GLOBAL)
    target_link_libraries(gracegate_dep_httplib INTERFACE httplib::httplib)
  elseif(CPPHTTPLIB_HEADER_DIR)
    gracegate_httplib_from_header(${CPPHTTPLIB_HEADER_DIR})
  endif()
endif()
if(TARGET gracegate_dep_httplib)
  set(CppHttplib_FOUND TRUE)
endif()
