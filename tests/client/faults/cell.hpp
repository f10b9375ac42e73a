// One cell of the matrix: what is on the disk, what the network does, what the notice says.
#ifndef GRACEGATE_TESTS_CLIENT_FAULTS_CELL_HPP
#define GRACEGATE_TESTS_CLIENT_FAULTS_CELL_HPP

#include <string>

#include "gracegate/operation.hpp"
#include "tests/client/faults/fault.hpp"

namespace gracegate::test {

enum class Disk {
  empty,
  good,
  held,       // good, and the gate is running and in contact when the fault begins
  garbage,    // what another program writes
  foreign,    // of another product
  truncated,  // half of a good one
};
inline constexpr Disk kDisks[] = {Disk::empty,   Disk::good,    Disk::held,
                                  Disk::garbage, Disk::foreign, Disk::truncated};

enum class Follows {
  feed,
  account,  // the one notice of "acme"
};

struct Cell {
  Disk disk;
  FaultRow fault;
  Mode notice;  // of "acme"; open: it has no case
  Follows follows;
  bool is_tls;
};

// Lives through the cell: the fault, again and again; the deadline, where it comes while the server is away;
// recovery; a restart without the server. Returns what was wrong, a line each.
std::string live_through(const Cell& cell);

}  // namespace gracegate::test

#endif
