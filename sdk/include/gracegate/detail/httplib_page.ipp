// Putting something into the HTML page that a response holds, whole or streamed. Internal.
#ifndef GRACEGATE_DETAIL_HTTPLIB_PAGE_IPP
#define GRACEGATE_DETAIL_HTTPLIB_PAGE_IPP

#include <memory>
#include <type_traits>

// Declared here too because a split httplib.h keeps it in its .cc: then it is incomplete and not used.
namespace httplib::detail {
class gzip_compressor;
}

namespace gracegate::detail {

// Whether this is a complete page for a person: not a part, not a file to keep, not in a form that we can't
// read.
inline bool is_html_page(const httplib::Request& req, const httplib::Response& res) {
  if (res.status < 200 || res.status == 204 || res.status == 206 || (res.status >= 300 && res.status < 400)) {
    return false;
  }
  if (!req.ranges.empty() || res.has_header("Content-Encoding") || res.has_header("Content-Range"))
    return false;
  const std::string type = res.get_header_value("Content-Type");
  const std::string charset = charset_of(type);
  if (media_type(type) != "text/html" || (charset != "utf-8" && charset.compare(0, 4, "utf-") == 0))
    return false;
  return lower_case(trim(res.get_header_value("Content-Disposition"))).compare(0, 10, "attachment") != 0;
}

// Text in which every character is ASCII, the others as references (&#x20AC;): reads the same in a page of
// any ASCII-compatible charset. Precondition: UTF-8, as all our own text is.
inline std::string in_ascii(std::string_view html) {
  std::string ascii;
  ascii.reserve(html.size());
  for (std::size_t i = 0; i < html.size();) {
    const auto lead = static_cast<unsigned char>(html[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (length == 1 || i + length > html.size()) {
      ascii += html[i++];
      continue;
    }
    unsigned code = lead & (0xffu >> (length + 1));
    for (std::size_t k = 1; k < length; ++k)
      code = code << 6 | (static_cast<unsigned char>(html[i + k]) & 0x3fu);
    ascii.append("&#").append(std::to_string(code)).append(";");
    i += length;
  }
  return ascii;
}

inline void replace_body(httplib::Response& res, std::string body) {
  res.body = std::move(body);
  res.content_length_ = res.body.size();
  res.content_provider_ = nullptr;
  erase_header(res.headers, "Transfer-Encoding");
  replace_header(res, "Content-Length", std::to_string(res.body.size()));
}

// A page that passes by in pieces: everything goes through at once, and `insertion` right after <body>.
class PassingPage {
 public:
  explicit PassingPage(std::string insertion) : insertion_(std::move(insertion)) {}

  std::size_t passed() const { return passed_; }  // of the product's own bytes

  bool pass(const char* data, std::size_t size, const httplib::DataSink& to) {
    const std::size_t split = looking_ ? place_in(std::string_view(data, size)) : std::string::npos;
    passed_ += size;
    if (split == std::string::npos) return to.write(data, size);
    // No empty writes: they would end a chunked answer.
    return (split == 0 || to.write(data, split)) && to.write(insertion_.data(), insertion_.size()) &&
           (split == size || to.write(data + split, size - split));
  }

 private:
  // A page without <body> in its first bytes is left alone.
  static constexpr std::size_t kLookedAt = 256 * 1024;

  // Offset in `piece` of the place; npos: not in this one.
  std::size_t place_in(std::string_view piece) {
    const std::size_t before = head_.size();
    head_.append(piece);
    const std::size_t at = find_body(head_, scan_);
    looking_ = at == std::string_view::npos && head_.size() < kLookedAt;
    if (!looking_) std::string().swap(head_);
    return at == std::string_view::npos || at < before ? std::string::npos : at - before;
  }

  std::string insertion_;
  std::string head_;
  BodyScan scan_;
  bool looking_ = true;
  std::size_t passed_ = 0;
};

// done_with_trailer is younger than the oldest cpp-httplib that we take.
template <class Sink>
auto forward_trailer(Sink& from, Sink& to, int) -> decltype(from.done_with_trailer, void()) {
  from.done_with_trailer = [&to](const httplib::Headers& trailer) { to.done_with_trailer(trailer); };
}
template <class Sink>
void forward_trailer(Sink&, Sink&, long) {}

// The product's provider, with what it writes passing through `page`. `length`: 0 where it is not known.
inline httplib::ContentProvider passing_provider(httplib::ContentProvider product, std::string insertion,
                                                 std::size_t length) {
  auto page = std::make_shared<PassingPage>(std::move(insertion));
  return [product = std::move(product), page, length](std::size_t, std::size_t, httplib::DataSink& out) {
    httplib::DataSink in;
    in.write = [&](const char* data, std::size_t size) { return size == 0 || page->pass(data, size, out); };
    in.is_writable = [&] { return !out.is_writable || out.is_writable(); };
    in.done = [&] { out.done(); };
    forward_trailer(in, out, 0);
    if (!product(page->passed(), length == 0 ? 0 : length - page->passed(), in)) return false;
    if (length != 0 && page->passed() >= length) out.done();
    return true;
  };
}

// A streamed page gets longer by an amount that is known only when <body> has passed: it goes out in chunks,
// which HTTP/1.0 does not have. False: left as it is.
inline bool insert_streamed(httplib::Request& req, httplib::Response& res, std::string insertion) {
  if (res.content_length_ > 0) {
    if (req.version == "HTTP/1.0") return false;
    erase_header(res.headers, "Content-Length");
    erase_header(req.headers,
                 "Accept-Encoding");  // chunks would be compressed, which no header announces yet
    replace_header(res, "Transfer-Encoding", "chunked");
    res.is_chunked_content_provider_ = true;
  }
  res.content_provider_ =
      passing_provider(std::move(res.content_provider_), std::move(insertion), res.content_length_);
  res.content_length_ = 0;
  return true;
}

inline bool insert_whole(httplib::Response& res, std::string_view fragment) {
  std::optional<std::string> page = inject(res.body, fragment);
  if (page) replace_body(res, std::move(*page));
  return page.has_value();
}

// --- compression: cpp-httplib's own has to wait until the banner is in
// ------------------------------------------

template <class Compressor, class = void>
struct IsComplete : std::false_type {};
template <class Compressor>
struct IsComplete<Compressor, std::void_t<decltype(sizeof(Compressor))>> : std::true_type {};

template <class Compressor>
std::optional<std::string> compressed(const std::string& body) {
  std::string packed;
  if constexpr (IsComplete<Compressor>::value) {
    Compressor compressor;
    const auto append = [&packed](const char* data, std::size_t size) {
      packed.append(data, size);
      return true;
    };
    if (compressor.compress(body.data(), body.size(), true, append)) return packed;
  }
  return std::nullopt;
}

inline bool is_compressible(std::string_view content_type) {
  const std::string type = media_type(content_type);
  return (type.compare(0, 5, "text/") == 0 && type != "text/event-stream") || type == "application/json" ||
         type == "application/javascript" || type == "application/xml" || type == "application/xhtml+xml" ||
         type == "image/svg+xml";
}

inline void compress(const httplib::Request& req, httplib::Response& res, std::string_view accept_encoding) {
  if (res.body.empty() || !req.ranges.empty() || res.has_header("Content-Encoding")) return;
  if (!accepts(accept_encoding, "gzip") || !is_compressible(res.get_header_value("Content-Type"))) return;
  std::optional<std::string> packed = compressed<httplib::detail::gzip_compressor>(res.body);
  if (!packed) return;
  replace_body(res, std::move(*packed));
  res.set_header("Content-Encoding", "gzip");
  add_to_vary(res, "Accept-Encoding");
}

}  // namespace gracegate::detail

#endif
