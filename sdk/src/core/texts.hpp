// The words of the banner, by locale: data from sdk/web/texts, compiled in.
#ifndef GRACEGATE_CORE_TEXTS_HPP
#define GRACEGATE_CORE_TEXTS_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace gracegate::texts {

struct Entry {
  std::string_view key, value;
};

// One file of sdk/web/texts: key and value, each with a zero behind it, one entry after the other, sorted by
// key, bytewise. Bytes and numbers alone: pointers to each would cost as much room again.
struct Locale {
  std::string_view tag;  // "en", "pt-BR"
  const char* bytes = nullptr;
  const std::uint16_t* starts = nullptr;  // of each entry in `bytes`
  std::size_t size = 0;                   // entries

  Entry at(std::size_t index) const {
    const std::string_view key = bytes + starts[index];
    return {key, key.data() + key.size() + 1};
  }
};

template <std::size_t Count, std::size_t Size>
constexpr std::array<std::uint16_t, Count> starts_of(const char (&bytes)[Size]) {
  static_assert(Size <= 65536, "a locale has 64 KiB of texts at the most");
  std::array<std::uint16_t, Count> starts{};
  std::size_t at = 0;
  for (std::size_t entry = 0; entry < Count; ++entry) {
    starts[entry] = static_cast<std::uint16_t>(at);
    for (int zeros = 0; zeros < 2; ++at) zeros += bytes[at] == 0 ? 1 : 0;
  }
  return starts;
}

// All that are compiled in; generated.
struct Locales {
  const Locale* const* first = nullptr;
  std::size_t size = 0;
  const Locale* const* begin() const { return first; }
  const Locale* const* end() const { return first + size; }
};
Locales all();

// The nearest to a BCP 47 tag that there is: the tag, then its language, then another of the same language;
// nullptr: the language is not among them.
const Locale* spoken(std::string_view tag);
// That, else English.
const Locale& nearest(std::string_view tag);

// Whether two tags name the same, apart from case and "_" for "-".
bool same_tag(std::string_view a, std::string_view b);

// Text of a key; English where the locale lacks it; empty where English lacks it too.
std::string_view text(const Locale& locale, std::string_view key);
// Text of a key in this locale alone; empty where it lacks it.
std::string_view own_text(const Locale& locale, std::string_view key);
// The first of these keys that the locale has; the last one falls back to English.
std::string_view first_of(const Locale& locale, std::initializer_list<std::string_view> keys);

bool right_to_left(const Locale& locale);
// Of any BCP 47 tag, also of a language that there are no texts in: by its script, else by its language.
bool right_to_left(std::string_view tag);

// CLDR plural category of a whole number: "zero", "one", "two", "few", "many" or "other".
std::string_view plural(const Locale& locale, std::int64_t n);
// Text of `key`.<category>, with {n}.
std::string counted(const Locale& locale, std::string_view key, std::int64_t n);

// Replaces {name} by its value, in one pass: values are never looked into.
using Values = std::initializer_list<std::pair<std::string_view, std::string_view>>;
std::string fill(std::string_view pattern, Values values);

}  // namespace gracegate::texts

#endif
