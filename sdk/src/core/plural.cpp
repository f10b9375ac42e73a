#include "core/plural.hpp"

#include <cstddef>

namespace gracegate::texts {
namespace {

using Rule = std::string_view (*)(std::uint64_t);

constexpr bool in(std::uint64_t n, std::uint64_t low, std::uint64_t high) { return n >= low && n <= high; }
constexpr bool ends_in_one(std::uint64_t n) { return n % 10 == 1 && n % 100 != 11; }
constexpr bool ends_in_few(std::uint64_t n) { return in(n % 10, 2, 4) && !in(n % 100, 12, 14); }

// "un million de jours": whole millions take the form of their own noun.
constexpr bool is_whole_millions(std::uint64_t n) { return n != 0 && n % 1'000'000 == 0; }

std::string_view only_other(std::uint64_t) { return "other"; }
std::string_view one_other(std::uint64_t n) { return n == 1 ? "one" : "other"; }
std::string_view zero_one_other(std::uint64_t n) { return n <= 1 ? "one" : "other"; }
std::string_view one_many_other(std::uint64_t n) { return is_whole_millions(n) ? "many" : one_other(n); }
std::string_view zero_one_many_other(std::uint64_t n) {
  return is_whole_millions(n) ? "many" : zero_one_other(n);
}

std::string_view arabic(std::uint64_t n) {
  if (n == 0) return "zero";
  if (n == 1) return "one";
  if (n == 2) return "two";
  if (in(n % 100, 3, 10)) return "few";
  return in(n % 100, 11, 99) ? "many" : "other";
}

std::string_view east_slavic(std::uint64_t n) {
  if (ends_in_one(n)) return "one";
  return ends_in_few(n) ? "few" : "many";
}

std::string_view south_slavic(std::uint64_t n) {
  if (ends_in_one(n)) return "one";
  return ends_in_few(n) ? "few" : "other";
}

std::string_view polish(std::uint64_t n) {
  if (n == 1) return "one";
  return ends_in_few(n) ? "few" : "many";
}

std::string_view czech(std::uint64_t n) {
  if (n == 1) return "one";
  return in(n, 2, 4) ? "few" : "other";
}

std::string_view slovenian(std::uint64_t n) {
  if (n % 100 == 1) return "one";
  if (n % 100 == 2) return "two";
  return in(n % 100, 3, 4) ? "few" : "other";
}

std::string_view lithuanian(std::uint64_t n) {
  if (in(n % 100, 11, 19) || n % 10 == 0) return "other";
  return n % 10 == 1 ? "one" : "few";
}

std::string_view romanian(std::uint64_t n) {
  if (n == 1) return "one";
  return n == 0 || in(n % 100, 1, 19) ? "few" : "other";
}

std::string_view hebrew(std::uint64_t n) {
  if (n == 1) return "one";
  return n == 2 ? "two" : "other";
}

struct Family {
  std::string_view name;
  Rule rule;
};

constexpr Family kFamilies[] = {
    {"other", only_other},                         // ja zh ko vi th id ms
    {"one_other", one_other},                      // en de nl sv da nb fi el hu tr bg
    {"one_many_other", one_many_other},            // es it ca
    {"zero_one_other", zero_one_other},            // hi fa
    {"zero_one_many_other", zero_one_many_other},  // fr pt
    {"arabic", arabic},
    {"east_slavic", east_slavic},    // ru uk be
    {"south_slavic", south_slavic},  // hr sr bs
    {"polish", polish},
    {"czech", czech},  // cs sk
    {"slovenian", slovenian},
    {"lithuanian", lithuanian},
    {"romanian", romanian},
    {"hebrew", hebrew},
};

const Family* find(std::string_view name) {
  for (const Family& family : kFamilies) {
    if (family.name == name) return &family;
  }
  return nullptr;
}

}  // namespace

std::string_view plural_category(std::string_view family, std::int64_t n) {
  const Family* found = find(family);
  const auto magnitude =
      n < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(n) : static_cast<std::uint64_t>(n);
  return found ? found->rule(magnitude) : "other";
}

}  // namespace gracegate::texts
