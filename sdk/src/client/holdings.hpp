// How verified notices change what is held.
#ifndef GRACEGATE_CLIENT_HOLDINGS_HPP
#define GRACEGATE_CLIENT_HOLDINGS_HPP

#include <string>
#include <vector>

#include "client/marks.hpp"
#include "client/record.hpp"
#include "client/snapshot.hpp"
#include "gracegate/feed.hpp"

namespace gracegate {

struct Merged {
  std::vector<RecordRef> records;    // all that is held from now on
  bool changed = false;              // these are others than before
  std::vector<std::string> refused;  // accounts whose notice is older than what is held: that stands
};

// Notices over what is held. An account whose notice has no case is open: no record is left of it, only a
// mark. `complete`: the account of every other record is open too.
Merged merge(const Snapshot& held, Marks& marks, const std::vector<SignedNotice>& notices, bool complete);

}  // namespace gracegate

#endif
