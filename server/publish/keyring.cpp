#include "server/publish/keyring.hpp"

#include <algorithm>
#include <mutex>
#include <optional>

#include "core/jws.hpp"
#include "core/keyset.hpp"
#include "server/publish/key_file.hpp"
#include "server/publish/next_keyset.hpp"
#include "server/publish/signer.hpp"

namespace gracegate::server {

namespace {

// What signs at present; replaced as a whole.
struct InUse {
  SignedSet set;
  Signer signer;

  const PublicKey& root() const { return set.set.roots.front(); }
};

// Numbers go on from the time: where the last set was lost, products have seen all numbers that came before.
KeySet first_set(TimePoint now) {
  KeySet none;
  none.version = now.time_since_epoch().count() - 1;
  return none;
}

Error no_root() {
  return {ErrorCode::conflict,
          "the root key is not on the server: use gracectl keys request, sign, install; or put root.pem back",
          ""};
}

// In words for who carries the file.
Error not_a_set_of(const PublicKey& root, const Error& error) {
  if (error.code == ErrorCode::untrusted)
    return {error.code,
            "the key set is not signed by this server's root, " + key_id(root) +
                ": have that one sign a request of this server",
            ""};
  return {error.code, "the key set is cut off, or was changed: copy again what gracectl keys sign printed",
          ""};
}

}  // namespace

struct Keyring::Keys {
  explicit Keys(KeyFolder a_folder) : folder(std::move(a_folder)) {}

  KeyFolder folder;
  std::mutex changing;  // one action at a time
  mutable std::mutex mutex;
  std::shared_ptr<const InUse> in_use;  // under mutex

  std::shared_ptr<const InUse> current() const {
    const std::lock_guard lock(mutex);
    return in_use;
  }

  // The private half of the root of the set in use; nothing: it is elsewhere.
  Result<std::optional<Signer>> root() const { return folder.root_of(current()->root()); }

  // True: the key that signs is another than before.
  Result<bool> use(SignedSet set, TimePoint now) {
    auto signer = choose_signer(folder, set.set, now);
    if (!signer) return signer.error();
    if (!*signer)
      return Error{ErrorCode::unavailable,
                   folder.path() + ": no signing key is valid now: put root.pem back and start again", ""};
    auto next = std::make_shared<const InUse>(InUse{std::move(set), **std::move(signer)});
    const std::lock_guard lock(mutex);
    const bool is_another = !in_use || in_use->signer.id() != next->signer.id();
    in_use = std::move(next);
    return is_another;
  }

  Result<SignedSet> held(const PublicKey& root) const {
    auto set = folder.set(root);
    if (!set) return set.error();
    if (*set) return **std::move(set);
    return Error{ErrorCode::unavailable, folder.path() + "/keyset.jws: put it back, or root.pem", ""};
  }

  // The key of the last request, if that is here and lasts long enough, else a new one: each request that is
  // still on its way names a key of ours.
  Result<void> add_spare(KeySet& set, TimePoint now, Seconds life) const {
    const auto requested = folder.requested();
    if (!requested) return requested.error();
    const auto before = decode_keyset_payload(*requested);
    if (before)
      for (const SigningKey& key : before->keys)
        if (find_key(current()->set.set, key.id) == nullptr && folder.has_signing(key.id) &&
            key.not_after >= now + life)
          return (set.keys.push_back(key), Result<void>());
    return add_key(folder, set, now - kClockTolerance, now + life + kChangeKeyBefore);
  }

  // The set with the keys that must be in it, signed; or as it is.
  Result<SignedSet> renewed(const Signer& root, std::optional<SignedSet> known, TimePoint now) const {
    KeySet set = known ? known->set : first_set(now);
    const auto added = add_key_if_lacking(folder, set, kRenewKeyBefore, kSigningKeyLife, now);
    if (!added) return added.error();
    if (known && !*added && set.expires_at - now >= kKeySetLife / 2) return *std::move(known);
    auto next = sign_next(root, std::move(set), kKeySetLife, now);
    if (!next) return next;
    if (const auto written = folder.write_set(next->jws); !written) return written.error();
    return next;
  }
};

Keyring::Keyring(std::unique_ptr<Keys> keys) : keys_(std::move(keys)) {}
Keyring::~Keyring() = default;

Result<std::unique_ptr<Keyring>> Keyring::open(const std::string& path, TimePoint now, MissingRoot missing) {
  const KeyFolder folder(path);
  if (const auto made = make_private_folder(path); !made) return made.error();
  if (const auto finished = folder.finish_replacing(); !finished) return finished.error();
  const auto root = folder.find_root(missing);
  if (!root) return root.error();
  std::unique_ptr<Keyring> keyring(new Keyring(std::make_unique<Keys>(folder)));
  if (const auto renewed = keyring->renew(now); !renewed) return renewed.error();
  return keyring;
}

Result<bool> Keyring::renew(TimePoint now) {
  const std::lock_guard lock(keys_->changing);
  const KeyFolder& folder = keys_->folder;
  const auto root = folder.root();
  if (!root) return root.error();
  const auto key = folder.public_root(*root);
  if (!key) return key.error();
  if (!*root) {
    auto held = keys_->held(*key);
    return held ? keys_->use(*std::move(held), now) : held.error();
  }
  auto known = folder.set(*key);
  if (!known) return known.error();
  auto set = keys_->renewed(**root, *std::move(known), now);
  return set ? keys_->use(*std::move(set), now) : set.error();
}

Result<void> Keyring::change(const std::function<Result<SignedSet>(const Signer& root, KeySet held)>& make,
                             TimePoint now) {
  const std::lock_guard lock(keys_->changing);
  const auto root = keys_->root();
  if (!root) return root.error();
  if (!*root) return no_root();
  auto next = make(**root, keys_->current()->set.set);
  if (!next) return next.error();
  if (const auto written = keys_->folder.write_set(next->jws); !written) return written.error();
  if (const auto used = keys_->use(*std::move(next), now); !used) return used.error();
  return keys_->folder.remove_request();
}

Result<void> Keyring::rotate(TimePoint now) {
  return change(
      [&](const Signer& root, KeySet set) -> Result<SignedSet> {
        for (SigningKey& key : set.keys) key.not_after = std::min(key.not_after, now + 2 * kRotateAfter);
        const auto added = add_key(keys_->folder, set, now + kRotateAfter, now + kSigningKeyLife);
        if (!added) return added.error();
        return sign_next(root, std::move(set), kKeySetLife, now);
      },
      now);
}

Result<void> Keyring::revoke(const std::string& kid, TimePoint now) {
  const KeyFolder& folder = keys_->folder;
  const auto revoked = change(
      [&](const Signer& root, KeySet set) -> Result<SignedSet> {
        if (const auto dropped = drop_key(set, kid); !dropped) return dropped.error();
        const auto added = add_key_if_lacking(folder, set, kRenewKeyBefore, kSigningKeyLife, now);
        if (!added) return added.error();
        return sign_next(root, std::move(set), kKeySetLife, now);
      },
      now);
  return revoked ? folder.remove_signing(kid) : revoked;
}

Result<SignedSet> Keyring::carried_set(const std::string& account, TimePoint until) const {
  const std::lock_guard lock(keys_->changing);
  SignedSet present = keys_->current()->set;
  if (present.set.expires_at >= until) return present;
  const auto root = keys_->root();
  if (!root) return root.error();
  if (*root) return sign_for(**root, std::move(present.set), account, until);
  return Error{ErrorCode::conflict,
               "the keys end before, at " + format_rfc3339(present.set.expires_at) +
                   ": take fewer days, or have the root sign a longer set (gracectl keys request, sign, "
                   "install)",
               ""};
}

Result<void> Keyring::replace_root(TimePoint now) {
  const KeyFolder& folder = keys_->folder;
  const auto replaced = change(
      [&](const Signer& root, KeySet set) -> Result<SignedSet> {
        const auto next = Signer::generate();
        if (!next) return next.error();
        if (const auto written = folder.write_next_root(*next); !written) return written.error();
        add_succession(set, root.sign(kSuccessionType, encode_succession({now, next->key()})));
        return sign_next(*next, std::move(set), kKeySetLife, now);
      },
      now);
  return replaced ? folder.finish_replacing() : replaced;
}

Result<void> Keyring::remove_root(const PublicKey& copy, Seconds life, TimePoint now) {
  const KeyFolder& folder = keys_->folder;
  const auto done = change(
      [&](const Signer& root, KeySet set) -> Result<SignedSet> {
        if (!(copy == root.key()))
          return Error{ErrorCode::conflict,
                       "the copy is of another root than the server's: copy root.pem again", ""};
        const auto added = add_key_if_lacking(folder, set, life, life + kChangeKeyBefore, now);
        if (!added) return added.error();
        return sign_next(root, std::move(set), life, now);
      },
      now);
  return done ? folder.remove_root() : done;
}

Result<KeySetRequest> Keyring::request(Seconds life, const std::string& revoked, TimePoint now) {
  const std::lock_guard lock(keys_->changing);
  const KeyFolder& folder = keys_->folder;
  const auto current = keys_->current();
  KeySet set = current->set.set;
  if (!revoked.empty())
    if (const auto dropped = drop_key(set, revoked); !dropped) return dropped.error();
  const auto lacks = lacks_key(folder, set, life, now);
  if (!lacks) return lacks.error();
  if (*lacks)
    if (const auto added = keys_->add_spare(set, now, life); !added) return added.error();
  turn_page(set, life, now);
  KeySetRequest made{current->set.jws, encode_keyset(set)};
  if (const auto written = folder.write_request(made.payload); !written) return written.error();
  return made;
}

Result<void> Keyring::install(const std::string& jws, TimePoint now) {
  const std::lock_guard lock(keys_->changing);
  const KeyFolder& folder = keys_->folder;
  const auto current = keys_->current();
  auto set = verify_keyset(jws, {current->root()});
  if (!set) return not_a_set_of(current->root(), set.error());
  if (set->version <= current->set.set.version)
    return Error{ErrorCode::outdated, "the key set is not newer than the present one: make a new request",
                 ""};
  if (set->expires_at <= now)
    return Error{ErrorCode::outdated, "the key set has ended already: make a new request", ""};
  for (const SigningKey& key : set->keys)
    if (find_key(current->set.set, key.id) == nullptr && !folder.has_signing(key.id))
      return Error{ErrorCode::conflict, "it names a key that is not on this server: make a new request", ""};
  const auto signer = choose_signer(folder, *set, now);
  if (!signer) return signer.error();
  if (!*signer)
    return Error{ErrorCode::conflict, "none of its keys is on this server and valid now: make a new request",
                 ""};
  if (const auto written = folder.write_set(jws); !written) return written.error();
  for (const SigningKey& key : current->set.set.keys) {
    if (find_key(*set, key.id) != nullptr) continue;
    if (const auto removed = folder.remove_signing(key.id); !removed) return removed;
  }
  if (const auto used = keys_->use({*std::move(set), jws}, now); !used) return used.error();
  if (const auto finished = folder.finish_replacing(); !finished) return finished;
  return folder.remove_request();
}

std::string Keyring::sign(std::string_view typ, std::string_view payload) const {
  return keys_->current()->signer.sign(typ, payload);
}

std::string Keyring::keyset_jws() const { return keys_->current()->set.jws; }
KeySet Keyring::keyset() const { return keys_->current()->set.set; }
TimePoint Keyring::ends_at() const {
  const KeySet set = keyset();
  return std::min(last_end(set), set.expires_at);
}
std::string Keyring::warning(TimePoint now) const {
  const std::lock_guard lock(keys_->changing);
  const TimePoint end = ends_at();
  const auto root = keys_->root();
  const bool is_near = end - now < (root && *root ? kKeySetLife / 4 : kWarnBefore);
  if (!is_near) return root ? "" : root.error().message;
  const std::string what = now < end
                               ? "the keys end at " + format_rfc3339(end) + ", and then all products are open"
                               : "the keys have ended at " + format_rfc3339(end) + ", and products are open";
  if (!root) return what + ": " + root.error().message;
  return what + (*root ? ": see why they were not renewed"
                       : ": have the root sign a set (gracectl keys request, sign, install)");
}

PublicKey Keyring::root() const { return keys_->current()->root(); }

Result<KeyringState> Keyring::state() const {
  const std::lock_guard lock(keys_->changing);
  const auto current = keys_->current();
  const auto root = keys_->root();  // the warning says what is wrong with it
  const auto requested = keys_->folder.requested();
  if (!requested) return requested.error();
  const auto next = decode_keyset_payload(*requested);
  const bool waits = next && next->version > current->set.set.version;
  KeyringState state{current->set.set, {}, current->signer.id(), current->root(), root && *root, waits};
  for (const SigningKey& key : state.set.keys) state.keys.push_back({key, keys_->folder.has_signing(key.id)});
  return state;
}

}  // namespace gracegate::server
