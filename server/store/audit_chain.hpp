// The audit log's chain: nobody can change, remove or insert an entry without breaking every hash after it.
// chain_hash() is declared in store.hpp.
//
// What is hashed (SHA-256), one field after the other, each as its length in 8 bytes (big-endian) and its
// bytes, so that no two entries have the same bytes: the hash of the entry before ("" for the first), id and
// at (decimal), actor, action, account, case_id, why, detail.
#ifndef GRACEGATE_SERVER_STORE_AUDIT_CHAIN_HPP
#define GRACEGATE_SERVER_STORE_AUDIT_CHAIN_HPP

#include <cstdint>
#include <optional>
#include <string>

#include "gracegate/result.hpp"
#include "server/store/store.hpp"

namespace gracegate::server {

struct AuditCheck {
  std::int64_t entries = 0;            // that are right, from the first
  std::optional<std::int64_t> broken;  // number of the first one that is missing or was changed
  // Of the last right entry. A chain that was cut off at its end looks whole: it shows where this was noted
  // elsewhere, and the log no longer has an entry of that number and hash.
  std::string last_hash;
};

// Reads the whole log. Errors: those of the reader.
Result<AuditCheck> verify_audit(const Reader& reader);

}  // namespace gracegate::server

#endif
