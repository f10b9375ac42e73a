#include "server/ctl/audit_proof.hpp"

#include <CLI/CLI.hpp>
#include <charconv>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>

#include "core/code_points.hpp"
#include "core/json_reader.hpp"
#include "server/ctl/answers.hpp"
#include "server/ctl/input.hpp"

namespace gracegate::ctl {
namespace {

// An entry that was noted elsewhere, as `audit verify` prints the last one.
struct Noted {
  std::int64_t number = 0;
  std::string hash;
};

// "1204:" and the hash. Errors: invalid_argument.
Result<Noted> noted_from(const std::string& text) {
  Noted noted;
  const char* end = text.data() + text.size();
  const auto [colon, fault] = std::from_chars(text.data(), end, noted.number);
  if (fault != std::errc{} || noted.number < 1 || noted.number > kMaxJsonInteger || colon == end ||
      *colon != ':' || colon + 1 == end)
    return bad_input("--expect: give NUMBER:HASH, as an earlier audit verify printed it after \"head\"");
  noted.hash.assign(colon + 1, end);
  return noted;
}

Result<bool> is_in_log(const Session& session, const Noted& noted) {
  const auto found =
      get(session, target_of("/v1/audit", {{"after", std::to_string(noted.number - 1)}, {"limit", "1"}}));
  if (!found) return found.error();
  const Json& entries = member(*found, "entries");
  return !entries.empty() && integer_at(entries.front(), "id") == noted.number &&
         text_at(entries.front(), "hash") == noted.hash;
}

// What the server says of its log; "expected" says whether it has the noted entry.
Result<Json> proof_of(const Session& session, const std::optional<Noted>& noted) {
  auto proof = get(session, "/v1/audit/verify");
  if (!proof || !noted) return proof;
  const auto is_there = is_in_log(session, *noted);
  if (!is_there) return is_there.error();
  (*proof)["expected"] = *is_there;
  return proof;
}

Result<void> judged(const Json& proof, const std::optional<Noted>& noted) {
  if (!is_true_at(proof, "ok"))
    return Error{ErrorCode::conflict,
                 "the audit log was tampered with: entry " + std::to_string(integer_at(proof, "broken_at")) +
                     " does not follow from the ones before; compare it with a backup",
                 ""};
  if (noted && !is_true_at(proof, "expected"))
    return Error{ErrorCode::conflict,
                 "the audit log has no entry " + std::to_string(noted->number) +
                     " of that hash any more: it was cut off, written anew, or restored from an older backup",
                 ""};
  return {};
}

Result<void> verify(const Session& session, const std::optional<std::string>& expected) {
  std::optional<Noted> noted;
  if (expected) {
    const auto read = noted_from(*expected);
    if (!read) return read.error();
    noted = *read;
  }
  const auto proof = proof_of(session, noted);
  if (!proof) return proof.error();
  const auto verdict = judged(*proof, noted);
  const std::string number = std::to_string(integer_at(*proof, "entries"));
  if (session.wants_json)
    print_json(session, *proof);
  else if (verdict)
    session.out << number << " entries, unbroken\nhead " << number << ":" << one_line(text_at(*proof, "head"))
                << "\n";
  return verdict;
}

}  // namespace

void add_audit_proof(Commands& commands, CLI::App& group) {
  auto expected = std::make_shared<std::optional<std::string>>();
  CLI::App& proof = commands.add(group,
                                 {"verify", "Prove that no entry was changed, left out or put in",
                                  "gracectl audit verify\n"
                                  "gracectl audit verify --expect \"$(cat noted-last-week)\""},
                                 [expected](const Session& session) { return verify(session, *expected); });
  proof
      .add_option(
          "--expect", *expected,
          "An entry that an earlier proof gave as the head, kept elsewhere: fails where the log has it "
          "no more, because it was cut off or written anew")
      ->type_name("NUMBER:HASH");
}

}  // namespace gracegate::ctl
