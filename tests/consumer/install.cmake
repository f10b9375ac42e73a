# Installs the SDK alone, twice over an empty PREFIX, and moves it: what is installed must be relocatable.
file(REMOVE_RECURSE ${PREFIX} ${PREFIX}.first)
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --component sdk --prefix ${PREFIX}.first
  COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET)
file(RENAME ${PREFIX}.first ${PREFIX})

foreach(file IN ITEMS gracegate-config.cmake gracegate-config-version.cmake gracegate-targets.cmake gracegate.pc
    libgracegate_core.a libgracegate_client.a gate.hpp)
  file(GLOB_RECURSE found ${PREFIX}/*/${file})
  if(NOT found)
    message(FATAL_ERROR "${file} is not installed")
  endif()
endforeach()

file(GLOB_RECURSE texts ${PREFIX}/*.cmake ${PREFIX}/*.pc)
foreach(text IN LISTS texts)
  file(READ ${text} content)
  foreach(leak IN ITEMS ${BUILD} -Werror -Wall -fsanitize CPPHTTPLIB_OPENSSL nlohmann)
    string(FIND "${content}" "${leak}" at)
    if(NOT at EQUAL -1)
      message(FATAL_ERROR "${text} mentions ${leak}, which is no business of a product that uses the SDK")
    endif()
  endforeach()
endforeach()
