#include "client/snapshot.hpp"

#include <utility>

namespace gracegate {
namespace {

std::size_t places_for(std::size_t records) {
  std::size_t places = 16;
  while (places < records * 2) places *= 2;
  return places;
}

}  // namespace

Snapshot::Snapshot(std::vector<RecordRef> records, Fingerprint fingerprint)
    : records_(std::move(records)),
      fingerprint_(fingerprint),
      mask_(places_for(records_.size()) - 1),
      table_(mask_ + 1),
      places_(mask_ + 1) {
  for (std::size_t r = 0; r < records_.size(); ++r) {
    const std::uint64_t print = fingerprint_.of(records_[r]->account);
    std::size_t i = print & mask_;
    while (table_[i] != 0) i = (i + 1) & mask_;
    table_[i] = print;
    places_[i] = static_cast<std::uint32_t>(r);
  }
}

}  // namespace gracegate
