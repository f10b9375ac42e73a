// The kinds of store that one suite of tests holds for. A test begins with
//     auto place = new_place();
// and is run once for each kind.
#ifndef GRACEGATE_TESTS_SERVER_STORE_STORE_KINDS_HPP
#define GRACEGATE_TESTS_SERVER_STORE_STORE_KINDS_HPP

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "server/store/store.hpp"

namespace gracegate::test {

// Where a store keeps what it is given; empty at first, gone with the object. One store is open there at a
// time.
class StorePlace {
 public:
  virtual ~StorePlace() = default;
  virtual Result<std::unique_ptr<server::Store>> try_open() = 0;
  virtual Result<std::unique_ptr<server::Store>> try_open_backup(const std::string& file) = 0;
  virtual std::string spare_file(const std::string& name) = 0;  // does not exist yet

  std::unique_ptr<server::Store> open();  // fails the test where it cannot
};

struct StoreKind {
  std::string name;
  std::function<std::unique_ptr<StorePlace>()> make_place;
};
const std::vector<StoreKind>& store_kinds();

// Runs what follows in the test once for each kind.
std::unique_ptr<StorePlace> new_place();

}  // namespace gracegate::test

#endif
