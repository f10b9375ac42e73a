#include "server/parts.hpp"

#include "server/server_log.hpp"

namespace gracegate::server {
namespace {

void log_failure(api::Failures::Cause cause, std::string_view line) {
  cause == api::Failures::Cause::unavailable ? log_warning(line) : log_error(line);
}

}  // namespace

Result<Held> read_held(const Reader& reader) {
  auto tokens = reader.tokens();
  if (!tokens) return tokens.error();
  auto notices = reader.held_notices();
  if (!notices) return notices.error();
  const auto revision = reader.revision();
  if (!revision) return revision.error();
  const auto settings = reader.settings();
  if (!settings) return settings.error();
  return Held{std::move(*tokens), std::move(*notices), *revision, settings->epoch};
}

Parts::Parts(Store& store, Keyring& keyring, NoticeTerms terms, const Held& held, const Now& now,
             std::function<std::string()> listener_metrics)
    : notary(keyring, std::move(terms)),
      board(notary, held.notices, held.revision, held.epoch, now),
      tokens(held.tokens),
      failures(log_failure),
      desk(store, board, tokens, notary, failures),
      refused_callers(log_warning),
      app{store,
          board,
          notary,
          keyring,
          tokens,
          desk,
          sign_in,
          passwords,
          refused_callers,
          failures,
          large_bodies,
          now,
          std::move(listener_metrics)} {}

void Parts::stop_waiting() {
  board.stop();
  passwords.stop();
}

}  // namespace gracegate::server
