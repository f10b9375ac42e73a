# What every target of ours gets: C++17, hidden symbols, and in our own builds warnings as errors and
# sanitizers. All of it is PRIVATE: nothing here reaches a project that consumes the SDK.
function(gracegate_target target)
  target_compile_features(${target} PUBLIC cxx_std_17)
  set_target_properties(${target} PROPERTIES
    CXX_EXTENSIONS OFF
    CXX_VISIBILITY_PRESET hidden
    VISIBILITY_INLINES_HIDDEN ON
    POSITION_INDEPENDENT_CODE ON)
  # A product's linker can leave out what the product does not call (--gc-sections).
  target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU,Clang>:-ffunction-sections -fdata-sections>)
  if(GRACEGATE_DEVELOPER)
    target_compile_options(${target} PRIVATE
      -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Woverloaded-virtual -Werror)
    if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
      # With -O3, GCC 12 believes that the strings of an empty std::optional are read.
      target_compile_options(${target} PRIVATE -Wno-maybe-uninitialized)
    endif()
  endif()
  if(GRACEGATE_SANITIZE)
    target_compile_options(${target} PRIVATE
      -fsanitize=${GRACEGATE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(${target} PUBLIC $<BUILD_INTERFACE:-fsanitize=${GRACEGATE_SANITIZE}>)
  endif()
endfunction()
