// The words of enumerations, from their to_string(): it is the only place that has them. The values count up
// from 0 to `last`, the last enumerator.
#ifndef GRACEGATE_SERVER_CASES_WORDS_HPP
#define GRACEGATE_SERVER_CASES_WORDS_HPP

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gracegate::server {

template <class Enum>
std::vector<std::string> words_to(Enum last) {
  std::vector<std::string> words;
  for (int value = 0; value <= static_cast<int>(last); ++value)
    words.emplace_back(to_string(static_cast<Enum>(value)));
  return words;
}

template <class Enum>
std::optional<Enum> value_of(std::string_view word, Enum last) {
  for (int value = 0; value <= static_cast<int>(last); ++value)
    if (word == to_string(static_cast<Enum>(value))) return static_cast<Enum>(value);
  return std::nullopt;
}

// "open, settled, waived or released"
template <class Enum>
std::string choice_to(Enum last) {
  std::string text;
  for (int value = 0; value <= static_cast<int>(last); ++value)
    text.append(value == 0                        ? ""
                : value == static_cast<int>(last) ? " or "
                                                  : ", ")
        .append(to_string(static_cast<Enum>(value)));
  return text;
}

}  // namespace gracegate::server

#endif
