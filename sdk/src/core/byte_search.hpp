// Searches of the page scanner, 16 bytes at a time where the processor can (SSE2), else one by one.
#ifndef GRACEGATE_CORE_BYTE_SEARCH_HPP
#define GRACEGATE_CORE_BYTE_SEARCH_HPP

#include <cstddef>
#include <cstring>
#include <string_view>

#if defined(__SSE2__) && defined(__GNUC__)
#include <emmintrin.h>
#define GRACEGATE_HAS_SSE2 1
#endif

namespace gracegate {

// Offset of the first `c` at or after `at`; text.size() where there is none. The first bytes are looked at
// without a call: in a tag the end of a value is near.
inline std::size_t find_byte(std::string_view text, std::size_t at, char c) {
#ifdef GRACEGATE_HAS_SSE2
  if (text.size() - at >= 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
    const int hits = _mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(c)));
    if (hits != 0) return at + static_cast<std::size_t>(__builtin_ctz(static_cast<unsigned>(hits)));
    at += 16;
  }
#endif
  if (at >= text.size()) return text.size();
  const void* hit = std::memchr(text.data() + at, c, text.size() - at);
  return hit ? static_cast<std::size_t>(static_cast<const char*>(hit) - text.data()) : text.size();
}

// Offset of the first ">" at or after `at` + 1 that a "-" or "!" precedes at or after `at`; text.size() where
// there is none.
inline std::size_t find_comment_end(std::string_view text, std::size_t at) {
  ++at;
#ifdef GRACEGATE_HAS_SSE2
  for (; at + 16 <= text.size(); at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
    const __m128i before = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at - 1));
    const __m128i marks =
        _mm_or_si128(_mm_cmpeq_epi8(before, _mm_set1_epi8('-')), _mm_cmpeq_epi8(before, _mm_set1_epi8('!')));
    const int hits = _mm_movemask_epi8(_mm_and_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('>')), marks));
    if (hits != 0) return at + static_cast<std::size_t>(__builtin_ctz(static_cast<unsigned>(hits)));
  }
#endif
  for (; at < text.size(); ++at) {
    if (text[at] == '>' && (text[at - 1] == '-' || text[at - 1] == '!')) return at;
  }
  return text.size();
}

// Whether a "<" at `at` begins an end tag or a comment, or is the last byte, so that nobody knows yet.
inline bool may_end_text(std::string_view text, std::size_t at) {
  return at + 1 == text.size() || text[at + 1] == '/' || text[at + 1] == '!';
}

#ifdef GRACEGATE_HAS_SSE2
// A bit for each of the 16 bytes at `p` that is "<" with one of !#%\')+-/ behind it: those that
// may_end_text() and a few more, for one comparison less. Reads 17 bytes.
inline __m128i end_tag_marks(const char* p) {
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
  const __m128i after = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p + 1));
  const __m128i marks = _mm_cmpeq_epi8(_mm_and_si128(after, _mm_set1_epi8('\xF1')), _mm_set1_epi8('!'));
  return _mm_and_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('<')), marks);
}

// Goes on from `at` over blocks of 64 bytes without such a byte.
inline std::size_t skip_without_end_tag(std::string_view text, std::size_t at) {
  for (; at + 65 <= text.size(); at += 64) {
    const char* p = text.data() + at;
    const __m128i any = _mm_or_si128(_mm_or_si128(end_tag_marks(p), end_tag_marks(p + 16)),
                                     _mm_or_si128(end_tag_marks(p + 32), end_tag_marks(p + 48)));
    if (_mm_movemask_epi8(any) != 0) break;
  }
  return at;
}
#endif

// Offset of the first "<" at or after `at` that may_end_text(); text.size() where there is none. memchr() is
// the fastest where "<" is rare, as in a style; where one was seen, the next ones are near, as in a script.
inline std::size_t find_end_tag(std::string_view text, std::size_t at) {
  for (at = find_byte(text, at, '<'); at < text.size(); at = find_byte(text, at, '<')) {
    if (may_end_text(text, at)) return at;
    ++at;
#ifdef GRACEGATE_HAS_SSE2
    at = skip_without_end_tag(text, at);
#endif
  }
  return text.size();
}

// What a tag goes on with, seen from between two attributes.
struct TagStep {
  enum class Kind { unclear, ends, quoted } kind = Kind::unclear;
  std::size_t size = 0;  // bytes up to and with the ">" or the opening quote
  char quote = '"';
};

// Sees at one glance ` name="` and ` a b >`; all that is longer or less common is `unclear`.
inline TagStep glance_at_tag([[maybe_unused]] std::string_view text, [[maybe_unused]] std::size_t at) {
#ifdef GRACEGATE_HAS_SSE2
  if (text.size() - at < 16) return {};
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
  const auto where = [&](char c) {
    return static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(c))));
  };
  const unsigned stops = where('>') | where('"') | where('\'');
  if (stops == 0) return {};
  const auto stop = static_cast<unsigned>(__builtin_ctz(stops));
  const char c = text[at + stop];
  if (c == '>') return {TagStep::Kind::ends, stop + 1};
  // A quote opens a value only right after "=", which must be the first one: else a value without quotes is
  // under way; and a "=" where a name should begin is part of the name.
  const unsigned equals = where('=') & ((1u << stop) - 1);
  if (stop < 2 || equals != 1u << (stop - 1)) return {};
  const char last = text[at + stop - 2];
  const bool is_name = (last >= 'a' && last <= 'z') || (last >= 'A' && last <= 'Z');
  if (is_name) return {TagStep::Kind::quoted, stop + 1, c};
#endif
  return {};
}

}  // namespace gracegate

#endif
