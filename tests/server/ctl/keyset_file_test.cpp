// Files that are carried between the server and its root, and what is given in their place.
#include "server/ctl/keyset_file.hpp"

#include <nlohmann/json.hpp>

#include "core/jws.hpp"
#include "core/keyset.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_signer.hpp"

using namespace gracegate;
using namespace gracegate::ctl;
using namespace gracegate::test;

namespace {

const TestSigner root(1);
const std::string kKeySet = root.sign(kKeySetType, encode_keyset(make_keyset(TestSigner(2))));
const std::string kRequest =
    Json{{"current", kKeySet}, {"keyset", Json::parse(encode_keyset(make_keyset(TestSigner(2))))}}.dump(2);
const std::string kKey = "-----BEGIN PRIVATE KEY-----\nMC4\n-----END PRIVATE KEY-----\n";

struct Row {
  std::string text;
  std::string says;
};

void check_refused(const Error& error, const Row& row) {
  CAPTURE(row.text);
  CHECK(error.code == ErrorCode::invalid_argument);
  CHECK(error.message.find("x.file " + row.says) == 0);
  CHECK(error.message.find("jws") == std::string::npos);
  CHECK(error.message.find('\n') == std::string::npos);
}

}  // namespace

TEST_CASE("A key set is taken with whatever white space is around it") {
  for (const char* end : {"", "\n", "\r\n", "\n\n "})
    CHECK(read_keyset("x.file", kKeySet + end).value() == kKeySet);
}

TEST_CASE("What is no key set is told by what it seems to be, and what to give instead") {
  for (const Row& row : std::vector<Row>{
           {"", "is empty: did gracectl keys sign"},
           {" \r\n", "is empty"},
           {kRequest, "is the request: have the root sign it"},
           {kRequest.substr(0, kRequest.size() / 2), "is the request"},
           {kKey, "is a private key"},
           {kKeySet.substr(0, 5), "is cut off"},
           {kKeySet.substr(0, kKeySet.find('.')), "is cut off"},
           {kKeySet.substr(0, kKeySet.rfind('.')), "is cut off"},
           {kKeySet.substr(0, kKeySet.rfind('.') + 1), "is cut off"},
           {kKeySet.substr(0, kKeySet.size() - 1), "is cut off"},
           {"signed; next, with the server\n" + kKeySet, "has more than one line"},
           {root.sign(kNoticeType, "{}"), "is no key set"},
           {Json{{"keyset", kKeySet}}.dump(), "is no key set"},
           {"nonsense", "is no key set: give what gracectl keys sign printed"},
       })
    check_refused(read_keyset("x.file", row.text).error(), row);
}

TEST_CASE("What is no request is told by what it seems to be, and what to give instead") {
  CHECK(read_request("x.file", kRequest).value() == Json::parse(kRequest));
  for (const Row& row : std::vector<Row>{
           {"", "is empty: did gracectl keys request"},
           {"\n", "is empty"},
           {kKeySet + "\n", "is signed already"},
           {kKey, "is a private key"},
           {kRequest.substr(0, 1), "is cut off"},
           {kRequest.substr(0, kRequest.size() - 1), "is cut off"},
           {"{}", "is no request: give what gracectl keys request printed"},
           {R"({"current": "x"})", "is no request"},
           {"[]", "is no request"},
           {"nonsense", "is no request"},
       })
    check_refused(read_request("x.file", row.text).error(), row);
}
