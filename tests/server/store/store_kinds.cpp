#include "tests/server/store/store_kinds.hpp"

#include "server/store/sqlite/sqlite_store.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

namespace gracegate::test {

namespace {

class SqlitePlace : public StorePlace {
 public:
  Result<std::unique_ptr<server::Store>> try_open() override {
    return server::open_sqlite_store(folder_.file("store.db"));
  }
  Result<std::unique_ptr<server::Store>> try_open_backup(const std::string& file) override {
    return server::open_sqlite_store(file);
  }
  std::string spare_file(const std::string& name) override { return folder_.file(name); }

 private:
  TemporaryFolder folder_;
};

}  // namespace

std::unique_ptr<server::Store> StorePlace::open() {
  auto store = try_open();
  if (!store) FAIL(store.error().message);
  return *std::move(store);
}

const std::vector<StoreKind>& store_kinds() {
  static const std::vector<StoreKind> kinds = {{"sqlite", [] { return std::make_unique<SqlitePlace>(); }}};
  return kinds;
}

std::unique_ptr<StorePlace> new_place() {
  const auto number = GENERATE(range(0, static_cast<int>(store_kinds().size())));
  const StoreKind& kind = store_kinds().at(static_cast<std::size_t>(number));
  INFO(kind.name);
  return kind.make_place();
}

}  // namespace gracegate::test
