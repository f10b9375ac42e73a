#include "client/cache_restore.hpp"

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
  auto keys = verify_keyset(head.keyset, roots);
  if (!keys) return keys.error();
  const auto place = verify_place(head.newest, *keys, product, account);
  if (!place) head.newest.clear();
  Restored restored{std::move(head), std::move(*keys), place ? *place : Place(), {}, 0};
  restored.records.reserve(contents->notices.size());
  for (const std::string_view jws : contents->notices) {
    const auto notice = verify_notice(jws, restored.keys, {{}, product, account});
    if (!notice) ++restored.unusable;
    if (notice && !notice->cases.empty()) restored.records.push_back(make_record(*notice, jws));
  }
  return restored;
}

}  // namespace gracegate
