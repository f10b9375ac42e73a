// The notice: the server's signed statement about one account, as a value. docs/formats/notice.md is the
// format.
#ifndef GRACEGATE_NOTICE_HPP
#define GRACEGATE_NOTICE_HPP

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gracegate/export.h"
#include "gracegate/keyset.hpp"
#include "gracegate/result.hpp"
#include "gracegate/time.hpp"

namespace gracegate {

// What the product may do, from mild to strict. The order is the meaning: a < b says that b is stricter.
enum class Mode : std::uint8_t { open, countdown, read_only, shutdown };
GRACEGATE_API std::string_view to_string(Mode mode);  // "read_only"
GRACEGATE_API std::optional<Mode> mode_from(std::string_view text);

enum class Reason : std::uint8_t {
  nonpayment,
  seat_overuse,
  edition_mismatch,
  contract_ended,
  terms_violation,
  released,  // the vendor lets the customer go
  other,
  unconfirmed,  // the gate's own word, in no notice: it holds none that is in force (Config::on_stale)
};
GRACEGATE_API std::string_view to_string(Reason reason);  // "seat_overuse"
// A reason that a case can have.
GRACEGATE_API std::optional<Reason> reason_from(std::string_view text);

// A stretch of a case's schedule: `mode` holds from `from` until the next stage. A reminder is a stage in
// mode open: the case exists, no banner is shown in public.
struct Stage {
  Mode mode = Mode::open;
  TimePoint from;
};

// A pause of a case. The stages after it are already shifted in the signed notice.
struct Hold {
  TimePoint from;
  TimePoint until;
  std::string reason;  // "dispute", "payment in transit", ...: text typed by support
};

// An amount in the currency's smallest unit (cents; yen): 3000000 USD is 30,000.00 US dollars.
struct Money {
  std::int64_t minor = 0;
  std::string currency;  // ISO 4217, "USD"
};

struct Owed {
  Money amount;
  std::vector<std::string> invoices;  // numbers as the customer knows them
};

// Text per locale ("en", "pt-BR").
using LocalizedText = std::map<std::string, std::string, std::less<>>;

// What somebody of the account asks help with.
enum class HelpTopic : std::uint8_t {
  stuck,     // the product
  question,  // the bill, or whatever the case is about
  time,      // they have paid, or need time
};
GRACEGATE_API std::string_view to_string(HelpTopic topic);  // "stuck"
GRACEGATE_API std::optional<HelpTopic> help_topic_from(std::string_view text);

struct HelpAnswer {
  TimePoint at;
  std::string by;    // who answered; may be empty
  std::string text;  // paragraphs
};

// That somebody asked for help, for themselves to see; what they wrote is not in the notice.
struct HelpEntry {
  std::string id;      // as of a case
  std::string person;  // Viewer::person of who asked; empty: not known
  HelpTopic topic = HelpTopic::question;
  TimePoint at;
  std::optional<TimePoint> answer_by;  // while it waits
  std::optional<HelpAnswer> answer;
};

struct NoticeCase {
  std::string id;  // 1 to 40 characters of A-Z a-z 0-9 _ -
  Reason reason = Reason::other;
  TimePoint deadline;         // promised to the customer; limits never start before it
  std::vector<Stage> stages;  // at least one; in time order, each stricter than the one before
  std::optional<Hold> hold;
  std::optional<Owed> owed;
  LocalizedText message;  // typed by support, for the billing role alone; empty: the built-in text
  std::string reference;  // clause of the contract; may be empty
  std::vector<HelpEntry> help;
  std::optional<TimePoint> snooze_until;  // who wants may see the banner as a thin line until then
};

// How a case came to its end.
enum class Ending : std::uint8_t {
  settled,
  waived,
  released,  // the vendor let the customer go
};
GRACEGATE_API std::string_view to_string(Ending ending);  // "settled"
GRACEGATE_API std::optional<Ending> ending_from(std::string_view text);

// A case that ended lately.
struct EndedCase {
  std::string id;
  Reason reason = Reason::other;
  Ending how = Ending::settled;
  TimePoint at;
  TimePoint until;  // something is said of it until then; where released, data can be taken out until then
};

struct Links {
  std::string pay, help, export_data, terms;  // https URLs (http for loopback); empty: none
};

// The real person who can help.
struct Contact {
  std::string name, email, phone;
};

// Enforcement is switched off on the whole server: gates are open, banners stay.
struct Suspension {
  TimePoint from;
  TimePoint until;
  std::string reason;
};

// Threads: a value; share a const one freely.
struct Notice {
  std::string issuer;    // `iss`: the server's public URL
  std::string audience;  // `aud`: the product
  std::string account;   // `sub`
  TimePoint issued_at;
  TimePoint expires_at;  // not to be relied on from this instant
  std::int64_t epoch = 0;
  std::int64_t seq = 0;  // (epoch, seq) only grows per account
  Zone zone;             // the account's
  std::vector<NoticeCase> cases;
  std::vector<EndedCase> ended;
  Links links;
  Contact contact;
  std::optional<Suspension> suspended;
  // Never signed, but said by the gate of one account (Gate::notice()): it has not heard from the server for
  // long, so that a newer notice has to be carried to it, and entered on this page (Config::notice_page).
  bool is_offline = false;
  std::string notice_page;  // empty: not known
};

// Whether there is nothing that a customer would be told: nobody needs to hold such a notice.
inline bool says_nothing(const Notice& notice) { return notice.cases.empty() && notice.ended.empty(); }

// Limits of the format; what is above one is refused with ErrorCode::too_large.
inline constexpr std::size_t kMaxNoticeBytes = 64 * 1024;
inline constexpr std::size_t kMaxCases = 32;
inline constexpr std::size_t kMaxStages = 8;
inline constexpr std::size_t kMaxHelpEntries = 8;  // of a case
inline constexpr std::size_t kMaxEndedCases = 8;
inline constexpr std::size_t kMaxAnswerBytes = 4000;
inline constexpr std::size_t kMaxPersonBytes = 128;
inline constexpr std::size_t kMaxAccountBytes = 128;

// Whether `id` can name an account: 1 to 128 bytes of UTF-8 without control characters.
GRACEGATE_API bool is_account_id(std::string_view id);

// What a reader expects of a notice before it believes it.
struct Expected {
  std::string issuer;  // empty: any
  std::string audience;
  std::string account;  // empty: any (feed)
};

// Verifies a notice (JWS compact serialisation) against `keys` and decodes it. Errors: malformed, too_large,
// untrusted (key, signature, type, issuer, audience or account), never outdated: that depends on the time and
// on what the reader holds, see accepts(). Pure.
GRACEGATE_API Result<Notice> verify_notice(std::string_view jws, const KeySet& keys,
                                           const Expected& expected);

// Decodes without verifying the signature, all other checks made: for bytes that were verified before, by
// their own signature or through the digest of a verified feed head. Same errors but for keys and signature.
GRACEGATE_API Result<Notice> decode_notice(std::string_view jws, const Expected& expected);

}  // namespace gracegate

#endif
