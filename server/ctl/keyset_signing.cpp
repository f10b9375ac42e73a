#include "server/ctl/keyset_signing.hpp"

#include <nlohmann/json.hpp>

#include "core/jws.hpp"
#include "core/keyset.hpp"
#include "server/ctl/answers.hpp"
#include "server/ctl/input.hpp"

namespace gracegate::ctl {
namespace {

// The present set, as this root has signed it.
Result<KeySet> read_current(const Json& request, const PublicKey& root) {
  const std::string jws = text_at(request, "current");
  const auto parsed = parse_jws(jws, kKeySetType, kMaxKeySetBytes);
  if (!parsed) return bad_input("the request was changed after it was made: make a new one");
  auto current = verify_keyset(jws, {root});
  if (!current)
    return bad_input("--root-key: is not the root of the server's key set, which says that it is signed by " +
                     parsed->kid);
  if (!(current->roots.front() == root))
    return bad_input("--root-key: was replaced; the root is now " + key_id(current->roots.front()));
  return current;
}

Result<KeySet> read_next(const Json& request, const KeySet& current) {
  auto next = decode_keyset_payload(member(request, "keyset").dump());
  if (!next) return bad_input("the request's key set cannot be signed: " + next.error().message);
  if (next->version <= current.version)
    return bad_input("the request is not newer than the server's key set: make a new one");
  if (next->successions != current.successions)
    return bad_input("the request speaks of other roots than the server's key set: make a new one");
  return next;
}

}  // namespace

Result<KeySetChange> sign_request(const Json& request, const server::Signer& root,
                                  const server::Signer* next_root) {
  if (next_root != nullptr && next_root->key() == root.key())
    return bad_input("--new-root-key: is the same root as --root-key: give another one, or leave it out");
  auto before = read_current(request, root.key());
  if (!before) return before.error();
  auto next = read_next(request, *before);
  if (!next) return next.error();
  if (next_root != nullptr)
    add_succession(*next, root.sign(kSuccessionType, encode_succession({next->issued_at, next_root->key()})));
  std::string jws = (next_root != nullptr ? *next_root : root).sign(kKeySetType, encode_keyset(*next));
  auto after = verify_keyset(jws, before->roots);
  if (!after) return bad_input("readers would refuse the key set: " + after.error().message);
  return KeySetChange{*std::move(before), *std::move(after), std::move(jws)};
}

std::string describe(const KeySetChange& change) {
  const auto& [before, after, jws] = change;
  std::string text = "key set " + std::to_string(before.version) + ", which ends at " +
                     format_rfc3339(before.expires_at) + ", becomes " + std::to_string(after.version) +
                     ", which ends at " + format_rfc3339(after.expires_at) + "\n";
  for (const SigningKey& key : before.keys)
    if (find_key(after, key.id) == nullptr) text += "revoked:  " + key.id + "\n";
  for (const SigningKey& key : after.keys)
    text += (find_key(before, key.id) != nullptr ? "stays:    " : "new:      ") + key.id + ", signs from " +
            format_rfc3339(key.not_before) + " until " + format_rfc3339(key.not_after) + "\n";
  const std::string root = key_id(before.roots.front());
  if (before.roots.front() == after.roots.front()) return text + "root:     " + root + " stays\n";
  return text + "root:     " + root + " gives way to " + key_id(after.roots.front()) +
         "; products that pin it follow\n";
}

}  // namespace gracegate::ctl
