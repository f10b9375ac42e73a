#include <nlohmann/json.hpp>

#include "server/api/handlers.hpp"
#include "server/api/render.hpp"
#include "server/api/reply.hpp"
#include "server/publish/next_keyset.hpp"

namespace gracegate::server::api {

Result<http::Reply> healthz(const Call&) { return json_reply(200, R"({"status":"alive"})"); }

Result<http::Reply> readyz(const Call& call) {
  const auto revision = call.app.store.revision();
  if (!revision) return revision.error();
  return json_reply(200, to_text({{"status", "ready"},
                                  {"revision", *revision},
                                  {"time", render(call.now)},
                                  {"keys_end_at", render(call.app.keyring.ends_at())}}));
}

Result<http::Reply> metrics(const Call& call) {
  const auto gauge = [](std::string_view name, std::string_view help, std::size_t value) {
    std::string line("# HELP ");
    line.append(name).append(" ").append(help).append("\n# TYPE ").append(name).append(" gauge\n");
    return line.append(name).append(" ").append(std::to_string(value)).append("\n");
  };
  const KeySet keys = call.app.keyring.keyset();
  const auto seconds = [](TimePoint at) { return static_cast<std::size_t>(at.time_since_epoch().count()); };
  http::Reply reply;
  reply.content_type = "text/plain; version=0.0.4; charset=utf-8";
  reply.headers.emplace_back("Cache-Control", "no-store");
  reply.body =
      gauge("gracegate_held_notices", "Accounts with a case that is open or ended lately.",
            call.app.board.held_notices()) +
      gauge("gracegate_watchers", "Requests that wait for a change.", call.app.board.watchers()) +
      gauge("gracegate_revision", "Revision of the last change.",
            static_cast<std::size_t>(call.app.board.revision())) +
      gauge("gracegate_signing_key_ends_seconds", "When the last signing key ends, in Unix time.",
            seconds(last_end(keys))) +
      gauge("gracegate_keyset_ends_seconds", "When the key set ends that products are given, in Unix time.",
            seconds(keys.expires_at)) +
      call.app.refused_callers.metrics() + call.app.failures.metrics() +
      (call.app.listener_metrics ? call.app.listener_metrics() : "");
  return reply;
}

}  // namespace gracegate::server::api
