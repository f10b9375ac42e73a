#include "server/publish/key_folder.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "server/files/private_file.hpp"
#include "server/publish/key_file.hpp"

namespace gracegate::server {

namespace {

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

Error another_root(const std::string& file, const PublicKey& counts) {
  return {ErrorCode::conflict,
          file + ": is of a root that was replaced (or of another server): put the one of " +
              to_string(counts) + " there, or take it away",
          ""};
}

Result<Signer> create_signer(const std::string& file) {
  auto signer = Signer::generate();
  if (!signer) return signer.error();
  if (const auto written = write_private_file(file, signer->to_pem()); !written) return written.error();
  return signer;
}

Result<void> remove_file(const std::string& file) {
  if (::unlink(file.c_str()) == 0 || errno == ENOENT) return {};
  return Error{ErrorCode::unavailable, file + ": " + std::strerror(errno), ""};
}

std::string trimmed(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

}  // namespace

Result<std::optional<Signer>> KeyFolder::find_root(MissingRoot missing) const {
  auto found = root();
  if (!found || *found) return found;
  for (const char* name : {"root.pub", "keyset.jws"}) {
    const auto present = read_public_file(file(name));
    if (!present) return present.error();
    if (*present) return std::optional<Signer>();  // moved away
  }
  if (missing == MissingRoot::refuse)
    return Error{ErrorCode::unavailable,
                 path_ +
                     ": the keys are gone, and products believe no others: put the folder back (or start "
                     "with --new-root, and release products that pin the new one)",
                 ""};
  auto made = create_signer(file("root.pem"));
  if (!made) return made.error();
  return std::optional(*std::move(made));
}

Result<std::optional<Signer>> KeyFolder::root() const { return read_signer(file("root.pem")); }

Result<std::optional<Signer>> KeyFolder::root_of(const PublicKey& counts) const {
  auto found = root();
  if (found && *found && !((*found)->key() == counts)) return another_root(file("root.pem"), counts);
  return found;
}

Result<PublicKey> KeyFolder::public_root(const std::optional<Signer>& root) const {
  const std::string name = file("root.pub");
  const auto text = read_public_file(name);
  if (!text) return text.error();
  if (!*text && !root) return Error{ErrorCode::unavailable, name + ": put it back, or root.pem", ""};
  if (!*text) {
    const auto held = set(root->key());
    if (!held) return held.error();
    if (*held && !((*held)->set.roots.front() == root->key()))
      return another_root(file("root.pem"), (*held)->set.roots.front());
    if (const auto written = replace_private_file(name, to_string(root->key()) + '\n'); !written)
      return written.error();
    return root->key();
  }
  const auto key = parse_public_key(trimmed(**text));
  if (!key) return named(name, key.error());
  if (root && !(root->key() == *key)) return another_root(file("root.pem"), *key);
  return *key;
}

Result<std::optional<SignedSet>> KeyFolder::set(const PublicKey& root) const {
  const auto text = read_public_file(file("keyset.jws"));
  if (!text) return text.error();
  if (!*text) return std::optional<SignedSet>();
  std::string jws = trimmed(**text);
  auto set = verify_keyset(jws, {root});
  if (!set && set.error().code == ErrorCode::untrusted)
    return Error{ErrorCode::untrusted,
                 file("keyset.jws") + ": is not signed by the root " + to_string(root) +
                     ", or by one that took its place: put the files of one server there, of the same time",
                 ""};
  if (!set) return named(file("keyset.jws"), set.error());
  return std::optional(SignedSet{*std::move(set), std::move(jws)});
}

Result<void> KeyFolder::write_set(const std::string& jws) const {
  return replace_private_file(file("keyset.jws"), jws);
}

Result<std::optional<Signer>> KeyFolder::signing(const std::string& kid) const {
  return read_signer(signing_file(kid));
}

bool KeyFolder::has_signing(const std::string& kid) const {
  return ::access(signing_file(kid).c_str(), R_OK) == 0;
}

Result<Signer> KeyFolder::make_signing() const {
  auto made = Signer::generate();
  if (!made) return made.error();
  const auto written = write_private_file(signing_file(made->id()), made->to_pem());
  if (!written) return written.error();
  return made;
}

Result<std::string> KeyFolder::requested() const {
  const auto text = read_public_file(file("request.json"));
  if (!text) return text.error();
  return text->value_or("");
}

Result<void> KeyFolder::write_request(const std::string& payload) const {
  return replace_private_file(file("request.json"), payload);
}

Result<void> KeyFolder::write_next_root(const Signer& next) const {
  return replace_private_file(file("root-next.pem"), next.to_pem());
}

Result<void> KeyFolder::finish_replacing() const {
  const auto text = read_public_file(file("root.pub"));
  if (!text) return text.error();
  const auto before = parse_public_key(trimmed(text->value_or("")));
  if (!before) return {};  // public_root() says what is wrong with it
  const auto held = set(*before);
  if (!held) return held.error();
  if (*held && !((*held)->set.roots.front() == *before)) return take_over((*held)->set.roots.front());
  return remove_file(file("root-next.pem"));
}

Result<void> KeyFolder::take_over(const PublicKey& root) const {
  const auto next = read_signer(file("root-next.pem"));
  if (!next) return next.error();
  const bool is_here = *next && (*next)->key() == root;
  const auto settled =
      is_here ? replace_private_file(file("root.pem"), (*next)->to_pem()) : remove_root_but(root);
  if (!settled) return settled;
  if (const auto written = replace_private_file(file("root.pub"), to_string(root) + '\n'); !written)
    return written;
  return remove_file(file("root-next.pem"));
}

// It may have been put back with an older root.pub.
Result<void> KeyFolder::remove_root_but(const PublicKey& counts) const {
  const auto present = root_of(counts);
  if (!present && present.error().code == ErrorCode::conflict) return remove_root();
  return present ? Result<void>() : present.error();
}

Result<void> KeyFolder::remove_root() const { return remove_file(file("root.pem")); }
Result<void> KeyFolder::remove_signing(const std::string& kid) const {
  return remove_file(signing_file(kid));
}
Result<void> KeyFolder::remove_request() const { return remove_file(file("request.json")); }

}  // namespace gracegate::server
