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

Result<std::string> text_from(const std::string& file) {
  constexpr std::size_t kMostBytes = 1u << 20;
  std::ifstream opened;
  if (file != "-") opened.open(file, std::ios::binary);
  std::istream& in = file == "-" ? std::cin : opened;
  if (!in) return bad_input(file + " cannot be read: " + std::strerror(errno));
  std::string text(kMostBytes + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.size() > kMostBytes) return bad_input(file + ": give at most 1 MiB");
  return text;
}

Result<Json> json_from(const std::string& what, const std::string& file) {
  const auto text = text_from(file);
  if (!text) return bad_input(what + ": " + text.error().message);
  const auto strict = parse_json(*text);
  if (!strict) return bad_input(what + ": " + strict.error().message);
  if (strict->kind != JsonValue::Kind::object) return bad_input(what + ": give a JSON object");
  return Json::parse(*text, nullptr, false);
}

Result<void> check_free(const std::string& file) {
  struct stat found = {};
  if (::lstat(file.c_str(), &found) != 0) return {};
  return Error{ErrorCode::conflict, file + " exists; it is not replaced: name another file", ""};
}

}  // namespace gracegate::ctl
