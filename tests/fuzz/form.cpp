// The form on which people ask for help, as the adapter reads it.
#include "gracegate/httplib.hpp"
#include "tests/fuzz/targets.hpp"

namespace gracegate::fuzz {
namespace {

bool is_within(std::string_view part, std::string_view whole) {
  return part.empty() || (part.data() >= whole.data() && part.end() <= whole.end());
}

bool has_control(std::string_view text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) return true;
  }
  return false;
}

}  // namespace

void run_form(std::string_view input) {
  const std::size_t line = std::min(input.find('\n'), input.size());
  const std::string boundary = detail::form_boundary(input.substr(0, line));
  must(boundary.size() <= 70, "a boundary is short");
  const std::string_view body = input.substr(std::min(line + 1, input.size()));
  const auto parts = detail::form_parts(body, boundary);
  must(parts.size() <= 32, "a form has so many parts at most");
  std::string_view rest = body;
  for (const detail::FormPart& part : parts) {
    must(is_within(part.bytes, rest), "parts lie in the body, one behind the other");
    if (!part.bytes.empty()) rest.remove_prefix(static_cast<std::size_t>(part.bytes.end() - rest.begin()));
    must(part.bytes.find("\r\n--" + boundary) == std::string_view::npos, "a part ends where the next begins");
  }
  const HelpRequest request = detail::typed_request(body, boundary);
  must(!has_control(request.page + request.reach + request.date), "lines hold no control characters");
  if (request.file) {
    must(!has_control(request.file->name), "nor does the name of a file");
    must(request.file->name.find_first_of("/\\") == std::string::npos, "a file's name is no path");
  }
}

}  // namespace gracegate::fuzz
