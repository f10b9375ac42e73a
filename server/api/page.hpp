// One page of a list: it ends where it has grown large, too, and a client that does not read it holds no
// more.
#ifndef GRACEGATE_SERVER_API_PAGE_HPP
#define GRACEGATE_SERVER_API_PAGE_HPP

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

#include "server/http/exchange.hpp"

namespace gracegate::server::api {

inline constexpr std::size_t kMaxPageBytes = 1024 * 1024;

// A value; one thread.
class Page {
 public:
  // `name`: of the member that is the list.
  explicit Page(std::string_view name);

  // False, and nothing added, where it would grow beyond kMaxPageBytes: `next` has to lead there. The first
  // item always fits.
  bool add(const nlohmann::ordered_json& item);

  http::Reply reply(const nlohmann::ordered_json& next) &&;
  http::Reply reply(bool has_more, const std::string& next) &&;  // null where there is no more

 private:
  std::string text_;
  bool is_empty_ = true;
};

// The page of what was found: `add(page, item)` is false where there is no room for it. `is_full`: there may
// be more than was found. `next` is then the id of the last item.
template <class Items, class Add>
http::Reply page_of(std::string_view name, const Items& found, bool is_full, const Add& add) {
  Page page(name);
  std::string last;
  for (const auto& item : found) {
    if (!add(page, item)) {
      is_full = true;
      break;
    }
    last = item.id;
  }
  return std::move(page).reply(is_full, last);
}

}  // namespace gracegate::server::api

#endif
