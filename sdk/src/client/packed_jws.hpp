// A JWS in less memory.
#ifndef GRACEGATE_CLIENT_PACKED_JWS_HPP
#define GRACEGATE_CLIENT_PACKED_JWS_HPP

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace gracegate {

// Keeps the bytes that base64url stands for, a quarter less; text() gives the same text again, byte for byte,
// because base64url without spare bits has one form alone. What is not such text is kept as it is.
// Threads: a value.
class PackedJws {
 public:
  PackedJws() = default;
  explicit PackedJws(std::string_view text);

  std::string text() const;
  bool empty() const { return size_ == 0; }

 private:
  std::unique_ptr<char[]> bytes_;  // exactly size_: a string would round up
  std::uint32_t size_ = 0;
  std::uint32_t header_ = 0;     // length of the first part, as bytes
  std::uint32_t signature_ = 0;  // length of the last part, as bytes
  bool is_packed_ = false;
};

}  // namespace gracegate

#endif
