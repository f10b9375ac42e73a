#include "server/api/page.hpp"

#include <nlohmann/json.hpp>

#include "server/api/render.hpp"
#include "server/api/reply.hpp"

namespace gracegate::server::api {

Page::Page(std::string_view name) : text_("{\"" + std::string(name) + "\":[") {}

bool Page::add(const nlohmann::ordered_json& item) {
  const std::string text = to_text(item);
  if (!is_empty_ && text_.size() + text.size() > kMaxPageBytes) return false;
  if (!is_empty_) text_ += ',';
  text_ += text;
  is_empty_ = false;
  return true;
}

http::Reply Page::reply(const nlohmann::ordered_json& next) && {
  text_.append("],\"next\":").append(to_text(next)) += '}';
  return json_reply(200, std::move(text_));
}

http::Reply Page::reply(bool has_more, const std::string& next) && {
  return std::move(*this).reply(has_more ? nlohmann::ordered_json(next) : nlohmann::ordered_json());
}

}  // namespace gracegate::server::api
