#include "client/place.hpp"

#include "core/feed.hpp"

namespace gracegate {

Place place_of(const Notice& notice) { return {{notice.epoch, notice.seq}, notice.issued_at}; }

Result<Place> verify_place(std::string_view jws, const KeySet& keys, const std::string& product,
                           const std::string& account) {
  if (account.empty()) {
    const auto head = verify_feed_head(jws, keys, {{}, product, {}});
    if (!head) return head.error();
    return Place{{head->epoch, head->revision}, head->issued_at};
  }
  const auto notice = verify_notice(jws, keys, {{}, product, account});
  if (!notice) return notice.error();
  return place_of(*notice);
}

}  // namespace gracegate
