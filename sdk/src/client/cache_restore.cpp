#include "client/cache_restore.hpp"

#include <algorithm>
#include <utility>

namespace gracegate {

Result<Restored> restore_cache(std::string_view text, const std::vector<PublicKey>& roots,
                               const std::string& product, const std::string& account) {
  auto contents = decode_cache(text);
  if (!contents) return contents.error();
  CacheHead& head = contents->head;
  if (head.product != product || head.account != account)
    return Error{
        ErrorCode::untrusted, "cache belongs to another product or account: give each gate its own file", {}};
  const bool is_of_nothing = head.keyset.empty() && head.newest.empty() && contents->notices.empty();
  auto keys = is_of_nothing ? Result<KeySet>(KeySet()) : verify_keyset(head.keyset, roots);
  if (!keys) return keys.error();
  const auto place = verify_place(head.newest, *keys, product, account);
  if (!place) head.newest.clear();
  Restored restored{std::move(head), std::move(*keys), place ? *place : Place(), {}, 0, {}};
  const auto& notices = contents->notices;
  const std::size_t at_once = std::min(notices.size(), kVerifiedAtOnce);
  for (std::size_t i = 0; i < at_once; ++i) {
    auto record = restore_record(notices[i], restored.keys, product, account);
    if (!record) ++restored.unusable;
    if (record && *record) restored.records.push_back(std::move(*record));
  }
  restored.unverified.assign(notices.rbegin(), notices.rend() - static_cast<std::ptrdiff_t>(at_once));
  return restored;
}

Result<RecordRef> restore_record(std::string_view jws, const KeySet& keys, const std::string& product,
                                 const std::string& account) {
  const auto notice = verify_notice(jws, keys, {{}, product, account});
  if (!notice) return notice.error();
  return says_nothing(*notice) ? RecordRef() : make_record(*notice, jws);
}

}  // namespace gracegate
