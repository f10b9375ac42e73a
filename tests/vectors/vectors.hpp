// Golden vectors of the formats, made from fixed seeds: generate.cpp writes them, tests compare and run them.
#ifndef GRACEGATE_TESTS_VECTORS_VECTORS_HPP
#define GRACEGATE_TESTS_VECTORS_VECTORS_HPP

#include <string>
#include <string_view>
#include <vector>

#include "gracegate/keyset.hpp"
#include "gracegate/notice.hpp"
#include "gracegate/result.hpp"

namespace gracegate::test {

struct Vector {
  std::string file;  // "notices/minimal.json", below tests/vectors
  std::string text;
};

std::vector<Vector> notice_vectors();
std::vector<Vector> keyset_vectors();
std::vector<Vector> feed_vectors();
std::vector<Vector> receipt_vectors();
std::vector<Vector> all_vectors();

// For those that make them.

// What a vector gives to a reader: members in front of its outcome.
struct Input {
  std::string member;  // "jws" or "body"
  std::string value;
  std::vector<SigningKey> keys;  // or, where it is empty:
  std::vector<PublicKey> roots;
  Expected reader;
  std::string nonce{};  // of a receipt: both are members of "reader" where they are given
  std::string digest{};
};

// `expected`: JSON of what is read. `why`: our message; other readers may word it otherwise.
Vector accepted(std::string_view folder, std::string_view slug, std::string_view name, const Input& input,
                std::string_view expected_json);
Vector refused(std::string_view folder, std::string_view slug, std::string_view name, const Input& input,
               ErrorCode code, std::string_view why);

std::string_view code_name(ErrorCode code);  // "untrusted"

}  // namespace gracegate::test

#endif
