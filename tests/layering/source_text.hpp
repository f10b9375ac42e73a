// C++ source as text: what the layering rules read of it.
#ifndef GRACEGATE_TESTS_LAYERING_SOURCE_TEXT_HPP
#define GRACEGATE_TESTS_LAYERING_SOURCE_TEXT_HPP

#include <string>
#include <string_view>
#include <vector>

namespace gracegate::layering {

struct Include {
  std::string path;
  bool quoted = false;  // "path", not <path>
};

// The source with each comment replaced by a space; string literals, raw ones too, are left as they are.
std::string without_comments(std::string_view source);

// The include directives of a source that has no comments, in order, in skipped #if branches too.
std::vector<Include> includes_of(std::string_view code);

// Whether `word` stands in the code, not as part of a longer identifier.
bool has_word(std::string_view code, std::string_view word);

}  // namespace gracegate::layering

#endif
