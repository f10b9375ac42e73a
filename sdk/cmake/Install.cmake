# Installation, find_package(gracegate COMPONENTS core client) and pkg-config.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

option(GRACEGATE_INSTALL "Add the SDK to what `cmake --install` installs" ${PROJECT_IS_TOP_LEVEL})
if(NOT GRACEGATE_INSTALL)
  return()
endif()

set(GRACEGATE_CMAKE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/gracegate)

install(TARGETS gracegate_core gracegate_client EXPORT gracegate-targets
  COMPONENT sdk
  FILE_SET HEADERS COMPONENT sdk
  FILE_SET adapter_parts COMPONENT sdk)
set(GRACEGATE_COMPONENTS core client)
if(TARGET gracegate_shared)
  install(TARGETS gracegate_shared EXPORT gracegate-targets LIBRARY COMPONENT sdk NAMELINK_COMPONENT sdk)
  list(APPEND GRACEGATE_COMPONENTS shared)
endif()
if(TARGET gracegate_qt)
  install(TARGETS gracegate_qt EXPORT gracegate-qt-targets COMPONENT sdk FILE_SET HEADERS COMPONENT sdk)
  install(EXPORT gracegate-qt-targets NAMESPACE gracegate:: DESTINATION ${GRACEGATE_CMAKE_DIR} COMPONENT sdk)
  list(APPEND GRACEGATE_COMPONENTS qt)
endif()
install(EXPORT gracegate-targets NAMESPACE gracegate:: DESTINATION ${GRACEGATE_CMAKE_DIR} COMPONENT sdk)

configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/gracegate-config.cmake.in
  ${CMAKE_CURRENT_BINARY_DIR}/gracegate-config.cmake INSTALL_DESTINATION ${GRACEGATE_CMAKE_DIR})
# Before 1.0 a minor version may break callers.
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/gracegate-config-version.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES
  ${CMAKE_CURRENT_BINARY_DIR}/gracegate-config.cmake
  ${CMAKE_CURRENT_BINARY_DIR}/gracegate-config-version.cmake
  ${CMAKE_CURRENT_LIST_DIR}/gracegate-httplib.cmake
  DESTINATION ${GRACEGATE_CMAKE_DIR} COMPONENT sdk)

# Relocatable, unless the directories were given as absolute ones.
if(IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}" OR IS_ABSOLUTE "${CMAKE_INSTALL_INCLUDEDIR}")
  set(GRACEGATE_PC_PREFIX ${CMAKE_INSTALL_PREFIX})
else()
  file(RELATIVE_PATH up /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
  string(REGEX REPLACE "/$" "" up ${up})
  set(GRACEGATE_PC_PREFIX "\${pcfiledir}/${up}")
endif()
cmake_path(ABSOLUTE_PATH CMAKE_INSTALL_LIBDIR BASE_DIRECTORY "\${prefix}" OUTPUT_VARIABLE GRACEGATE_PC_LIBDIR)
cmake_path(ABSOLUTE_PATH CMAKE_INSTALL_INCLUDEDIR BASE_DIRECTORY "\${prefix}" OUTPUT_VARIABLE GRACEGATE_PC_INCLUDEDIR)
configure_file(${CMAKE_CURRENT_LIST_DIR}/gracegate.pc.in ${CMAKE_CURRENT_BINARY_DIR}/gracegate.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/gracegate.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT sdk)
