# gracegate::httplib: cpp-httplib where it is installed as a package, with the settings that its class layout
# depends on; they must be the same in a whole program. Two forms are found: a package with a .pc file (Debian's
# split library), and the CMake package of its own build.
if(TARGET gracegate::httplib)
  return()
endif()

find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
  pkg_check_modules(gracegate_httplib QUIET IMPORTED_TARGET GLOBAL cpp-httplib>=0.11)
endif()
if(gracegate_httplib_FOUND)
  add_library(gracegate::httplib INTERFACE IMPORTED GLOBAL)
  target_link_libraries(gracegate::httplib INTERFACE PkgConfig::gracegate_httplib)
else()
  find_package(httplib CONFIG QUIET)
  if(TARGET httplib::httplib)
    add_library(gracegate::httplib INTERFACE IMPORTED GLOBAL)
    target_link_libraries(gracegate::httplib INTERFACE httplib::httplib)
  endif()
endif()
