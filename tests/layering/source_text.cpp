#include "tests/layering/source_text.hpp"

#include <algorithm>
#include <cctype>

namespace gracegate::layering {
namespace {

bool is_identifier(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

bool starts(std::string_view text, std::size_t at, std::string_view with) {
  return text.substr(at, with.size()) == with;
}

// The end of the next terminator at or after `from`.
std::size_t end_of(std::string_view text, std::size_t from, std::string_view terminator) {
  const std::size_t end = text.find(terminator, from);
  return end == std::string_view::npos ? text.size() : end + terminator.size();
}

std::size_t end_of_quoted(std::string_view text, std::size_t from) {
  const char quote = text[from];
  std::size_t at = from + 1;
  while (at < text.size() && text[at] != quote) at += text[at] == '\\' ? 2U : 1U;
  return std::min(at + 1, text.size());
}

std::size_t end_of_raw_string(std::string_view text, std::size_t from) {
  const std::size_t open = std::min(text.find('(', from), text.size());
  const std::size_t name = from + 2;  // behind R"
  const std::string terminator = ")" + std::string(text.substr(name, open - name)) + "\"";
  return end_of(text, open, terminator);
}

// Where the literal that starts at `at` ends; `at` itself if none starts there.
std::size_t end_of_literal(std::string_view text, std::size_t at) {
  const bool in_word = at > 0 && is_identifier(text[at - 1]);
  if (starts(text, at, "R\"") && !in_word) return end_of_raw_string(text, at);
  if (text[at] == '"') return end_of_quoted(text, at);
  if (text[at] == '\'' && !in_word) return end_of_quoted(text, at);  // else it separates digits
  return at;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front())) != 0) text.remove_prefix(1);
  return text;
}

bool take(std::string_view& text, std::string_view word) {
  text = trimmed(text);
  if (!starts(text, 0, word)) return false;
  text.remove_prefix(word.size());
  return true;
}

}  // namespace

std::string without_comments(std::string_view source) {
  std::string code;
  std::size_t at = 0;
  while (at < source.size()) {
    if (starts(source, at, "//")) {
      at = std::min(source.find('\n', at), source.size());
      continue;
    }
    if (starts(source, at, "/*")) {
      at = end_of(source, at + 2, "*/");
      code += ' ';
      continue;
    }
    const std::size_t end = std::max(end_of_literal(source, at), at + 1);
    code.append(source.substr(at, end - at));
    at = end;
  }
  return code;
}

std::vector<Include> includes_of(std::string_view code) {
  std::vector<Include> all;
  while (!code.empty()) {
    const std::size_t end = std::min(code.find('\n'), code.size());
    std::string_view line = code.substr(0, end);
    code.remove_prefix(std::min(end + 1, code.size()));
    if (!take(line, "#") || !take(line, "include")) continue;
    line = trimmed(line);
    if (line.empty() || (line.front() != '"' && line.front() != '<')) continue;
    const bool quoted = line.front() == '"';
    line.remove_prefix(1);
    all.push_back({std::string(line.substr(0, line.find(quoted ? '"' : '>'))), quoted});
  }
  return all;
}

bool has_word(std::string_view code, std::string_view word) {
  for (std::size_t at = code.find(word); at != std::string_view::npos; at = code.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !is_identifier(code[at - 1])) && (end == code.size() || !is_identifier(code[end])))
      return true;
  }
  return false;
}

}  // namespace gracegate::layering
