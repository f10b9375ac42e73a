#include "server/ctl/local_file.hpp"

#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "core/json_reader.hpp"
#include "server/ctl/input.hpp"

namespace gracegate::ctl {
namespace {

constexpr std::size_t kMaxJsonFile = 1u << 20;

// At most one byte more than that.
Result<std::string> read_some(const std::string& file, std::size_t most_bytes) {
  std::ifstream opened;
  if (file != "-") opened.open(file, std::ios::binary);
  std::istream& in = file == "-" ? std::cin : opened;
  if (!in) return bad_input(file + " cannot be read: " + std::strerror(errno));
  std::string text(most_bytes + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

}  // namespace

Result<Json> json_from(const std::string& what, const std::string& file) {
  const auto text = read_some(file, kMaxJsonFile);
  if (!text) return bad_input(what + ": " + text.error().message);
  if (text->size() > kMaxJsonFile) return bad_input(what + ": give at most 1 MiB");
  const auto strict = parse_json(*text);
  if (!strict) return bad_input(what + ": " + strict.error().message);
  if (strict->kind != JsonValue::Kind::object) return bad_input(what + ": give a JSON object");
  return Json::parse(*text, nullptr, false);
}

Result<std::string> line_from(const std::string& file, std::size_t most_bytes) {
  auto line = read_some(file, most_bytes);
  if (!line) return line;
  while (!line->empty() && (line->back() == '\n' || line->back() == '\r')) line->pop_back();
  if (line->empty() || line->size() > most_bytes || line->find('\n') != std::string::npos)
    return bad_input(file + ": give one line of at most " + std::to_string(most_bytes) + " bytes");
  return line;
}

Result<void> check_free(const std::string& file) {
  struct stat found = {};
  if (::lstat(file.c_str(), &found) != 0) return {};
  return Error{ErrorCode::conflict, file + " exists; it is not replaced: name another file", ""};
}

}  // namespace gracegate::ctl
