// Which random histories are tried: GRACEGATE_HISTORIES is how many, GRACEGATE_SEED where to begin. A failure
// prints the seed of its history.
#ifndef GRACEGATE_TESTS_CLIENT_HISTORIES_SEEDS_HPP
#define GRACEGATE_TESTS_CLIENT_HISTORIES_SEEDS_HPP

#include <cstdint>
#include <cstdlib>

namespace gracegate::test {

inline std::uint32_t number_from(const char* name, std::uint32_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : static_cast<std::uint32_t>(std::strtoul(text, nullptr, 10));
}

struct Seeds {
  std::uint32_t first = 1;
  std::uint32_t count = 0;
};

// `count` is taken where the environment says nothing.
inline Seeds seeds(std::uint32_t count) {
  return {number_from("GRACEGATE_SEED", 1), number_from("GRACEGATE_HISTORIES", count)};
}

}  // namespace gracegate::test

#endif
