#include <algorithm>

#include "server/store/sqlite/columns.hpp"
#include "server/store/sqlite/tables.hpp"

namespace gracegate::server::sqlite {

namespace {

constexpr std::size_t kMaxListed = 500;  // in one page

constexpr const char* kColumns =
    "id, account, reason, state, policy, policy_version, opened_at, ended_at, deadline, limit_not_before, "
    "is_escalated, hold_from, hold_until, hold_reason, hold_left, owed_minor, owed_currency, owed_original, "
    "reference, version, seen_at, snooze_until, data_until";
const std::string kSelect = select_from("cases", kColumns);
const std::string kUpsert = upsert_into("cases", kColumns);

std::optional<CaseHold> hold_of(Query& row) {
  const auto from = row.optional_time();
  const auto until = row.optional_time();
  const auto reason = row.optional_text();
  const auto left = row.optional_integer();
  if (!from || !until || !reason || !left) return std::nullopt;
  return CaseHold{{*from, *until, *reason}, Seconds(*left)};
}

std::optional<Debt> debt_of(Query& row) {
  const auto minor = row.optional_integer();
  const auto currency = row.optional_text();
  const auto original = row.optional_integer();
  if (!minor || !currency || !original) return std::nullopt;
  return Debt{{*minor, *currency}, *original, {}};
}

Case case_of(Query& row) {
  Case one;
  one.id = row.text();
  one.account = row.text();
  one.reason = row.word(reason_from);
  one.state = row.word(case_state_from);
  one.policy = row.text();
  one.policy_version = row.small();
  one.opened_at = row.time();
  one.ended_at = row.optional_time();
  one.schedule.deadline = row.time();
  one.schedule.limit_not_before = row.time();
  one.is_escalated = row.boolean();
  one.hold = hold_of(row);
  one.debt = debt_of(row);
  one.reference = row.text();
  one.version = row.small();
  one.seen_at = row.optional_time();
  one.schedule.snooze_until = row.optional_time();
  one.data_until = row.optional_time();
  return one;
}

void read_stages(Connection& connection, Case& one) {
  Query row(connection.prepared("SELECT mode, starts_at FROM stages WHERE case_id = ?1 ORDER BY position"),
            one.id);
  while (row.next()) one.schedule.stages.push_back({row.word(mode_from), row.time()});
}

void read_invoices(Connection& connection, Case& one) {
  if (!one.debt) return;
  Query row(
      connection.prepared("SELECT number, minor, is_paid FROM invoices WHERE case_id = ?1 ORDER BY position"),
      one.id);
  while (row.next()) one.debt->invoices.push_back({row.text(), row.optional_integer(), row.boolean()});
}

void read_messages(Connection& connection, Case& one) {
  Query row(connection.prepared("SELECT locale, text FROM messages WHERE case_id = ?1"), one.id);
  while (row.next()) {
    std::string locale = row.text();
    one.message.emplace(std::move(locale), row.text());
  }
}

std::vector<Case> cases_of(Connection& connection, Query& row) {
  std::vector<Case> found;
  while (row.next()) found.push_back(case_of(row));
  for (Case& one : found) {
    read_stages(connection, one);
    read_invoices(connection, one);
    read_messages(connection, one);
    one.help_waiting = read_help_waiting(connection, one.id);
  }
  return found;
}

template <class T, class Get>
auto if_there(const std::optional<T>& value, Get get) -> std::optional<decltype(get(*value))> {
  if (!value) return std::nullopt;
  return get(*value);
}

std::string wanting(Attention attention) {
  const std::string open = " AND state = 'open' AND ";
  switch (attention) {
    case Attention::due:
      return open +
             "((deadline > ?6 AND deadline <= ?7) OR EXISTS (SELECT 1 FROM stages WHERE case_id = cases.id "
             "AND "
             "starts_at > ?6 AND starts_at <= ?7))";
    case Attention::hold:
      return open + "hold_until > ?6 AND hold_until <= ?7";
    case Attention::limited:
      return open +
             "EXISTS (SELECT 1 FROM stages WHERE case_id = cases.id AND mode IN ('read_only', 'shutdown') "
             "AND "
             "starts_at <= ?6)";
    case Attention::unseen:
      return open + "seen_at IS NULL AND deadline <= ?7";
  }
  return "";
}

// A condition that is not asked for is left out: so that the index of the one that is can be used.
std::string where(const CaseQuery& query) {
  std::string sql = query.wanting ? " WHERE ?1 IS NOT NULL" : " WHERE id > ?1";
  if (query.account) sql += " AND account = ?2";
  if (query.state) sql += " AND state = ?3";
  if (query.reason) sql += " AND reason = ?4";
  if (query.unseen_with_deadline_before) sql += " AND seen_at IS NULL AND deadline < ?5";
  if (query.wanting) sql += wanting(query.wanting->attention);
  return sql;
}

Query asked(Connection& connection, const std::string& sql, const CaseQuery& query, std::size_t limit) {
  const auto until = [](const Wanting& one) {
    return one.at + (one.attention == Attention::unseen ? 7 * kDay : kSoon);
  };
  return Query(connection.prepared(sql), query.after, query.account,
               if_there(query.state, [](CaseState state) { return to_string(state); }),
               if_there(query.reason, [](Reason reason) { return to_string(reason); }),
               query.unseen_with_deadline_before,
               if_there(query.wanting, [](const Wanting& one) { return one.at; }),
               if_there(query.wanting, until), limit);
}

void write_row(Connection& connection, const Case& one) {
  const auto& hold = one.hold;
  const auto& debt = one.debt;
  run(connection, kUpsert, one.id, one.account, to_string(one.reason), to_string(one.state), one.policy,
      one.policy_version, one.opened_at, one.ended_at, one.schedule.deadline, one.schedule.limit_not_before,
      one.is_escalated, if_there(hold, [](const CaseHold& h) { return h.hold.from; }),
      if_there(hold, [](const CaseHold& h) { return h.hold.until; }),
      if_there(hold, [](const CaseHold& h) { return h.hold.reason; }),
      if_there(hold, [](const CaseHold& h) { return std::int64_t{h.left.count()}; }),
      if_there(debt, [](const Debt& d) { return d.remaining.minor; }),
      if_there(debt, [](const Debt& d) { return d.remaining.currency; }),
      if_there(debt, [](const Debt& d) { return d.original_minor; }), one.reference, one.version, one.seen_at,
      one.schedule.snooze_until, one.data_until);
}

void write_stages(Connection& connection, const Case& one) {
  run(connection, "DELETE FROM stages WHERE case_id = ?1", one.id);
  std::size_t position = 0;
  for (const Stage& stage : one.schedule.stages)
    run(connection, "INSERT INTO stages (case_id, position, mode, starts_at) VALUES (?1, ?2, ?3, ?4)", one.id,
        position++, to_string(stage.mode), stage.from);
}

void write_invoices(Connection& connection, const Case& one) {
  run(connection, "DELETE FROM invoices WHERE case_id = ?1", one.id);
  if (!one.debt) return;
  std::size_t position = 0;
  for (const Invoice& invoice : one.debt->invoices)
    run(connection,
        "INSERT INTO invoices (case_id, position, number, minor, is_paid) VALUES (?1, ?2, ?3, ?4, ?5)",
        one.id, position++, invoice.number, invoice.minor, invoice.is_paid);
}

void write_messages(Connection& connection, const Case& one) {
  run(connection, "DELETE FROM messages WHERE case_id = ?1", one.id);
  for (const auto& [locale, text] : one.message)
    run(connection, "INSERT INTO messages (case_id, locale, text) VALUES (?1, ?2, ?3)", one.id, locale, text);
}

}  // namespace

std::optional<Case> read_case(Connection& connection, const std::string& id) {
  Query row(connection.prepared(kSelect + " WHERE id = ?1"), id);
  auto found = cases_of(connection, row);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Case> read_cases(Connection& connection, const CaseQuery& query) {
  const std::string sql =
      kSelect + where(query) + " ORDER BY " + (query.wanting ? "deadline, id" : "id") + " LIMIT ?8";
  Query row = asked(connection, sql, query, std::clamp<std::size_t>(query.limit, 1, kMaxListed));
  return cases_of(connection, row);
}

std::int64_t count_cases(Connection& connection, const CaseQuery& query) {
  // LIMIT says nothing of the one row that there is.
  Query row = asked(connection, "SELECT count(*) FROM cases" + where(query) + " LIMIT ?8", query, 1);
  return row.next() ? row.integer() : 0;
}

std::vector<Case> read_open_cases(Connection& connection, const std::string& account) {
  Query row(connection.prepared(kSelect + " WHERE account = ?1 AND state = 'open' ORDER BY opened_at, id"),
            account);
  return cases_of(connection, row);
}

std::vector<Case> read_told_cases(Connection& connection, const std::string& account, TimePoint now) {
  Query row(connection.prepared(kSelect + " WHERE account = ?1 AND (state = 'open' OR ended_at > ?2"
                                          " OR data_until > ?3) ORDER BY opened_at, id"),
            account, now - kThanked, now);
  return cases_of(connection, row);
}

void write_case(Connection& connection, const Case& one) {
  write_row(connection, one);
  write_stages(connection, one);
  write_invoices(connection, one);
  write_messages(connection, one);
}

}  // namespace gracegate::server::sqlite
