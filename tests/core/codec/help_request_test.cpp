#include "core/help_request.hpp"

#include <functional>
#include <nlohmann/json.hpp>

#include "tests/support/catch.hpp"

using namespace gracegate;
using nlohmann::json;

namespace {

HelpRequest request() {
  HelpRequest request;
  request.account = "acme";
  request.case_id = "c_1";
  request.text = "Nothing prints.";
  return request;
}

HelpRequest with(const std::function<void(HelpRequest&)>& change) {
  HelpRequest one = request();
  change(one);
  return one;
}

HelpFile file(std::size_t size) { return {"proof.pdf", "application/pdf", std::string(size, 'x')}; }

json encoded(const HelpRequest& one) { return json::parse(encode_help_request("h_1", one)); }

}  // namespace

TEST_CASE("A request for help needs something to go on: a text, a date or a file") {
  CHECK(check_help(request()));
  for (const char* nothing : {"", "  ", "\r\n\t"}) {
    CAPTURE(nothing);
    const auto empty = with([&](auto& one) { one.text = nothing; });
    REQUIRE_FALSE(check_help(empty));
    CHECK(check_help(empty).error().pointer == "/text");
    CHECK(check_help(with([&](auto& one) { one.text = nothing, one.date = "2026-11-30"; })));
    CHECK(check_help(with([&](auto& one) { one.text = nothing, one.file = file(1); })));
  }
}

TEST_CASE("A request for help that the server would not take is refused with the member at fault") {
  struct Row {
    const char* pointer;
    ErrorCode code;
    std::function<void(HelpRequest&)> change;
  };
  const ErrorCode invalid = ErrorCode::invalid_argument;
  const ErrorCode large = ErrorCode::too_large;
  const Row rows[] = {
      {"/account", invalid, [](auto& one) { one.account.clear(); }},
      {"/account", invalid, [](auto& one) { one.account = std::string(129, 'a'); }},
      {"/case_id", invalid, [](auto& one) { one.case_id = "c 1"; }},
      {"/case_id", invalid, [](auto& one) { one.case_id.clear(); }},
      {"/text", large, [](auto& one) { one.text = std::string(4001, 'a'); }},
      {"/text", invalid, [](auto& one) { one.text = "\xFF"; }},
      {"/text", invalid, [](auto& one) { one.text = "\x1b[31m"; }},
      {"/reach", large, [](auto& one) { one.reach = std::string(301, 'a'); }},
      {"/reach", invalid, [](auto& one) { one.reach = "a\nb"; }},
      {"/person", large, [](auto& one) { one.person = std::string(129, 'a'); }},
      {"/page", large, [](auto& one) { one.page = std::string(2049, 'a'); }},
      {"/locale", large, [](auto& one) { one.locale = std::string(36, 'a'); }},
      {"/date", invalid, [](auto& one) { one.date = "30.11.2026"; }},
      {"/date", invalid, [](auto& one) { one.date = "2026-02-29"; }},
      {"/date", invalid, [](auto& one) { one.date = "2026-00-01"; }},
      {"/date", invalid, [](auto& one) { one.date = "2026-13-01"; }},
      {"/date", invalid, [](auto& one) { one.date = "2026-1-001"; }},
      {"/file/name", invalid,
       [](auto& one) {
         one.file = HelpFile{"", "a/b", "x"};
       }},
      {"/file/type", large,
       [](auto& one) {
         one.file = HelpFile{"a", std::string(101, 'b'), "x"};
       }},
      {"/file/bytes", invalid, [](auto& one) { one.file = file(0); }},
      {"/file/bytes", large, [](auto& one) { one.file = file(kMaxHelpFileBytes + 1); }},
  };
  for (const Row& row : rows) {
    CAPTURE(row.pointer);
    const auto checked = check_help(with(row.change));
    REQUIRE_FALSE(checked);
    CHECK(checked.error().code == row.code);
    CHECK(checked.error().pointer == row.pointer);
    CHECK_FALSE(checked.error().message.empty());
  }
}

TEST_CASE("A request for help at the limits is taken") {
  CHECK(check_help(with([](auto& one) {
    one.account = std::string(128, 'a');
    one.case_id = std::string(40, 'c');
    one.text = std::string(3998, 'a') + "\r\n";
    one.reach = std::string(300, 'a');
    one.person = std::string(128, 'a');
    one.page = std::string(2048, 'a');
    one.locale = std::string(35, 'a');
    one.date = "2028-02-29";
    one.file = HelpFile{std::string(200, 'n'), std::string(100, 't'), std::string(kMaxHelpFileBytes, 'x')};
  })));
}

TEST_CASE("A request for help goes out with all its members, and null for what was left empty") {
  HelpRequest one = request();
  CHECK(encoded(one) == json{{"id", "h_1"},
                             {"account", "acme"},
                             {"case", "c_1"},
                             {"topic", "stuck"},
                             {"text", "Nothing prints."},
                             {"reach", nullptr},
                             {"person", nullptr},
                             {"role", "member"},
                             {"page", nullptr},
                             {"locale", nullptr},
                             {"date", nullptr},
                             {"file", nullptr}});
  one.topic = HelpTopic::time;
  one.text = "a\"}\n\xC3\xA4";
  one.reach = "ada@example.com";
  one.person = "p_1";
  one.role = Role::billing;
  one.page = "/notes";
  one.locale = "de";
  one.date = "2026-11-30";
  const json full = encoded(one);
  CHECK(full["topic"] == "time");
  CHECK(full["text"] == one.text);
  CHECK(full["reach"] == one.reach);
  CHECK(full["person"] == "p_1");
  CHECK(full["role"] == "billing");
  CHECK(full["page"] == "/notes");
  CHECK(full["locale"] == "de");
  CHECK(full["date"] == "2026-11-30");
}

TEST_CASE("A file goes out in base64 with padding") {
  // RFC 4648 §10, and the two characters by which it differs from base64url.
  const std::pair<const char*, const char*> rows[] = {
      {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"\xFB\xFF\xBF", "+/+/"}};
  for (const auto& [bytes, text] : rows) {
    const json body = encoded(with([&, bytes = bytes](auto& one) {
      one.file = HelpFile{"a.bin", "application/octet-stream", bytes};
    }));
    CHECK(body["file"]["data"] == text);
    CHECK(body["file"]["name"] == "a.bin");
    CHECK(body["file"]["type"] == "application/octet-stream");
  }
}

TEST_CASE("That a request for help has arrived is believed of its own receipt alone") {
  const auto arrived = decode_help_receipt(
      R"({"id":"h_1","received_at":"2026-11-23T07:00:00Z","answer_by":"2026-11-24T07:00:00Z","by":"Maria"})",
      "h_1");
  REQUIRE(arrived);
  CHECK(arrived->state == HelpStatus::State::arrived);
  CHECK(arrived->answer_by == parse_rfc3339("2026-11-24T07:00:00Z").value());
  CHECK(arrived->by == "Maria");
  const auto bare = decode_help_receipt(R"({"id":"h_1","answer_by":null,"by":null})", "h_1");
  REQUIRE(bare);
  CHECK_FALSE(bare->answer_by);
  CHECK(bare->by.empty());
  for (const char* other : {"", "<html>Please sign in</html>", "{}", R"({"id":"h_2"})", R"({"id":7})",
                            R"({"id":"h_1","answer_by":"soon"})"}) {
    CAPTURE(other);
    CHECK_FALSE(decode_help_receipt(other, "h_1"));
  }
}

TEST_CASE("Why a request for help is refused is read from the server's problem, on one line") {
  CHECK(help_refusal(R"({"title":"x","detail":"the case has\nended"})") == "the case has ended");
  for (const char* other : {"", "<html>", "[]", "{}", R"({"detail":7})"}) CHECK(help_refusal(other).empty());
}
