#include "client/place.hpp"

#include "core/feed.hpp"
#include "gracegate/notice.hpp"

namespace gracegate {

Result<Place> verify_place(std::string_view jws, const KeySet& keys, const std::string& product,
                           const std::string& account) {
  if (account.empty()) {
    const auto head = verify_feed_head(jws, keys, {{}, product, {}});
    if (!head) return head.error();
    return Place{{head->epoch, head->revision}, head->issued_at, std::nullopt};
  }
  const auto notice = verify_notice(jws, keys, {{}, product, account});
  if (!notice) return notice.error();
  return Place{{notice->epoch, notice->seq}, notice->issued_at, notice->expires_at};
}

bool is_older(const KeySet& keys, const KeySet& than) {
  return keys.version < than.version || (keys.version == than.version && keys.issued_at < than.issued_at);
}

}  // namespace gracegate
