# Finds cpp-httplib wherever it comes from, as the target gracegate_dep_httplib:
# upstream's CMake package `httplib`, else pkg-config's `cpp-httplib` (Debian's split build), else the header alone.
#
# The macros that change its class layout (CPPHTTPLIB_OPENSSL_SUPPORT and others) must be the same in a whole
# program: who uses this target gets them, and nobody sets them elsewhere.
include(FindPackageHandleStandardArgs)

if(NOT TARGET gracegate_dep_httplib)
  find_package(Threads REQUIRED)
  find_package(OpenSSL REQUIRED)
  add_library(gracegate_dep_httplib INTERFACE IMPORTED GLOBAL)
  target_link_libraries(gracegate_dep_httplib INTERFACE OpenSSL::SSL OpenSSL::Crypto Threads::Threads)

  find_package(httplib CONFIG QUIET)
  if(httplib_FOUND)
    set(CppHttplib_SOURCE "CMake package httplib ${httplib_VERSION}")
    target_link_libraries(gracegate_dep_httplib INTERFACE httplib::httplib)
    target_compile_definitions(gracegate_dep_httplib INTERFACE CPPHTTPLIB_OPENSSL_SUPPORT)
  else()
    find_package(PkgConfig QUIET)
    if(PKG_CONFIG_FOUND)
      pkg_check_modules(PC_CPP_HTTPLIB QUIET IMPORTED_TARGET GLOBAL cpp-httplib)
    endif()
    if(PC_CPP_HTTPLIB_FOUND)
      set(CppHttplib_SOURCE "pkg-config cpp-httplib ${PC_CPP_HTTPLIB_VERSION}")
      target_link_libraries(gracegate_dep_httplib INTERFACE PkgConfig::PC_CPP_HTTPLIB)
      target_compile_definitions(gracegate_dep_httplib INTERFACE CPPHTTPLIB_OPENSSL_SUPPORT)
    else()
      find_path(CppHttplib_INCLUDE_DIR httplib.h)
      if(CppHttplib_INCLUDE_DIR)
        set(CppHttplib_SOURCE "${CppHttplib_INCLUDE_DIR}/httplib.h")
        target_include_directories(gracegate_dep_httplib SYSTEM INTERFACE ${CppHttplib_INCLUDE_DIR})
        target_compile_definitions(gracegate_dep_httplib INTERFACE CPPHTTPLIB_OPENSSL_SUPPORT)
      endif()
    endif()
  endif()
  # Later calls find the target and need to know where it came from as well.
  set(CppHttplib_SOURCE "${CppHttplib_SOURCE}" CACHE INTERNAL "Where cpp-httplib was found")
endif()

find_package_handle_standard_args(CppHttplib REQUIRED_VARS CppHttplib_SOURCE)
