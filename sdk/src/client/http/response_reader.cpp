#include "client/http/response_reader.hpp"

#include <algorithm>
#include <utility>

namespace gracegate::http {
namespace {

constexpr std::size_t kMostOfChunkLine = 1024;

Error not_http() { return {ErrorCode::unavailable, "does not answer in HTTP/1.1 as it should", {}}; }

Error too_large() { return {ErrorCode::too_large, "sends more than is allowed for this answer", {}}; }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char one, char other) { return lower(one) == lower(other); });
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// Whether one of the words of a list "a, b" is this one.
bool lists(std::string_view list, std::string_view word) {
  while (true) {
    const std::size_t comma = std::min(list.find(','), list.size());
    if (is_same_word(trimmed(list.substr(0, comma)), word)) return true;
    if (comma == list.size()) return false;
    list.remove_prefix(comma + 1);
  }
}

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char small = lower(c);
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : 16;
}

// nullopt: not a number. What is too large to be held is the largest that can be.
std::optional<std::uint64_t> number_of(std::string_view text, unsigned base) {
  if (text.empty()) return std::nullopt;
  std::uint64_t number = 0;
  for (const char c : text) {
    const auto digit = static_cast<unsigned>(digit_of(c));
    if (digit >= base) return std::nullopt;
    number = number > (UINT64_MAX - digit) / base ? UINT64_MAX : number * base + digit;
  }
  return number;
}

bool has_no_body(int status) { return status == 204 || status == 304; }

}  // namespace

Result<Response> ResponseReader::read() {
  std::size_t budget = kMostBeforeBody;
  do {
    if (const auto head = read_head(budget); !head) return head.error();
  } while (response_.status < 200);
  if (const auto body = read_body(); !body) return body.error();
  response_.may_go_on = !framing_.closes && buffer_.empty();
  return std::move(response_);
}

Result<void> ResponseReader::read_head(std::size_t& budget) {
  framing_ = Framing();
  response_ = Response();
  if (const auto status = read_status(budget); !status) return status.error();
  while (true) {
    const auto line = next_line(budget);
    if (!line) return line.error();
    if (line->empty()) return {};
    const std::size_t colon = line->find(':');
    if (colon == std::string::npos || colon == 0 || is_blank(line->front()) || is_blank((*line)[colon - 1]))
      return not_http();
    const std::string_view text = *line;
    if (const auto taken = take_field(text.substr(0, colon), trimmed(text.substr(colon + 1))); !taken)
      return taken.error();
  }
}

// "HTTP/1.1 200 OK"; of 1.0 the connection ends with the answer.
Result<void> ResponseReader::read_status(std::size_t& budget) {
  const auto line = next_line(budget);
  if (!line) return line.error();
  const std::string_view text = *line;
  if (text.size() < 12 || (text.size() > 12 && text[12] != ' ')) return not_http();
  if (text.substr(0, 9) != "HTTP/1.1 " && text.substr(0, 9) != "HTTP/1.0 ") return not_http();
  framing_.closes = text[7] == '0';
  const auto status = number_of(text.substr(9, 3), 10);
  if (!status || *status < 100 || *status > 599 || *status == 101) return not_http();
  response_.status = static_cast<int>(*status);
  return {};
}

Result<void> ResponseReader::take_field(std::string_view name, std::string_view value) {
  if (is_same_word(name, "Content-Length")) return take_length(value);
  if (is_same_word(name, "Transfer-Encoding")) {
    if (!is_same_word(value, "chunked") || framing_.is_chunked) return not_http();
    framing_.is_chunked = true;
  }
  if (is_same_word(name, "Connection") && lists(value, "close")) framing_.closes = true;
  if (is_same_word(name, "ETag")) response_.etag = value;
  if (is_same_word(name, "Gracegate-Receipt")) response_.receipt = value;
  if (is_same_word(name, "Retry-After")) response_.retry_after = value;
  return {};
}

Result<void> ResponseReader::take_length(std::string_view value) {
  const auto length = number_of(value, 10);
  if (!length || (framing_.length && *framing_.length != *length)) return not_http();
  framing_.length = length;
  return {};
}

// RFC 9112 §6.3. Two ways to tell the end are one too many: somebody between may take the other.
Result<void> ResponseReader::read_body() {
  if (framing_.is_chunked && framing_.length) return not_http();
  if (has_no_body(response_.status)) return {};
  if (framing_.is_chunked) return read_chunks();
  if (framing_.length) return take(*framing_.length);
  return read_to_end();
}

Result<void> ResponseReader::read_chunks() {
  while (true) {
    std::size_t budget = kMostOfChunkLine;
    const auto line = next_line(budget);
    if (!line) return line.error();
    const std::string_view text = *line;
    const auto size = number_of(trimmed(text.substr(0, text.find(';'))), 16);
    if (!size) return not_http();
    if (*size == 0) return read_trailer();
    if (const auto taken = take(*size); !taken) return taken.error();
    const auto end = next_line(budget);
    if (!end) return end.error();
    if (!end->empty()) return not_http();
  }
}

Result<void> ResponseReader::read_trailer() {
  std::size_t budget = kMostBeforeBody;
  while (true) {
    const auto line = next_line(budget);
    if (!line) return line.error();
    if (line->empty()) return {};
  }
}

Result<void> ResponseReader::read_to_end() {
  framing_.closes = true;
  while (true) {
    if (response_.body.size() + buffer_.size() > most_body_) return too_large();
    response_.body += buffer_;
    buffer_.clear();
    const auto more = fill();
    if (!more) return more.error();
    if (!*more) return {};
  }
}

Result<void> ResponseReader::take(std::uint64_t count) {
  if (count > most_body_ - response_.body.size()) return too_large();
  while (count > 0) {
    const std::size_t here = std::min<std::uint64_t>(count, buffer_.size());
    response_.body.append(buffer_, 0, here);
    buffer_.erase(0, here);
    count -= here;
    if (count == 0) return {};
    const auto more = fill();
    if (!more) return more.error();
    if (!*more) return broken_off();
  }
  return {};
}

Result<std::string> ResponseReader::next_line(std::size_t& budget) {
  while (true) {
    const std::size_t end = buffer_.find("\r\n");
    if (end != std::string::npos && end + 2 <= budget) {
      std::string line = buffer_.substr(0, end);
      buffer_.erase(0, end + 2);
      budget -= end + 2;
      return line;
    }
    if (buffer_.size() >= budget) return too_large();
    const auto more = fill();
    if (!more) return more.error();
    if (!*more) return broken_off();
  }
}

Result<bool> ResponseReader::fill() {
  char bytes[16 * 1024];
  const auto count = connection_.read(bytes, sizeof bytes, patience_);
  if (!count) return count.error();
  buffer_.append(bytes, *count);
  has_begun_ = has_begun_ || *count > 0;
  return *count > 0;
}

}  // namespace gracegate::http
