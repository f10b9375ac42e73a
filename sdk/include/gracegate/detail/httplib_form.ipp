// The body of a form, multipart/form-data (RFC 7578). Internal.
//
// cpp-httplib's own reader takes a file of any size and a file name of any length into memory, and hands the
// parts out in another way in each of its releases. Hence: bytes in, bounded; parts out.
#ifndef GRACEGATE_DETAIL_HTTPLIB_FORM_IPP
#define GRACEGATE_DETAIL_HTTPLIB_FORM_IPP

#include <string>
#include <string_view>
#include <vector>

namespace gracegate::detail {

struct FormPart {
  std::string name;
  std::string file_name;  // empty: none
  std::string type;       // empty: not stated
  std::string_view bytes;
};

// Value of `name` in a field like `form-data; name="a"; filename="b"`; quotes may be missing. Browsers write
// a quotation mark within as %22.
inline std::string parameter(std::string_view field, std::string_view name) {
  for (std::size_t at = field.find(';'); at != std::string_view::npos;) {
    const std::size_t equals = field.find('=', at);
    if (equals == std::string_view::npos) return {};
    const std::string key = lower_case(trim(field.substr(at + 1, equals - at - 1)));
    const bool is_quoted = equals + 1 < field.size() && field[equals + 1] == '"';
    const std::size_t from = equals + (is_quoted ? 2 : 1);
    const std::size_t end = std::min(field.find(is_quoted ? '"' : ';', from), field.size());
    if (key == name) return std::string(trim(field.substr(from, end - from)));
    at = field.find(';', end);
  }
  return {};
}

// Empty: this is no form with parts.
inline std::string form_boundary(std::string_view content_type) {
  const std::string boundary =
      media_type(content_type) == "multipart/form-data" ? parameter(content_type, "boundary") : std::string();
  return boundary.size() <= 70 ? boundary : std::string();
}

inline FormPart part_of(std::string_view head, std::string_view bytes) {
  FormPart part;
  part.bytes = bytes;
  for (std::size_t from = 0; from < head.size();) {
    const std::size_t end = std::min(head.find("\r\n", from), head.size());
    const std::string_view line = head.substr(from, end - from);
    const std::size_t colon = std::min(line.find(':'), line.size());
    const std::string name = lower_case(trim(line.substr(0, colon)));
    const std::string_view value = trim(line.substr(std::min(colon + 1, line.size())));
    if (name == "content-disposition") {
      part.name = parameter(value, "name");
      part.file_name = parameter(value, "filename");
    } else if (name == "content-type") {
      part.type = std::string(value);
    }
    from = end + 2;
  }
  return part;
}

// The parts that are complete, 32 at most; what cannot be read ends the list. They refer to `body`.
inline std::vector<FormPart> form_parts(std::string_view body, const std::string& boundary) {
  constexpr std::size_t kMostParts = 32;
  std::vector<FormPart> parts;
  const std::string delimiter = "\r\n--" + boundary;
  // The first one may stand at the very beginning.
  std::size_t at = body.substr(0, delimiter.size() - 2) == std::string_view(delimiter).substr(2)
                       ? delimiter.size() - 2
                       : std::string_view::npos;
  while (at != std::string_view::npos && parts.size() < kMostParts && body.substr(at, 2) == "\r\n") {
    const std::size_t head_end = body.find("\r\n\r\n", at);
    if (head_end == std::string_view::npos) break;
    const std::size_t from = head_end + 4;
    const std::size_t end = body.find(delimiter, head_end + 2);  // a part may be empty
    if (end == std::string_view::npos) break;
    const std::string_view head = body.substr(at + 2, head_end - std::min(at + 2, head_end));
    parts.push_back(part_of(head, body.substr(std::min(from, end), end - std::min(from, end))));
    at = end + delimiter.size();
  }
  return parts;
}

// The body of a request as it arrives: its first `most` bytes are kept, and all are read, or the rest would
// be taken for the connection's next request.
class BoundedBody {
 public:
  explicit BoundedBody(std::size_t most) : most_(most) {}

  bool take(const char* data, std::size_t size) {
    const std::size_t room = most_ - bytes_.size();
    is_too_large_ = is_too_large_ || size > room;
    bytes_.append(data, std::min(size, room));
    return true;
  }
  // It was refused before it got here.
  void refuse() { is_too_large_ = true; }
  bool is_too_large() const { return is_too_large_; }
  const std::string& bytes() const { return bytes_; }

 private:
  std::size_t most_;
  std::string bytes_;
  bool is_too_large_ = false;
};

}  // namespace gracegate::detail

#endif
