#include "core/code_points.hpp"
#include "core/texts.hpp"
#include "gracegate/banner.hpp"

namespace gracegate {
namespace {

std::string_view key_of(const Error& refusal) {
  switch (refusal.code) {
    case ErrorCode::malformed:
    case ErrorCode::too_large:
      return "refused.damaged";
    case ErrorCode::untrusted:
      return refusal.pointer == "/sub" || refusal.pointer == "/aud" ? "refused.account" : "refused.untrusted";
    case ErrorCode::outdated:
      return refusal.pointer == "/exp" ? "refused.expired" : "refused.older";
    default:
      return "refused.other";
  }
}

}  // namespace

std::string notice_refusal_text(const Error& refusal, std::string_view account, std::string_view locale) {
  const std::string_view pattern = texts::text(texts::nearest(locale), key_of(refusal));
  return texts::fill(pattern, {{"account", one_line(account)}});
}

}  // namespace gracegate
