# Turns sdk/web (texts, style, script, pages) into C++ sources: constexpr data, nothing is parsed at run time.
# Included by sdk/CMakeLists.txt it sets GRACEGATE_EMBEDDED_SOURCES; the same file is the script that the
# build runs (cmake -P) when the data has changed. A new locale is one new file in sdk/web/texts.

if(NOT CMAKE_SCRIPT_MODE_FILE)
  set(web ${CMAKE_CURRENT_SOURCE_DIR}/web)
  set(out ${CMAKE_CURRENT_BINARY_DIR}/embedded)
  set(script ${CMAKE_CURRENT_LIST_DIR}/EmbedWeb.cmake)
  file(GLOB texts CONFIGURE_DEPENDS ${web}/texts/*.json)
  set(GRACEGATE_EMBEDDED_SOURCES "")
  set(tags "")
  foreach(file IN LISTS texts)
    cmake_path(GET file STEM LAST_ONLY tag)
    list(APPEND tags ${tag})
    add_custom_command(OUTPUT ${out}/texts_${tag}.cpp
      COMMAND ${CMAKE_COMMAND} -DWHAT=texts -DTAG=${tag} -DFROM=${file} -DTO=${out}/texts_${tag}.cpp -P ${script}
      DEPENDS ${file} ${script} VERBATIM)
    list(APPEND GRACEGATE_EMBEDDED_SOURCES ${out}/texts_${tag}.cpp)
  endforeach()
  if(NOT en IN_LIST tags)
    message(FATAL_ERROR "sdk/web/texts/en.json is missing: every other locale falls back to it")
  endif()
  string(JOIN "," tags ${tags})
  add_custom_command(OUTPUT ${out}/texts_index.cpp
    COMMAND ${CMAKE_COMMAND} -DWHAT=index -DTAGS=${tags} -DTO=${out}/texts_index.cpp -P ${script}
    DEPENDS ${texts} ${script} VERBATIM)
  set(assets ${web}/banner.css ${web}/page.css ${web}/banner.js ${web}/gracegate.js ${web}/stream.js ${web}/pages/denied.html
    ${web}/pages/help.html)
  add_custom_command(OUTPUT ${out}/assets.cpp
    COMMAND ${CMAKE_COMMAND} -DWHAT=assets -DFROM=${web} -DTO=${out}/assets.cpp -P ${script}
    DEPENDS ${assets} ${script} VERBATIM)
  list(APPEND GRACEGATE_EMBEDDED_SOURCES ${out}/texts_index.cpp ${out}/assets.cpp)
  return()
endif()

set(note "// Generated from sdk/web by sdk/cmake/EmbedWeb.cmake.\n")

function(identifier tag result)
  string(REPLACE "-" "_" id "${tag}")
  set(${result} "k_${id}" PARENT_SCOPE)
endfunction()

# A file is an object of texts and of objects of texts (plural forms, months): "key" or "key.form".
function(texts)
  file(READ "${FROM}" json)
  set(keys "")
  string(JSON count LENGTH "${json}")
  math(EXPR last "${count} - 1")
  foreach(i RANGE ${last})
    string(JSON key MEMBER "${json}" ${i})
    string(JSON type TYPE "${json}" "${key}")
    if(type STREQUAL "STRING")
      string(JSON "value_${key}" GET "${json}" "${key}")
      list(APPEND keys "${key}")
    elseif(type STREQUAL "OBJECT")
      string(JSON form_count LENGTH "${json}" "${key}")
      math(EXPR form_last "${form_count} - 1")
      foreach(j RANGE ${form_last})
        string(JSON form MEMBER "${json}" "${key}" ${j})
        string(JSON "value_${key}.${form}" GET "${json}" "${key}" "${form}")
        list(APPEND keys "${key}.${form}")
      endforeach()
    else()
      message(FATAL_ERROR "${FROM}: ${key} must be a text or an object of texts")
    endif()
  endforeach()
  list(SORT keys)
  list(LENGTH keys entry_count)
  set(bytes "")
  foreach(key IN LISTS keys)
    string(APPEND bytes "    \"${key}\\0\" R\"gg(${value_${key}})gg\" \"\\0\"\n")
  endforeach()
  identifier("${TAG}" id)
  file(WRITE "${TO}" "${note}#include \"core/texts.hpp\"\n\nnamespace gracegate::texts::data {\n\n"
    "static constexpr char kBytes[] =\n${bytes};\n"
    "static constexpr auto kStarts = starts_of<${entry_count}>(kBytes);\n\n"
    "extern const Locale ${id};\nconst Locale ${id}{\"${TAG}\", kBytes, kStarts.data(), kStarts.size()};\n\n"
    "}  // namespace gracegate::texts::data\n")
endfunction()

function(index)
  string(REPLACE "," ";" tags "${TAGS}")
  set(declared "")
  set(listed "")
  foreach(tag IN LISTS tags)
    identifier("${tag}" id)
    string(APPEND declared "extern const Locale ${id};\n")
    string(APPEND listed "&data::${id}, ")
  endforeach()
  file(WRITE "${TO}" "${note}#include \"core/texts.hpp\"\n\nnamespace gracegate::texts {\nnamespace data {\n${declared}}\n\n"
    "static constexpr const Locale* kAll[] = {${listed}};\n"
    "Locales all() { return {kAll, sizeof kAll / sizeof kAll[0]}; }\n\n}  // namespace gracegate::texts\n")
endfunction()

# What is for readers of the source, comments and indentation, is not sent to every page. In scripts two spaces stand
# before a comment behind code, and nowhere else before slashes; no text goes over several lines.
function(for_machines file text)
  set(content "${${text}}")
  if(file MATCHES "\\.js$")
    string(REGEX REPLACE "(^|\n)( *//[^\n]*\n)+" "\\1" content "${content}")
    string(REGEX REPLACE "  //[^\n]*" "" content "${content}")
  elseif(file MATCHES "\\.css$")
    string(REGEX REPLACE "/\\*[^*]*\\*/\n?" "" content "${content}")
  endif()
  if(file MATCHES "\\.(js|css)$")
    string(REGEX REPLACE "\n +" "\n" content "${content}")
  endif()
  set(${text} "${content}" PARENT_SCOPE)
endfunction()

function(assets)
  set(body "")
  foreach(asset IN ITEMS css=banner.css page_css=page.css js=banner.js module_js=gracegate.js stream_js=stream.js
      denied_page=pages/denied.html help_page=pages/help.html)
    string(REGEX MATCH "^([a-z_]+)=(.+)$" matched "${asset}")
    set(name "${CMAKE_MATCH_1}")
    file(READ "${FROM}/${CMAKE_MATCH_2}" content)
    for_machines("${CMAKE_MATCH_2}" content)
    string(APPEND body "std::string_view ${name}() { return R\"gg(${content})gg\"; }\n\n")
  endforeach()
  file(WRITE "${TO}" "${note}#include \"core/assets.hpp\"\n\nnamespace gracegate::assets {\n\n${body}}  // namespace gracegate::assets\n")
endfunction()

if(WHAT STREQUAL "texts")
  texts()
elseif(WHAT STREQUAL "index")
  index()
else()
  assets()
endif()
