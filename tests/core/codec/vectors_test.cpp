// Runs tests/vectors/{notices,keysets,feeds,receipts}: every vector as another implementation would run it.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>

#include "core/keyset.hpp"
#include "core/notice_codec.hpp"
#include "core/receipt.hpp"
#include "gracegate/feed.hpp"
#include "tests/support/catch.hpp"
#include "tests/vectors/vectors.hpp"

namespace gracegate::test {
namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

const fs::path kFolder = GRACEGATE_VECTORS;

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// "notices/full.json", ...
std::set<std::string> files_in(const std::string& room) {
  std::set<std::string> files;
  for (const auto& entry : fs::directory_iterator(kFolder / room)) {
    files.insert(room + "/" + entry.path().filename().string());
  }
  return files;
}

TimePoint time_of(const Json& seconds) { return TimePoint(Seconds(seconds.get<std::int64_t>())); }

// Without the checks of parse_public_key(): bad keys are part of the vectors.
PublicKey key_of(const Json& x) {
  const std::string text = x;
  PublicKey key;
  std::size_t bits = 0, size = 0;
  unsigned buffer = 0;
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  for (const char c : text) {
    buffer = (buffer << 6 | static_cast<unsigned>(alphabet.find(c))) & 0xffffu;
    if ((bits += 6) < 8) continue;
    bits -= 8;
    key.bytes.at(size++) = static_cast<std::uint8_t>(buffer >> bits & 0xffu);
  }
  return key;
}

KeySet keys_of(const Json& vector) {
  KeySet keys;
  for (const Json& key : vector.at("keys")) {
    keys.keys.push_back({key.at("kid"), key_of(key.at("x")), time_of(key.at("nbf")), time_of(key.at("exp"))});
  }
  return keys;
}

Expected reader_of(const Json& vector) {
  const Json& reader = vector.at("reader");
  return {reader.at("issuer"), reader.at("audience"), reader.at("account")};
}

Json outcome_of_error(const Error& error) {
  return {{"error", code_name(error.code)}, {"why", error.message}};
}

Json read_notice_vector(const Json& vector) {
  const std::string jws = vector.at("jws");
  const auto notice = verify_notice(jws, keys_of(vector), reader_of(vector));
  if (!notice) return outcome_of_error(notice.error());
  return {{"expected", Json::parse(encode_notice(*notice))}};
}

Json read_keyset_vector(const Json& vector) {
  std::vector<PublicKey> roots;
  for (const Json& root : vector.at("roots")) roots.push_back(key_of(root));
  const std::string jws = vector.at("jws");
  const auto keys = verify_keyset(jws, roots);
  if (!keys) return outcome_of_error(keys.error());
  return {{"expected", Json::parse(encode_keyset(*keys))}};
}

Json read_feed_vector(const Json& vector) {
  const std::string body = vector.at("body");
  const auto page = verify_feed(body, keys_of(vector), reader_of(vector));
  if (!page) return outcome_of_error(page.error());
  Json accounts = Json::array();
  for (const SignedNotice& notice : page->notices) accounts.push_back(notice.notice.account);
  return {{"expected",
           {{"epoch", page->epoch},
            {"revision", page->revision},
            {"after", page->after},
            {"complete", page->complete},
            {"iat", page->issued_at.time_since_epoch().count()},
            {"accounts", accounts}}}};
}

Json read_receipt_vector(const Json& vector) {
  const std::string jws = vector.at("jws");
  const Json& reader = vector.at("reader");
  const auto receipt =
      verify_receipt(jws, keys_of(vector), {reader.at("audience"), reader.at("nonce"), reader.at("digest")});
  if (!receipt) return outcome_of_error(receipt.error());
  return {{"expected", Json::parse(encode_receipt(*receipt))}};
}

void run_all(const std::string& room, Json (*read)(const Json&), std::size_t at_least) {
  const auto files = files_in(room);
  CHECK(files.size() >= at_least);
  for (const std::string& file : files) {
    const Json vector = Json::parse(content_of(kFolder / file));
    INFO(file << ": " << vector.at("name"));
    const Json outcome = read(vector);
    for (const char* member : {"expected", "error", "why"}) {
      CHECK(vector.value(member, Json()) == outcome.value(member, Json()));
    }
  }
}

}  // namespace

TEST_CASE("Each notice vector is read or refused as it says") { run_all("notices", read_notice_vector, 120); }
TEST_CASE("Each key set vector is read or refused as it says") { run_all("keysets", read_keyset_vector, 35); }
TEST_CASE("Each feed vector is read or refused as it says") { run_all("feeds", read_feed_vector, 30); }
TEST_CASE("Each receipt vector is read or refused as it says") {
  run_all("receipts", read_receipt_vector, 15);
}

TEST_CASE("The vectors are those that gracegate_make_vectors writes") {
  std::set<std::string> made;
  for (const Vector& vector : all_vectors()) {
    INFO(vector.file);
    CHECK(made.insert(vector.file).second);
    CHECK(content_of(kFolder / vector.file) == vector.text);
  }
  std::set<std::string> found;
  for (const char* room : {"notices", "keysets", "feeds", "receipts"}) found.merge(files_in(room));
  CHECK(found == made);
}

}  // namespace gracegate::test
