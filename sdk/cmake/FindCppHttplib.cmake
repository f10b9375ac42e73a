# gracegate_dep_httplib: cpp-httplib with the macros that its class layout depends on.
find_package(PkgConfig QUIET)
if(NOT TARGET gracegate_dep_httplib)
  pkg_check_modules(CPPHTTPLIB REQUIRED IMPORTED_TARGET cpp-httplib)
  add_library(gracegate_dep_httplib INTERFACE IMPORTED)
  target_link_libraries(gracegate_dep_httplib INTERFACE PkgConfig::CPPHTTPLIB)
endif()
set(CppHttplib_FOUND TRUE)
