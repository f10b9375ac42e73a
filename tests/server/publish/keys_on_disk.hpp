// The folder of a server's keys, opened, looked into and broken by tests.
#ifndef GRACEGATE_TESTS_SERVER_PUBLISH_KEYS_ON_DISK_HPP
#define GRACEGATE_TESTS_SERVER_PUBLISH_KEYS_ON_DISK_HPP

#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include "core/jws.hpp"
#include "server/publish/keyring.hpp"
#include "tests/server/publish/publishing.hpp"
#include "tests/support/catch.hpp"

namespace gracegate::test {

constexpr std::int64_t kFirstVersion = kStart.time_since_epoch().count();

class KeysOnDisk {
 public:
  std::string path() const { return folder_.file("keys"); }
  std::string file(const std::string& name) const { return path() + "/" + name; }
  std::unique_ptr<server::Keyring> open(TimePoint now = kStart) const {
    return server::Keyring::open(path(), now).value();
  }
  Error refusal(TimePoint now = kStart) const {
    const auto keyring = server::Keyring::open(path(), now);
    REQUIRE_FALSE(keyring);
    return keyring.error();
  }
  void write(const std::string& name, const std::string& bytes) const { std::ofstream(file(name)) << bytes; }
  std::string read(const std::string& name) const {
    std::ostringstream bytes;
    bytes << std::ifstream(file(name)).rdbuf();
    return bytes.str();
  }
  void move_root_away() const { std::filesystem::rename(file("root.pem"), folder_.file("safe.pem")); }
  void put_root_back() const { std::filesystem::rename(folder_.file("safe.pem"), file("root.pem")); }

 private:
  TemporaryFolder folder_;
};

inline std::string kid_in_use(const server::Keyring& keyring) {
  return parse_jws(keyring.sign(kNoticeType, "{}"), kNoticeType, 1000).value().kid;
}

}  // namespace gracegate::test

#endif
