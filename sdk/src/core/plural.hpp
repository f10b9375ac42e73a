// CLDR plural rules for whole numbers, by family of languages.
#ifndef GRACEGATE_CORE_PLURAL_HPP
#define GRACEGATE_CORE_PLURAL_HPP

#include <cstdint>
#include <string_view>

namespace gracegate::texts {

// Category of `n` in a family ("_plural" of a text file). An unknown family has only "other".
std::string_view plural_category(std::string_view family, std::int64_t n);

}  // namespace gracegate::texts

#endif
