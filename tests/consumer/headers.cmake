# Each installed header compiles alone, as C++17 and with more warnings than ours, and brings nothing but itself,
# the standard library and the system's C headers. gracegate/httplib.hpp needs
# <httplib.h>, and gracegate/qt.hpp needs Qt: that one is compiled by the stranger who asks for it. Headers that end in .h are for C too.
file(GLOB headers ${PREFIX}/include/gracegate/*.hpp ${PREFIX}/include/gracegate/*.h)
list(LENGTH headers count)
if(count LESS 10)
  message(FATAL_ERROR "only ${count} headers are installed")
endif()

set(strict -fsyntax-only -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast -Wundef -Werror)
foreach(header IN LISTS headers)
  get_filename_component(name ${header} NAME)
  if(name STREQUAL "qt.hpp")
    continue()
  endif()
  set(unit ${SCRATCH}/header_${name}.cpp)
  file(WRITE ${unit} "#include <gracegate/${name}>\n#include <gracegate/${name}>\n")
  if(name STREQUAL "httplib.hpp")
    execute_process(COMMAND ${COMPILER} -std=c++17 -fsyntax-only -Wall -Wextra -Werror -I${PREFIX}/include ${unit}
      COMMAND_ERROR_IS_FATAL ANY)
    continue()
  endif()
  execute_process(COMMAND ${COMPILER} -std=c++17 ${strict} -MD -MF ${unit}.d -I${PREFIX}/include ${unit}
    COMMAND_ERROR_IS_FATAL ANY)
  file(READ ${unit}.d includes)
  if(includes MATCHES "(nlohmann|httplib\\.h|openssl|sqlite3|libpq|catch2|spdlog)")
    message(FATAL_ERROR "${name} includes ${CMAKE_MATCH_1}")
  endif()
  if(name MATCHES "\\.h$")
    set(unit ${SCRATCH}/header_${name}.c)
    file(WRITE ${unit} "#include <gracegate/${name}>\nint main(void) { return 0; }\n")
    execute_process(COMMAND ${C_COMPILER} -std=c99 -fsyntax-only -Wall -Wextra -Wpedantic -Werror -I${PREFIX}/include ${unit}
      COMMAND_ERROR_IS_FATAL ANY)
  endif()
endforeach()
