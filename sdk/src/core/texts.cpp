#include "core/texts.hpp"

#include <algorithm>
#include <optional>

#include "core/plural.hpp"

namespace gracegate::texts {
namespace {

char folded(char c) {
  if (c == '_') return '-';
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// The tag without its last subtag; empty where it has only one.
std::string_view shorter(std::string_view tag) {
  const auto cut = tag.find_last_of("-_");
  return cut == std::string_view::npos ? std::string_view{} : tag.substr(0, cut);
}

std::string_view language_of(std::string_view tag) { return tag.substr(0, tag.find_first_of("-_")); }

const Locale* exact(std::string_view tag) {
  for (const Locale* locale : all()) {
    if (same_tag(locale->tag, tag)) return locale;
  }
  return nullptr;
}

const Locale* of_language(std::string_view language) {
  for (const Locale* locale : all()) {
    if (same_tag(language_of(locale->tag), language)) return locale;
  }
  return nullptr;
}

// Names that ISO 639 has changed, and regions that write another script than their language alone.
std::string_view modern(std::string_view tag) {
  constexpr std::pair<std::string_view, std::string_view> kNames[] = {
      {"zh-TW", "zh-Hant"}, {"zh-HK", "zh-Hant"}, {"zh-MO", "zh-Hant"}, {"zh-CN", "zh-Hans"},
      {"zh-SG", "zh-Hans"}, {"iw", "he"},         {"in", "id"},         {"no", "nb"}};
  for (const auto& [old_name, new_name] : kNames) {
    if (same_tag(tag, old_name)) return new_name;
  }
  return tag;
}

std::optional<std::string_view> find(const Locale& locale, std::string_view key) {
  std::size_t low = 0;
  std::size_t high = locale.size;
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    const Entry entry = locale.at(middle);
    if (entry.key == key) return entry.value;
    if (entry.key < key)
      low = middle + 1;
    else
      high = middle;
  }
  return std::nullopt;
}

}  // namespace

bool same_tag(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return folded(x) == folded(y); });
}

const Locale* spoken(std::string_view tag) {
  for (std::string_view wanted = tag; !wanted.empty(); wanted = shorter(wanted)) {
    if (const Locale* found = exact(modern(wanted))) return found;
  }
  const std::string_view language = modern(language_of(tag));
  return language.empty() ? nullptr : of_language(language);
}

const Locale& nearest(std::string_view tag) {
  const Locale* found = spoken(tag);
  return found ? *found : *exact("en");  // the build refuses to go without it
}

std::string_view text(const Locale& locale, std::string_view key) {
  if (const auto own = find(locale, key)) return *own;
  return own_text(*exact("en"), key);
}

std::string_view own_text(const Locale& locale, std::string_view key) {
  return find(locale, key).value_or(std::string_view{});
}

std::string_view first_of(const Locale& locale, std::initializer_list<std::string_view> keys) {
  for (std::string_view key : keys) {
    if (const auto own = find(locale, key)) return *own;
  }
  return keys.size() == 0 ? std::string_view{} : text(locale, *(keys.end() - 1));
}

bool right_to_left(const Locale& locale) { return text(locale, "_direction") == "rtl"; }

bool right_to_left(std::string_view tag) {
  constexpr std::string_view kScripts[] = {"Adlm", "Arab", "Hebr", "Mand", "Nkoo",
                                           "Rohg", "Samr", "Syrc", "Thaa"};
  constexpr std::string_view kLanguages[] = {"ar", "arc", "ckb", "dv", "fa",  "he", "iw", "ji",
                                             "ks", "nqo", "ps",  "sd", "syr", "ug", "ur", "yi"};
  const auto is_one_of = [](std::string_view subtag, const auto& names) {
    return std::any_of(std::begin(names), std::end(names),
                       [&](std::string_view name) { return same_tag(name, subtag); });
  };
  const std::string_view language = language_of(tag);
  const std::string_view rest = tag.substr(std::min(language.size() + 1, tag.size()));
  const std::string_view script = language_of(rest);
  return script.size() == 4 ? is_one_of(script, kScripts) : is_one_of(language, kLanguages);
}

std::string_view plural(const Locale& locale, std::int64_t n) {
  return plural_category(text(locale, "_plural"), n);
}

std::string counted(const Locale& locale, std::string_view key, std::int64_t n) {
  const std::string base = std::string(key) + '.';
  const std::string exact_key = base + std::string(plural(locale, n));
  return fill(first_of(locale, {exact_key, base + "other"}), {{"n", std::to_string(n)}});
}

std::string fill(std::string_view pattern, Values values) {
  std::string out;
  for (std::size_t at = 0; at < pattern.size();) {
    const auto open = pattern.find('{', at);
    const auto close = open == std::string_view::npos ? open : pattern.find('}', open);
    if (close == std::string_view::npos) return out.append(pattern.substr(at));
    out.append(pattern.substr(at, open - at));
    const auto name = pattern.substr(open + 1, close - open - 1);
    for (const auto& [key, value] : values) {
      if (key == name) out.append(value);
    }
    at = close + 1;
  }
  return out;
}

}  // namespace gracegate::texts
