// All records of one moment, found by account id.
#ifndef GRACEGATE_CLIENT_SNAPSHOT_HPP
#define GRACEGATE_CLIENT_SNAPSHOT_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "client/fingerprint.hpp"
#include "client/record.hpp"

namespace gracegate {

// An open-addressing table of fingerprints, at most half full; most look-ups end at the first place, without
// touching a record. Threads: never changes once made; any.
class Snapshot {
 public:
  Snapshot(std::vector<RecordRef> records, Fingerprint fingerprint);

  // nullptr: not held.
  const Record* find(std::string_view account) const noexcept {
    const RecordRef* const found = find_ref(account);
    return found != nullptr ? found->get() : nullptr;
  }
  // The same, for whoever keeps it.
  const RecordRef* find_ref(std::string_view account) const noexcept {
    const std::uint64_t wanted = fingerprint_.of(account);
    for (std::size_t i = wanted & mask_;; i = (i + 1) & mask_) {
      if (table_[i] == 0) return nullptr;
      if (table_[i] == wanted && records_[places_[i]]->account == account) return &records_[places_[i]];
    }
  }
  const std::vector<RecordRef>& records() const noexcept { return records_; }

 private:
  std::vector<RecordRef> records_;
  Fingerprint fingerprint_;
  std::size_t mask_;
  std::vector<std::uint64_t> table_;   // fingerprints; 0 is an empty place
  std::vector<std::uint32_t> places_;  // into records_, where table_ is not 0
};

}  // namespace gracegate

#endif
