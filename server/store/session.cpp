#include "server/store/store.hpp"

namespace gracegate::server {

bool is_valid(const Session& session, TimePoint now) {
  return !session.ended_at && now < session.started_at + kSessionLife && now < session.seen_at + kSessionIdle;
}

}  // namespace gracegate::server
