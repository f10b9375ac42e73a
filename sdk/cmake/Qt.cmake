# Sets gracegate_has_qt: whether gracegate::qt, the banner as a widget, is built. Nothing else here needs Qt.
set(GRACEGATE_QT AUTO CACHE STRING "Build gracegate::qt: ON, OFF, or AUTO (where Qt 6 is installed and we are top-level)")
set_property(CACHE GRACEGATE_QT PROPERTY STRINGS AUTO ON OFF)

set(gracegate_has_qt OFF)
if(GRACEGATE_QT STREQUAL "AUTO")
  # Qt as it is installed knows nothing of ThreadSanitizer.
  if(PROJECT_IS_TOP_LEVEL AND NOT GRACEGATE_SANITIZE MATCHES "thread")
    find_package(Qt6 6.2 QUIET COMPONENTS Widgets)
    set(gracegate_has_qt ${Qt6Widgets_FOUND})
  endif()
elseif(GRACEGATE_QT)
  find_package(Qt6 6.2 QUIET COMPONENTS Widgets)
  set(gracegate_has_qt ${Qt6Widgets_FOUND})
  if(NOT gracegate_has_qt)
    message(FATAL_ERROR "Qt 6 (Widgets) is not installed: install qt6-base-dev, or set GRACEGATE_QT=OFF")
  endif()
endif()
