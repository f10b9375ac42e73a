#include "server/publish/keyring.hpp"

#include <algorithm>
#include <mutex>
#include <optional>

#include "core/jws.hpp"
#include "core/keyset.hpp"
#include "server/files/private_file.hpp"
#include "server/publish/key_file.hpp"
#include "server/publish/signer.hpp"

namespace gracegate::server {

namespace {

constexpr Seconds kClockTolerance = kDay;     // a clock that is set back by less does not unmake a key
constexpr Seconds kKeptAfterEnd = 31 * kDay;  // what a key has signed is relied on for 30 days at most

struct Folder {
  std::string path;
  std::string root() const { return path + "/root.pem"; }
  std::string root_public() const { return path + "/root.pub"; }
  std::string keyset() const { return path + "/keyset.jws"; }
  std::string signing(const std::string& kid) const { return path + "/signing-" + kid + ".pem"; }
};

// What signs at present; replaced as a whole.
struct InUse {
  KeySet set;
  std::string set_jws;
  Signer signer;
};

Error named(const std::string& file, const Error& error) {
  return {error.code, file + ": " + error.message, error.pointer};
}

Result<std::optional<Signer>> read_signer(const std::string& file) {
  const auto pem = read_private_file(file);
  if (!pem) return pem.error();
  if (!*pem) return std::optional<Signer>();
  auto signer = Signer::from_pem(**pem);
  if (!signer) return named(file, signer.error());
  return std::optional(*std::move(signer));
}

Result<Signer> create_signer(const std::string& file, Signer signer) {
  if (const auto written = write_private_file(file, signer.to_pem()); !written) return written.error();
  return signer;
}

// The private root if it is there; or made, where there is nothing of a root and one may be made.
Result<std::optional<Signer>> find_root(const Folder& folder, MissingRoot missing) {
  auto root = read_signer(folder.root());
  if (!root || *root) return root;
  for (const std::string& file : {folder.root_public(), folder.keyset()}) {
    const auto present = read_public_file(file);
    if (!present) return present.error();
    if (*present) return std::optional<Signer>();  // moved away
  }
  if (missing == MissingRoot::refuse)
    return Error{ErrorCode::unavailable,
                 folder.path +
                     ": the keys are gone, and products believe no others: put the folder back (or start "
                     "with --new-root, and release products that pin the new one)",
                 ""};
  auto made = Signer::generate();
  if (!made) return made.error();
  auto created = create_signer(folder.root(), *std::move(made));
  if (!created) return created.error();
  return std::optional(*std::move(created));
}

std::string trimmed(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

// root.pub, written where it is missing, compared with the private root where that is there.
Result<PublicKey> public_root(const Folder& folder, const std::optional<Signer>& root) {
  const auto text = read_public_file(folder.root_public());
  if (!text) return text.error();
  if (!*text && !root)
    return Error{ErrorCode::unavailable, folder.root_public() + ": put it back, or root.pem", ""};
  if (!*text) {
    const auto written = replace_private_file(folder.root_public(), to_string(root->key()) + '\n');
    if (!written) return written.error();
    return root->key();
  }
  const auto key = parse_public_key(trimmed(**text));
  if (!key) return named(folder.root_public(), key.error());
  if (root && !(root->key() == *key))
    return Error{ErrorCode::untrusted, folder.root_public() + ": is of another root than root.pem", ""};
  return *key;
}

struct SignedSet {
  KeySet set;
  std::string jws;
};

Result<std::optional<SignedSet>> read_set(const Folder& folder, const PublicKey& root) {
  const auto text = read_public_file(folder.keyset());
  if (!text) return text.error();
  if (!*text) return std::optional<SignedSet>();
  std::string jws = trimmed(**text);
  auto set = verify_keyset(jws, {root});
  if (!set) return named(folder.keyset(), set.error());
  return std::optional(SignedSet{*std::move(set), std::move(jws)});
}

TimePoint last_end(const KeySet& set) {
  TimePoint last{};
  for (const SigningKey& key : set.keys) last = std::max(last, key.not_after);
  return last;
}

// The set with a new key in it, whose private half is on the disk before the set names it.
Result<SignedSet> with_new_key(const Folder& folder, const Signer& root, KeySet set, TimePoint now) {
  auto made = Signer::generate();
  if (!made) return made.error();
  const std::string file = folder.signing(made->id());
  const auto created = create_signer(file, *std::move(made));
  if (!created) return created.error();
  const auto is_of_no_use = [&](const SigningKey& key) { return key.not_after + kKeptAfterEnd < now; };
  set.keys.erase(std::remove_if(set.keys.begin(), set.keys.end(), is_of_no_use), set.keys.end());
  set.keys.push_back({created->id(), created->key(), now - kClockTolerance, now + kSigningKeyLife});
  ++set.version;
  set.issued_at = now;
  set.expires_at = now + kSigningKeyLife;
  SignedSet out{set, root.sign(kKeySetType, encode_keyset(set))};
  if (const auto written = replace_private_file(folder.keyset(), out.jws); !written) return written.error();
  return out;
}

// The one that signs at `now`: the first to end of those that have long enough to go, else the last to end.
const SigningKey* preferred(const std::vector<const SigningKey*>& valid, TimePoint now) {
  const SigningKey* best = nullptr;
  for (const SigningKey* key : valid) {
    if (!best) {
      best = key;
      continue;
    }
    const bool best_lasts = best->not_after - now >= kChangeKeyBefore;
    const bool key_lasts = key->not_after - now >= kChangeKeyBefore;
    if (best_lasts && key_lasts ? key->not_after < best->not_after : key->not_after > best->not_after)
      best = key;
  }
  return best;
}

// Nothing where none is valid, or none is here. Its private half is read only when it is chosen.
Result<std::optional<Signer>> choose(const Folder& folder, const KeySet& set, TimePoint now) {
  std::vector<const SigningKey*> valid;
  for (const SigningKey& key : set.keys)
    if (key.not_before <= now && now < key.not_after) valid.push_back(&key);
  while (const SigningKey* best = preferred(valid, now)) {
    auto signer = read_signer(folder.signing(best->id));
    if (!signer) return signer.error();
    if (*signer && (*signer)->id() == best->id) return signer;
    valid.erase(std::find(valid.begin(), valid.end(), best));  // of another machine, or thrown away
  }
  return std::optional<Signer>();
}

}  // namespace

struct Keyring::Keys {
  Folder folder;
  PublicKey root;
  std::mutex renewing;  // one renewal at a time
  mutable std::mutex mutex;
  std::shared_ptr<const InUse> in_use;  // under mutex

  std::shared_ptr<const InUse> current() const {
    const std::lock_guard lock(mutex);
    return in_use;
  }
  void replace(std::shared_ptr<const InUse> next) {
    const std::lock_guard lock(mutex);
    in_use = std::move(next);
  }
};

Keyring::Keyring(std::unique_ptr<Keys> keys) : keys_(std::move(keys)) {}
Keyring::~Keyring() = default;

Result<std::unique_ptr<Keyring>> Keyring::open(const std::string& folder_path, TimePoint now,
                                               MissingRoot missing) {
  const Folder folder{folder_path};
  if (const auto made = make_private_folder(folder_path); !made) return made.error();
  const auto root = find_root(folder, missing);
  if (!root) return root.error();
  const auto key = public_root(folder, *root);
  if (!key) return key.error();
  auto keys = std::make_unique<Keys>();
  keys->folder = folder;
  keys->root = *key;
  std::unique_ptr<Keyring> keyring(new Keyring(std::move(keys)));
  if (const auto renewed = keyring->renew(now); !renewed) return renewed.error();
  return keyring;
}

Result<bool> Keyring::renew(TimePoint now) {
  const std::lock_guard lock(keys_->renewing);
  const auto root = read_signer(keys_->folder.root());
  if (!root) return root.error();
  auto set = read_set(keys_->folder, keys_->root);
  if (!set) return set.error();
  if (!*set && !*root)
    return Error{ErrorCode::unavailable, keys_->folder.keyset() + ": put it back, or root.pem", ""};
  const KeySet known = *set ? (*set)->set : KeySet{};
  auto signer = choose(keys_->folder, known, now);
  if (signer && *root && (!*signer || last_end(known) - now < kRenewKeyBefore)) {
    auto renewed = with_new_key(keys_->folder, **root, known, now);
    if (!renewed) return renewed.error();
    *set = *std::move(renewed);
    signer = choose(keys_->folder, (*set)->set, now);
  }
  if (!signer) return signer.error();
  if (!*signer)
    return Error{ErrorCode::unavailable,
                 keys_->folder.path + ": no signing key is valid now: put root.pem back and start again", ""};
  const auto before = keys_->current();
  const bool is_another = !before || before->signer.id() != (*signer)->id();
  keys_->replace(
      std::make_shared<const InUse>(InUse{(*set)->set, std::move((*set)->jws), **std::move(signer)}));
  return is_another;
}

std::string Keyring::sign(std::string_view typ, std::string_view payload) const {
  return keys_->current()->signer.sign(typ, payload);
}

std::string Keyring::keyset_jws() const { return keys_->current()->set_jws; }
KeySet Keyring::keyset() const { return keys_->current()->set; }
TimePoint Keyring::ends_at() const { return last_end(keys_->current()->set); }
const PublicKey& Keyring::root() const { return keys_->root; }

}  // namespace gracegate::server
