#include "server/console/visit.hpp"

#include "core/percent.hpp"
#include "server/api/render.hpp"
#include "server/api/routes.hpp"
#include "server/http/target.hpp"

namespace gracegate::server::console {
namespace {

Said said(const http::Reply& reply) {
  const std::string& body = reply.shared_body ? *reply.shared_body : reply.body;
  return {reply.status, Json::parse(body, nullptr, false)};
}

http::Request request_of(const Visit& visit, const std::string& method, const std::string& path) {
  http::Request request;
  request.method = method;
  request.target = path;
  http::take_target_apart(request);
  request.remote_addr = visit.request.remote_addr;
  request.tls = visit.request.tls;
  return request;
}

http::Request writing(const Visit& visit, const std::string& method, const std::string& path,
                      const Json& body, const std::string& version) {
  http::Request request = request_of(visit, method, path);
  request.headers.emplace_back("Content-Type", "application/json");
  if (!version.empty()) request.headers.emplace_back("If-Match", '"' + version + '"');
  request.body = api::to_text(body);
  return request;
}

}  // namespace

std::string Visit::query(std::string_view name) const {
  for (const auto& [key, value] : request.query)
    if (key == name) return value;
  return "";
}

Said ask(const Visit& visit, const std::string& path, const http::Fields& query) {
  http::Request request = request_of(visit, "GET", path);
  request.query = query;
  return said(api::reply_to(visit.app, request, visit.caller));
}

Said tell(const Visit& visit, const std::string& method, const std::string& path, const Json& body,
          const std::string& once, const std::string& version) {
  http::Request request = writing(visit, method, path, body, version);
  if (!once.empty()) request.headers.emplace_back("Idempotency-Key", once);
  return said(api::reply_to(visit.app, request, visit.caller));
}

Said try_out(const Visit& visit, const std::string& path, const Json& body, const std::string& version) {
  http::Request request = writing(visit, "POST", path, body, version);
  request.query.emplace_back("dry_run", "true");
  return said(api::reply_to(visit.app, request, visit.caller));
}

std::string segment(const std::string& text) { return percent_encode(text); }

}  // namespace gracegate::server::console
