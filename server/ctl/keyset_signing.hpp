// What the machine does that has the root: signs the key set that a server has requested.
#ifndef GRACEGATE_SERVER_CTL_KEYSET_SIGNING_HPP
#define GRACEGATE_SERVER_CTL_KEYSET_SIGNING_HPP

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "gracegate/keyset.hpp"
#include "gracegate/result.hpp"
#include "server/publish/signer.hpp"

namespace gracegate::ctl {

using Json = nlohmann::ordered_json;

struct KeySetChange {
  KeySet before, after;  // with the roots to believe, in `after` the new one
  std::string jws;       // `after`, signed
};

// `request` is of read_request(). `next_root`: takes the place of `root`; nullptr: it stays. Error:
// invalid_argument (not the root of the present set, no next set of it, or a next root that is the same).
Result<KeySetChange> sign_request(const Json& request, const server::Signer& root,
                                  const server::Signer* next_root);

// In words, a line each.
std::string describe(const KeySetChange& change);

}  // namespace gracegate::ctl

#endif
