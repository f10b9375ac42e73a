#include "server/cases/contact.hpp"

#include "core/utf8.hpp"
#include "core/web_link.hpp"

namespace gracegate::server {
namespace {

bool is_reachable(std::string_view text, std::size_t max) {
  return text.size() <= max && is_utf8(text) && !has_control_characters(text) && !contact_link(text).empty();
}

bool has_at(std::string_view text) { return text.find('@') != std::string_view::npos; }

}  // namespace

bool is_email(std::string_view text) { return has_at(text) && is_reachable(text, kMaxEmail); }

bool is_phone(std::string_view text) { return !has_at(text) && is_reachable(text, kMaxPhone); }

}  // namespace gracegate::server
