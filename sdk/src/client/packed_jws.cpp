#include "client/packed_jws.hpp"

#include <algorithm>
#include <optional>

#include "core/base64url.hpp"

namespace gracegate {

PackedJws::PackedJws(std::string_view text) {
  const std::size_t first = text.find('.');
  const std::size_t last = text.rfind('.');
  std::string bytes(text);
  if (first != last) {
    const auto header = base64url_decode(text.substr(0, first));
    const auto payload = base64url_decode(text.substr(first + 1, last - first - 1));
    const auto signature = base64url_decode(text.substr(last + 1));
    is_packed_ = header && payload && signature;
    if (is_packed_) {
      header_ = static_cast<std::uint32_t>(header->size());
      signature_ = static_cast<std::uint32_t>(signature->size());
      bytes = *header + *payload + *signature;
    }
  }
  size_ = static_cast<std::uint32_t>(bytes.size());
  bytes_ = std::make_unique<char[]>(size_);
  std::copy(bytes.begin(), bytes.end(), bytes_.get());
}

std::string PackedJws::text() const {
  const std::string_view all(bytes_.get(), size_);
  if (!is_packed_) return std::string(all);
  return base64url_encode(all.substr(0, header_)) + '.' +
         base64url_encode(all.substr(header_, size_ - header_ - signature_)) + '.' +
         base64url_encode(all.substr(size_ - signature_));
}

}  // namespace gracegate
