#include "tests/server/store/samples.hpp"

#include <sstream>

#include "tests/support/catch.hpp"

namespace gracegate::test {

using namespace server;

namespace {

// Writes values with their lengths, so that no two lists of values give the same text.
class Text {
 public:
  Text& operator<<(std::string_view value) {
    out_ << value.size() << ':' << value << '\n';
    return *this;
  }
  Text& operator<<(const std::string& value) { return *this << std::string_view(value); }
  Text& operator<<(const char* value) { return *this << std::string_view(value); }
  Text& operator<<(std::int64_t value) { return *this << std::to_string(value); }
  Text& operator<<(int value) { return *this << std::to_string(value); }
  Text& operator<<(unsigned value) { return *this << std::to_string(value); }
  Text& operator<<(bool value) { return *this << (value ? "yes" : "no"); }
  Text& operator<<(TimePoint value) { return *this << std::int64_t{value.time_since_epoch().count()}; }
  Text& operator<<(Seconds value) { return *this << std::int64_t{value.count()}; }
  template <class T>
  Text& operator<<(const std::optional<T>& value) {
    return value ? *this << "some" << *value : *this << "none";
  }
  std::string str() const { return out_.str(); }

 private:
  std::ostringstream out_;
};

}  // namespace

Account full_account(const std::string& id) {
  Account account;
  account.id = id;
  account.name = "Acme \"Überseehandel\" & Söhne'; DROP TABLE cases; --";
  account.zone = "Europe/Berlin";
  account.locale = "de-AT";
  account.created_at = at(1'764'000'000);
  account.seq = (std::int64_t{1} << 53) - 1;
  account.contacts = {{AccountContact::Kind::technical, "Ada", "ada@example.com", "+43 1 234"},
                      {AccountContact::Kind::billing, "Bob", "bob@example.com", ""},
                      {AccountContact::Kind::sponsor, "", "", "+43 1 567"}};
  return account;
}

Policy full_policy(const std::string& name, int version) {
  Policy policy;
  policy.name = name;
  policy.version = version;
  policy.reminder_days = 7;
  policy.countdown_days = 21;
  policy.read_only_days = 5;
  policy.ends_in_shutdown = true;
  policy.needs_sighting = false;
  policy.snooze_days_before = 9;
  policy.help_hold_days = 4;
  policy.hours.days = {true, false, true, false, true, false, true};
  policy.hours.from_minute = 8 * 60 + 15;
  policy.hours.to_minute = 24 * 60;
  policy.hours.holidays = {{2026, 12, 25}, {2026, 1, 1}, {9999, 12, 31}};
  return policy;
}

Case bare_case(const std::string& id, const std::string& account) {
  Case one;
  one.id = id;
  one.account = account;
  one.policy = "standard";
  one.opened_at = at(1'764'000'000);
  one.schedule.deadline = at(1'765'209'600);
  one.schedule.limit_not_before = at(1'765'468'800);
  one.schedule.stages = {{Mode::countdown, at(1'764'000'000)}};
  return one;
}

Case full_case(const std::string& id, const std::string& account) {
  Case one = bare_case(id, account);
  one.reason = Reason::terms_violation;
  one.state = CaseState::waived;
  one.ended_at = at(253'402'300'799);
  one.data_until = at(253'402'300'798);
  one.schedule.stages = {{Mode::open, at(1'763'000'000)},
                         {Mode::countdown, at(1'764'000'000)},
                         {Mode::read_only, at(1'765'270'800)},
                         {Mode::shutdown, at(1'765'875'600)}};
  one.schedule.snooze_until = at(1'764'777'600);
  one.is_escalated = true;
  one.hold = CaseHold{{at(1'764'100'000), at(1'764'200'000), "in dispute"}, Seconds(1'109'600)};
  one.debt = Debt{{9'223'372'036'854'775'807, "JPY"}, 9'223'372'036'854'775'806, {}};
  one.debt->invoices = {{"INV-2", 1, true}, {"INV-1", std::nullopt, false}, {"INV-0", 0, false}};
  one.message = {{"en", "Please pay."}, {"de", "Bitte zahlen."}, {"ar", "يرجى الدفع"}};
  one.reference = "§ 7.2";
  one.version = 2'147'483'647;
  one.seen_at = at(1'764'000'060);
  return one;
}

HelpRequest bare_help(const std::string& id, const std::string& account, const std::string& case_id) {
  HelpRequest help;
  help.id = id;
  help.account = account;
  help.case_id = case_id;
  help.received_at = at(1'764'000'100);
  help.answer_by = at(1'764'090'000);
  return help;
}

HelpRequest full_help(const std::string& id, const std::string& account, const std::string& case_id) {
  HelpRequest help = bare_help(id, account, case_id);
  help.topic = HelpTopic::time;
  help.text = "We have paid.\n'; DROP TABLE help_requests; --";
  help.reach = "ada@example.com";
  help.person = "p_1";
  help.is_billing = true;
  help.page = "/orders?x=1";
  help.locale = "de-AT";
  help.date = "2026-11-30";
  help.file = HelpFileFacts{"receipt.pdf", "application/pdf", 4};
  help.is_holding = true;
  help.answer = HelpAnswer{at(1'764'000'200), "Bob", "Thank you.\nIt has arrived."};
  help.closed_at = at(1'764'000'300);
  return help;
}

Token full_token(const std::string& id) {
  Token token;
  token.id = id;
  token.kind = Token::Kind::account;
  token.name = "laptop of Ada";
  token.hash = "hash of " + id;
  token.role = StaffRole::finance;
  token.person = "ada";
  token.account = "acme";
  token.created_at = at(1'764'000'000);
  token.expires_at = at(1'765'000'000);
  token.revoked_at = at(1'764'500'000);
  return token;
}

Session full_session(const std::string& id) {
  Session session;
  session.id = id;
  session.person = "ada";
  session.hash = "hash of " + id;
  session.address = "192.0.2.7";
  session.agent = "Mozilla/5.0 (X11)";
  session.started_at = at(1'764'000'000);
  session.seen_at = at(1'764'000'060);
  session.ended_at = at(1'764'000'120);
  return session;
}

AuditEntry entry_of(const std::string& action, const std::string& account, const std::string& case_id) {
  AuditEntry entry;
  entry.at = at(1'764'000'000);
  entry.actor = "ada";
  entry.action = action;
  entry.account = account;
  entry.case_id = case_id;
  entry.why = "because";
  entry.detail = R"({"a":[1,"\u0000"]})";
  return entry;
}

PublishedNotice notice_of(const std::string& account, bool is_held) {
  return {account, "header.payload-" + account + ".signature", at(1'766'592'000), is_held, at(1'766'000'000),
          0};
}

std::string text_of(const Account& account) {
  Text text;
  text << account.id << account.name << account.zone << account.locale << account.created_at << account.seq;
  for (const AccountContact& contact : account.contacts)
    text << to_string(contact.kind) << contact.name << contact.email << contact.phone;
  return text.str();
}

std::string text_of(const Policy& policy) {
  Text text;
  text << policy.name << policy.version << policy.reminder_days << policy.countdown_days
       << policy.read_only_days << policy.ends_in_shutdown << policy.needs_sighting
       << policy.snooze_days_before << policy.help_hold_days;
  for (const bool day : policy.hours.days) text << day;
  text << policy.hours.from_minute << policy.hours.to_minute;
  for (const Date& date : policy.hours.holidays) text << date.year << date.month << date.day;
  return text.str();
}

std::string text_of(const Case& one) {
  Text text;
  text << one.id << one.account << to_string(one.reason) << to_string(one.state) << one.policy
       << one.policy_version << one.opened_at << one.ended_at << one.data_until << one.seen_at
       << one.schedule.deadline << one.schedule.limit_not_before << one.schedule.snooze_until;
  for (const Stage& stage : one.schedule.stages) text << to_string(stage.mode) << stage.from;
  text << "hold" << one.hold.has_value();
  if (one.hold)
    text << one.hold->hold.from << one.hold->hold.until << one.hold->hold.reason << one.hold->left;
  text << "debt" << one.debt.has_value();
  if (one.debt) text << one.debt->remaining.minor << one.debt->remaining.currency << one.debt->original_minor;
  if (one.debt)
    for (const Invoice& invoice : one.debt->invoices)
      text << invoice.number << invoice.minor << invoice.is_paid;
  for (const auto& [locale, message] : one.message) text << locale << message;
  text << one.reference << one.version << one.is_escalated;
  return text.str();
}

std::string text_of(const HelpRequest& help) {
  Text text;
  text << help.id << help.account << help.case_id << to_string(help.topic) << help.text << help.reach
       << help.person << help.is_billing << help.page << help.locale << help.date << "file"
       << help.file.has_value();
  if (help.file) text << help.file->name << help.file->type << help.file->size;
  text << help.received_at << help.answer_by << help.is_holding << "answer" << help.answer.has_value();
  if (help.answer) text << help.answer->at << help.answer->by << help.answer->text;
  text << help.closed_at;
  return text.str();
}

std::string text_of(const Token& token) {
  Text text;
  text << token.id << to_string(token.kind) << token.name << token.hash << to_string(token.role)
       << token.person << token.account << token.created_at << token.expires_at << token.revoked_at;
  return text.str();
}

std::string text_of(const Person& person) {
  return (Text() << person.name << person.password << to_string(person.role) << person.is_disabled
                 << person.zone)
      .str();
}

std::string text_of(const Session& session) {
  Text text;
  text << session.id << session.person << session.hash << session.address << session.agent
       << session.started_at << session.seen_at << session.ended_at;
  return text.str();
}

std::string text_of(const Settings& settings) {
  Text text;
  text << settings.issuer << settings.product << settings.epoch << settings.suspended.has_value();
  if (settings.suspended)
    text << settings.suspended->from << settings.suspended->until << settings.suspended->reason;
  return text.str();
}

std::string text_of(const PublishedNotice& notice) {
  Text text;
  text << notice.account << notice.jws << notice.expires_at << notice.is_held << notice.over_at
       << notice.revision;
  return text.str();
}

std::string text_of(const AuditEntry& entry) {
  Text text;
  text << entry.id << entry.at << entry.actor << entry.action << entry.account << entry.case_id << entry.why
       << entry.detail << entry.hash;
  return text.str();
}

Committed commit(Store& store, const Change& change) {
  auto committed = store.change(std::nullopt, [&](const Reader&) -> Result<Change> { return change; });
  if (!committed) FAIL(committed.error().message);
  return *std::move(committed);
}

void prepare(Store& store, const std::vector<std::string>& accounts) {
  Change change;
  change.policies = {full_policy("standard")};
  for (const std::string& id : accounts) change.accounts.push_back(full_account(id));
  commit(store, change);
}

}  // namespace gracegate::test
