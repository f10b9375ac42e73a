// What the disk holds × what the network does × what the notice says × what the gate follows, by the built-in
// transport.
#include <future>
#include <vector>

#include "tests/client/faults/cell.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using namespace gracegate::test;

namespace {

// TLS is below what is followed: it is enough to have it once.
constexpr std::pair<Follows, bool> kWays[] = {
    {Follows::feed, false}, {Follows::feed, true}, {Follows::account, false}};

std::vector<Cell> cells_of(const FaultRow& fault) {
  std::vector<Cell> cells;
  for (const Disk disk : kDisks)
    for (const Mode notice : {Mode::open, Mode::countdown, Mode::read_only, Mode::shutdown})
      for (const auto& [follows, is_tls] : kWays)
        if (is_tls || !needs_tls(fault.fault)) cells.push_back({disk, fault, notice, follows, is_tls});
  return cells;
}

}  // namespace

// The cells of a fault at the same time: most of them wait.
TEST_CASE("Whatever network and disk do, only a verified notice whose deadline has passed denies") {
  for (const FaultRow& fault : kFaults) {
    std::vector<std::pair<Cell, std::future<std::string>>> lives;
    for (const Cell& cell : cells_of(fault))
      lives.emplace_back(cell, std::async(std::launch::async, [cell] { return live_through(cell); }));
    for (auto& [cell, life] : lives) {
      INFO(cell.fault.name << ", disk " << static_cast<int>(cell.disk) << ", " << to_string(cell.notice)
                           << (cell.follows == Follows::account ? ", one account" : "")
                           << (cell.is_tls ? ", TLS" : ""));
      const std::string wrong = life.get();
      INFO(wrong);
      CHECK(wrong.empty());
    }
  }
}
