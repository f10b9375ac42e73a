// What the disk holds × what the network does × what the notice says, by the built-in transport.
#include <future>
#include <vector>

#include "tests/client/faults/cell.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using namespace gracegate::test;

namespace {

std::vector<Cell> cells_of(const FaultRow& fault) {
  std::vector<Cell> cells;
  for (const Disk disk : kDisks)
    for (const Mode notice : {Mode::open, Mode::countdown, Mode::read_only, Mode::shutdown})
      for (const bool is_tls : {false, true})
        if (is_tls || !needs_tls(fault.fault)) cells.push_back({disk, fault, notice, is_tls});
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
                           << (cell.is_tls ? ", TLS" : ""));
      const std::string wrong = life.get();
      INFO(wrong);
      CHECK(wrong.empty());
    }
  }
}
