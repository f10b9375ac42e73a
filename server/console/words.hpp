// What the console calls things, for people who are no engineers.
#ifndef GRACEGATE_SERVER_CONSOLE_WORDS_HPP
#define GRACEGATE_SERVER_CONSOLE_WORDS_HPP

#include <string>
#include <string_view>
#include <vector>

namespace gracegate::server::console {

// "read_only" → "Read-only". What is not known is said as it is. Kinds: "mode", "state", "reason", "topic",
// "action" (of the log).
std::string word_for(std::string_view kind, const std::string& value);

// All values of a kind with their words, in order, for a choice.
struct Choice {
  std::string_view value, word;
};
std::vector<Choice> choices_of(std::string_view kind);

// What a page says when something was done just now; "" for a word that is none of ours.
std::string done_words(const std::string& done);

}  // namespace gracegate::server::console

#endif
