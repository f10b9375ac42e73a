// What a new server needs before anybody can use it: an admin, a token, an SDK key, policies.
#ifndef GRACEGATE_SERVER_FIRST_RUN_HPP
#define GRACEGATE_SERVER_FIRST_RUN_HPP

#include <string>

#include "gracegate/keyset.hpp"
#include "gracegate/result.hpp"
#include "gracegate/time.hpp"
#include "server/auth/password.hpp"
#include "server/store/store.hpp"

namespace gracegate::server {

// Where the store has nobody yet: creates admin, token, SDK key and built-in policies, and writes their
// secrets to DATA/first-run.json (0600), which is the only place where they stand. Returns the file's name,
// or an empty text where the store was in use already. Errors: unavailable (nothing is created then).
Result<std::string> set_up(Store& store, const std::string& data, const std::string& server_url,
                           const std::string& product, const PublicKey& root, TimePoint now,
                           PasswordHasher& passwords);

// Where DATA/first-run.json is still there and names another root, puts the present one into it. Errors:
// unavailable.
Result<void> name_root(const std::string& data, const PublicKey& root);

// The product whose customers the store keeps: the one of its first start. `wanted` is what the operator says
// now; empty: as it was, and "default" at the first start. Errors: conflict (another product was there first:
// all products in the field would refuse what is signed for this one), unavailable.
Result<std::string> settle_product(Store& store, const std::string& wanted);

}  // namespace gracegate::server

#endif
