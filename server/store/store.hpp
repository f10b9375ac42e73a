// The store, in the words of the domain. One suite of tests (tests/server/store) holds for every kind of it.
#ifndef GRACEGATE_SERVER_STORE_STORE_HPP
#define GRACEGATE_SERVER_STORE_STORE_HPP

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "gracegate/result.hpp"
#include "server/cases/actions.hpp"
#include "server/cases/case.hpp"
#include "server/cases/help.hpp"
#include "server/cases/policy.hpp"

namespace gracegate::server {

// Who may call the API with a secret. The secret itself is not kept: `hash` is its SHA-256.
struct Token {
  enum class Kind { person, product, account };
  std::string id;  // "t_…"
  Kind kind = Kind::person;
  std::string name;                    // what it is for
  std::string hash;                    // base64url
  StaffRole role = StaffRole::viewer;  // person
  std::string person;                  // person: whose
  std::string account;                 // account: the one it is bound to
  TimePoint created_at;
  std::optional<TimePoint> expires_at;
  std::optional<TimePoint> revoked_at;
};
std::string_view to_string(Token::Kind kind);  // "product"
std::optional<Token::Kind> token_kind_from(std::string_view text);

struct Person {
  std::string name;
  std::string password;  // scrypt, with salt and cost in it
  StaffRole role = StaffRole::viewer;
  bool is_disabled = false;
  std::string zone = "UTC";  // IANA: in which the console shows dates
};

// Somebody's being signed in at the console, in one browser, which alone has the secret.
struct Session {
  std::string id;  // "s_…"
  std::string person;
  std::string hash;     // base64url of the secret's SHA-256
  std::string address;  // from where it began
  std::string agent;    // what the browser calls itself; may be empty
  TimePoint started_at;
  TimePoint seen_at;  // last use, to the minute
  std::optional<TimePoint> ended_at;
};
inline constexpr Seconds kSessionKept = 30 * kDay;  // after its start, for the list
inline constexpr Seconds kSessionLife = 12 * kHour;
inline constexpr Seconds kSessionIdle = kHour;
bool is_valid(const Session& session, TimePoint now);

// One line of the log, chained: hash = SHA-256(hash of the one before, then this entry's canonical bytes).
struct AuditEntry {
  std::int64_t id = 0;  // from 1 without gaps; given by the store
  TimePoint at;
  std::string actor;    // person, token or "system"
  std::string action;   // "case.open"
  std::string account;  // may be empty
  std::string case_id;  // may be empty
  std::string why;
  std::string detail;  // JSON: what changed, for people and programs
  std::string hash;    // base64url; given by the store
};
// Hash of `entry` in a chain whose last hash is `before` (empty at the start).
std::string chain_hash(const std::string& before, const AuditEntry& entry);

struct PublishedNotice {
  std::string account;
  std::string jws;
  TimePoint expires_at;
  bool is_held = false;                // it says something: products keep it, the complete feed has it
  std::optional<TimePoint> over_at{};  // when what it says of cases that ended is over: it is due anew then
  std::int64_t revision = 0;           // given by the store
};

struct Settings {
  std::string issuer;   // public URL at the last start
  std::string product;  // `aud` of all notices, from the first start on
  std::int64_t epoch = 1;
  std::optional<Suspension> suspended;
};

// A saved answer to a request with an Idempotency-Key.
struct SavedReply {
  int status = 200;
  std::string body;
};
struct IdempotencyKey {
  std::string token;  // id of the token that used it
  std::string key;
  std::string digest;  // of method, path and body
  TimePoint at;        // now
};
inline constexpr Seconds kReplyKept = 7 * kDay;  // a key that is older counts as new

// Revision of a store that has no notice yet, in an epoch. Each epoch has a range of its own: a reader that
// followed a server which was since rebuilt from a backup never takes a new revision for one it has seen.
constexpr std::int64_t first_revision(std::int64_t epoch) { return ((epoch - 1) << 32) + 1; }

// A payment that was reported: the provider's id of it, for an account.
struct PaymentSeen {
  std::string account;
  std::string id;
};

// The file of a help request: of one that the store has, or that comes with it.
struct HelpFile {
  std::string help;  // id
  std::string bytes;
};
inline constexpr Seconds kHelpFileKept = 90 * kDay;  // after its request was answered or closed

// All that one change writes, committed whole or not at all.
struct Change {
  std::vector<Account> accounts;  // inserted or replaced
  std::vector<Case> cases;        // inserted or replaced
  std::vector<Policy> policies;   // inserted (a version is never replaced)
  std::vector<Token> tokens;      // inserted or replaced
  std::vector<Person> people;     // inserted or replaced
  std::optional<Settings> settings;
  std::vector<PublishedNotice> notices;
  std::vector<AuditEntry> audit;
  std::vector<PaymentSeen> payments;             // from now on
  SavedReply reply;                              // kept under the idempotency key, if there is one
  bool keeps_reply = true;                       // false: the request is decided anew when it comes again
  std::vector<HelpRequest> help{};               // inserted or replaced
  std::vector<HelpFile> help_files{};            // inserted
  std::vector<Session> sessions{};               // inserted or replaced, once old ones are forgotten
  std::optional<TimePoint> help_ended_before{};  // the files of such requests are forgotten
};

struct Committed {
  Change change;              // with revisions, audit ids and hashes filled in
  std::int64_t revision = 0;  // the highest one of the store after it
  bool is_replay = false;     // nothing was written: `change.reply` is the answer given the first time
};

struct AccountQuery {
  std::string text;        // part of id or name, any case; empty: all
  std::string after;       // id that the page starts behind
  std::size_t limit = 50;  // 1 to 500
  bool with_open_cases_only = false;
};

// Why somebody should look at an open case today.
enum class Attention {
  due,      // it gets stricter, or its deadline passes, within kSoon
  hold,     // its hold ends within kSoon
  limited,  // its customer is limited now
  unseen,   // its deadline is within a week, and nobody has seen the banner
};
inline constexpr Seconds kSoon = 3 * kDay;
std::string_view to_string(Attention attention);
std::optional<Attention> attention_from(std::string_view text);

struct Wanting {
  Attention attention;
  TimePoint at;  // now
};

struct CaseQuery {
  std::optional<std::string> account;
  std::optional<CaseState> state;
  std::optional<Reason> reason;
  std::string after;
  std::size_t limit = 50;
  std::optional<TimePoint> unseen_with_deadline_before{};  // and never seen
  std::optional<Wanting> wanting{};                        // by deadline then; `after` says nothing
};

struct HelpQuery {
  std::optional<std::string> account;
  std::optional<std::string> case_id;
  std::optional<HelpState> state;
  std::string after{};  // id that the page starts behind
  std::size_t limit = 50;
};

struct AuditQuery {
  std::int64_t after = 0;
  std::optional<std::string> account;
  std::optional<std::string> case_id;
  std::size_t limit = 100;  // 1 to 1000
  std::optional<std::string> actor{};
  std::optional<std::string> action{};
  std::optional<std::int64_t> before{};  // the newest first, of those with a smaller id
};

// Reads. Errors: unavailable. Lists are in order of id, of requests for help in that of their arrival.
class Reader {
 public:
  virtual ~Reader() = default;
  virtual Result<std::optional<Account>> account(const std::string& id) const = 0;
  virtual Result<std::vector<Account>> accounts(const AccountQuery& query) const = 0;
  virtual Result<std::optional<Case>> find_case(const std::string& id) const = 0;
  virtual Result<std::vector<Case>> cases(const CaseQuery& query) const = 0;
  virtual Result<std::int64_t> count_cases(const CaseQuery& query) const = 0;          // whatever its `limit`
  virtual Result<std::vector<Case>> open_cases(const std::string& account) const = 0;  // oldest first
  // Those that a notice may speak of at `now`: the open ones, those that ended less than kThanked ago, and
  // those with data that can be taken out still. Oldest first.
  virtual Result<std::vector<Case>> told_cases(const std::string& account, TimePoint now) const = 0;
  virtual Result<std::optional<Policy>> policy(const std::string& name,
                                               int version = 0) const = 0;  // 0: newest
  virtual Result<std::vector<Policy>> policies() const = 0;                 // newest version of each
  virtual Result<std::vector<Token>> tokens() const = 0;
  virtual Result<std::optional<Token>> token_by_hash(const std::string& hash) const = 0;
  virtual Result<std::optional<Person>> person(const std::string& name) const = 0;
  virtual Result<std::vector<Person>> people() const = 0;
  virtual Result<std::optional<Session>> session_by_hash(const std::string& hash) const = 0;
  virtual Result<std::vector<Session>> sessions(const std::string& person) const = 0;  // newest first
  virtual Result<Settings> settings() const = 0;
  virtual Result<std::optional<PublishedNotice>> notice(const std::string& account) const = 0;
  virtual Result<std::vector<PublishedNotice>> held_notices() const = 0;
  virtual Result<std::vector<AuditEntry>> audit(const AuditQuery& query) const = 0;
  virtual Result<bool> has_payment(const PaymentSeen& payment) const = 0;
  virtual Result<std::int64_t> revision() const = 0;
  virtual Result<std::optional<HelpRequest>> help_request(const std::string& id) const = 0;
  virtual Result<std::vector<HelpRequest>> help_requests(const HelpQuery& query) const = 0;
  // The newest kMaxHelpEntries of a case that wait, or were answered or closed after `since`.
  virtual Result<std::vector<HelpRequest>> latest_help(const std::string& case_id, TimePoint since) const = 0;
  virtual Result<std::int64_t> count_help_waiting() const = 0;
  virtual Result<HelpTally> help_tally(const std::string& account, TimePoint since) const = 0;
  virtual Result<bool> was_held_for_help(const std::string& case_id) const = 0;
  virtual Result<std::optional<std::string>> help_file(const std::string& help) const = 0;  // its bytes
};

// Threads: any, at the same time.
class Store : public Reader {
 public:
  // Reads and writes in one transaction: `decide` computes the change from what it reads; no other change
  // comes between. An error of `decide` is returned and nothing is written. `decide` runs at most once, and
  // must not call the store but through the reader it is given. What was returned is on the disk.
  // Errors: those of `decide`; conflict (a policy version, payment or token hash that exists already);
  // unavailable; internal (rows that contradict each other, such as a case of an unknown account).
  // `key`: if it was used before with the same digest, `decide` is not called and the saved reply is
  // returned; with another digest it is ErrorCode::conflict.
  virtual Result<Committed> change(const std::optional<IdempotencyKey>& key,
                                   const std::function<Result<Change>(const Reader&)>& decide) = 0;
  // A consistent copy of everything, as one file (0600) that must not exist yet; changes go on meanwhile.
  // Errors: conflict (the file exists), unavailable.
  virtual Result<void> backup(const std::string& file) = 0;
};

}  // namespace gracegate::server

#endif
