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

 private:
  std::string text_;
  bool is_empty_ = true;
};

}  // namespace gracegate::server::api

#endif
