// The files of the server's keys.
//
// root.pem (private; may be moved to a safe place), root.pub (its public key, 43 characters), signing-KID.pem
// (private), keyset.jws (the set that the root has signed), request.json (a set that waits for a root which
// is elsewhere). While a root is replaced there is root-next.pem too: see finish_replacing().
#ifndef GRACEGATE_SERVER_PUBLISH_KEY_FOLDER_HPP
#define GRACEGATE_SERVER_PUBLISH_KEY_FOLDER_HPP

#include <optional>
#include <string>

#include "gracegate/keyset.hpp"
#include "gracegate/result.hpp"
#include "server/publish/signer.hpp"

namespace gracegate::server {

// A server that has signed before must not go on with a root that no product has pinned.
enum class MissingRoot { make, refuse };

struct SignedSet {
  KeySet set;
  std::string jws;
};

// Errors of all: unavailable (disk), malformed, untrusted (files that others can read, or a set that is not
// by the root), conflict (root.pem is another root than the one that counts), with the file's name and what
// to do. Threads: one at a time.
class KeyFolder {
 public:
  explicit KeyFolder(std::string path) : path_(std::move(path)) {}

  const std::string& path() const { return path_; }

  // The private root if it is there; or made, where there is nothing of a root and one may be made.
  Result<std::optional<Signer>> find_root(MissingRoot missing) const;
  Result<std::optional<Signer>> root() const;
  // The same, but conflict where it is another root than `counts`.
  Result<std::optional<Signer>> root_of(const PublicKey& counts) const;
  // root.pub, written where it is missing, compared with the private root where that is there.
  Result<PublicKey> public_root(const std::optional<Signer>& root) const;
  // Nothing: there is no set. Verified with `root`.
  Result<std::optional<SignedSet>> set(const PublicKey& root) const;
  Result<void> write_set(const std::string& jws) const;

  Result<std::optional<Signer>> signing(const std::string& kid) const;
  bool has_signing(const std::string& kid) const;
  Result<Signer> make_signing() const;

  // What request() was given last; empty: nothing.
  Result<std::string> requested() const;
  Result<void> write_request(const std::string& payload) const;

  // Of a root in place of the present one: the first step, before a set says so.
  Result<void> write_next_root(const Signer& next) const;
  // The last step, also of what a crash has interrupted: where the set is by another root than root.pub says,
  // that one counts from now on, and a private root of before goes. Without such a set a root-next.pem is
  // of no use and goes.
  Result<void> finish_replacing() const;

  Result<void> remove_root() const;
  Result<void> remove_signing(const std::string& kid) const;
  Result<void> remove_request() const;

 private:
  std::string file(const std::string& name) const { return path_ + "/" + name; }
  std::string signing_file(const std::string& kid) const { return file("signing-" + kid + ".pem"); }
  Result<void> take_over(const PublicKey& root) const;
  Result<void> remove_root_but(const PublicKey& counts) const;

  std::string path_;
};

}  // namespace gracegate::server

#endif
