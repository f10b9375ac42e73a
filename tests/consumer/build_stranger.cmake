# Configures, builds and runs the stranger's project in one WAY: find_package, find_core, find_shared,
# find_qt, add_subdirectory, or pkg_config without CMake.
function(run)
  execute_process(COMMAND ${ARGV} COMMAND_ERROR_IS_FATAL ANY COMMAND_ECHO STDOUT)
endfunction()

file(REMOVE_RECURSE ${BUILD})
file(MAKE_DIRECTORY ${BUILD})

if(WAY STREQUAL "pkg_config")
  file(GLOB_RECURSE pc ${PREFIX}/*/gracegate.pc)
  get_filename_component(directory ${pc} DIRECTORY)
  set(ENV{PKG_CONFIG_PATH} ${directory})
  execute_process(COMMAND pkg-config --cflags --libs gracegate
    OUTPUT_VARIABLE flags OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  separate_arguments(flags UNIX_COMMAND "${flags}")
  run(${COMPILER} -std=c++17 -Wall -Wextra -Wpedantic -Werror ${STRANGER}/main.cpp -o ${BUILD}/stranger ${flags})
else()
  if(WAY STREQUAL "add_subdirectory")
    set(from -DGRACEGATE_SOURCE=${GRACEGATE_SOURCE})
  else()
    set(from -DCMAKE_PREFIX_PATH=${PREFIX})
  endif()
  run(${CMAKE_COMMAND} -G ${GENERATOR} -S ${STRANGER} -B ${BUILD} -DSTRANGER_WAY=${WAY} ${from}
    -DCMAKE_CXX_COMPILER=${COMPILER} -DCMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER})
  run(${CMAKE_COMMAND} --build ${BUILD} --parallel 2)

  # What the stranger's own sources were compiled with: their flags and the SDK's include directory.
  file(READ ${BUILD}/compile_commands.json commands)
  string(REGEX MATCHALL "\"command\": \"[^\n]*stranger\\.dir[^\n]*" commands "${commands}")
  if(NOT commands)
    message(FATAL_ERROR "the stranger's compile commands were not found")
  endif()
  if(commands MATCHES "-Wshadow|-Wconversion|-fsanitize|CPPHTTPLIB|nlohmann|GRACEGATE_")
    message(FATAL_ERROR "flags of the SDK's own build reach a product: ${commands}")
  endif()
endif()

set(ENV{QT_QPA_PLATFORM} offscreen)
run(${BUILD}/stranger)
