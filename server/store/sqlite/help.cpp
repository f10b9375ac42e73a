#include <algorithm>

#include "server/store/sqlite/columns.hpp"
#include "server/store/sqlite/tables.hpp"

namespace gracegate::server::sqlite {

namespace {

constexpr std::size_t kMaxListed = 500;  // in one page

constexpr const char* kColumns =
    "id, account, case_id, topic, text, reach, person, is_billing, page, locale, date, file_name, file_type,"
    " file_size, received_at, answer_by, is_holding, answered_at, answered_by, answer, closed_at";
const std::string kSelect = select_from("help_requests", kColumns);
const std::string kUpsert = upsert_into("help_requests", kColumns);

constexpr const char* kWaiting = "answered_at IS NULL AND closed_at IS NULL";

std::optional<HelpFileFacts> file_of(Query& row) {
  const auto name = row.optional_text();
  const auto type = row.optional_text();
  const auto size = row.optional_integer();
  if (!name || !type || !size) return std::nullopt;
  return HelpFileFacts{*name, *type, *size};
}

std::optional<HelpAnswer> answer_of(Query& row) {
  const auto at = row.optional_time();
  const auto by = row.optional_text();
  const auto text = row.optional_text();
  if (!at || !by || !text) return std::nullopt;
  return HelpAnswer{*at, *by, *text};
}

HelpRequest help_of(Query& row) {
  HelpRequest help;
  help.id = row.text();
  help.account = row.text();
  help.case_id = row.text();
  help.topic = row.word(help_topic_from);
  help.text = row.text();
  help.reach = row.text();
  help.person = row.text();
  help.is_billing = row.boolean();
  help.page = row.text();
  help.locale = row.text();
  help.date = row.text();
  help.file = file_of(row);
  help.received_at = row.time();
  help.answer_by = row.time();
  help.is_holding = row.boolean();
  help.answer = answer_of(row);
  help.closed_at = row.optional_time();
  return help;
}

std::vector<HelpRequest> list_of(Query& row) {
  std::vector<HelpRequest> found;
  while (row.next()) found.push_back(help_of(row));
  return found;
}

std::string condition(HelpState state) {
  switch (state) {
    case HelpState::waiting:
      return kWaiting;
    case HelpState::answered:
      return "answered_at IS NOT NULL AND closed_at IS NULL";
    case HelpState::closed:
      return "closed_at IS NOT NULL";
  }
  return "";
}

template <class... Values>
std::size_t number(Connection& connection, const std::string& sql, const Values&... values) {
  Query row(connection.prepared(sql), values...);
  row.next();
  return static_cast<std::size_t>(row.integer());
}

}  // namespace

std::optional<HelpRequest> read_help_request(Connection& connection, const std::string& id) {
  Query row(connection.prepared(kSelect + " WHERE id = ?1"), id);
  if (!row.next()) return std::nullopt;
  return help_of(row);
}

std::vector<HelpRequest> read_help_requests(Connection& connection, const HelpQuery& query) {
  std::string sql = kSelect + " WHERE TRUE";
  if (query.account) sql += " AND account = ?1";
  if (query.case_id) sql += " AND case_id = ?2";
  if (query.state) sql += " AND " + condition(*query.state);
  if (!query.after.empty())
    sql += " AND (received_at, id) > (SELECT received_at, id FROM help_requests WHERE id = ?3)";
  Query row(connection.prepared(sql + " ORDER BY received_at, id LIMIT ?4"), query.account, query.case_id,
            query.after, std::clamp<std::size_t>(query.limit, 1, kMaxListed));
  return list_of(row);
}

std::vector<HelpRequest> read_latest_help(Connection& connection, const std::string& case_id,
                                          TimePoint since) {
  Query row(connection.prepared(kSelect + " WHERE case_id = ?1 AND (" + kWaiting +
                                " OR answered_at > ?2 OR closed_at > ?2)"
                                " ORDER BY received_at DESC, id DESC LIMIT ?3"),
            case_id, since, kMaxHelpEntries);
  std::vector<HelpRequest> found = list_of(row);
  std::reverse(found.begin(), found.end());
  return found;
}

HelpTally read_help_tally(Connection& connection, const std::string& account, TimePoint since) {
  const std::string count = "SELECT count(*) FROM help_requests WHERE account = ?1 AND ";
  const std::string sum = "SELECT coalesce(sum(size), 0) FROM help_files";
  HelpTally tally;
  tally.waiting = number(connection, count + kWaiting, account);
  tally.received = number(connection, count + "received_at > ?2", account, since);
  tally.account_bytes = number(connection, sum + " WHERE account = ?1", account);
  tally.all_bytes = number(connection, sum);
  return tally;
}

std::int64_t count_help_waiting(Connection& connection) {
  return static_cast<std::int64_t>(
      number(connection, std::string("SELECT count(*) FROM help_requests WHERE ") + kWaiting));
}

std::size_t read_help_waiting(Connection& connection, const std::string& case_id) {
  return number(connection,
                std::string("SELECT count(*) FROM help_requests WHERE case_id = ?1 AND ") + kWaiting,
                case_id);
}

bool was_held_for_help(Connection& connection, const std::string& case_id) {
  return number(connection, "SELECT count(*) FROM help_requests WHERE case_id = ?1 AND is_holding", case_id) >
         0;
}

std::optional<std::string> read_help_file(Connection& connection, const std::string& id) {
  Query row(connection.prepared("SELECT bytes FROM help_files WHERE help = ?1"), id);
  if (!row.next()) return std::nullopt;
  return row.bytes();
}

void write_help_request(Connection& connection, const HelpRequest& help) {
  const auto& file = help.file;
  const auto& answer = help.answer;
  run(connection, kUpsert, help.id, help.account, help.case_id, to_string(help.topic), help.text, help.reach,
      help.person, help.is_billing, help.page, help.locale, help.date,
      file ? std::optional(file->name) : std::nullopt, file ? std::optional(file->type) : std::nullopt,
      file ? std::optional(file->size) : std::nullopt, help.received_at, help.answer_by, help.is_holding,
      answer ? std::optional(answer->at) : std::nullopt, answer ? std::optional(answer->by) : std::nullopt,
      answer ? std::optional(answer->text) : std::nullopt, help.closed_at);
}

void write_help_file(Connection& connection, const HelpFile& file) {
  run(connection,
      "INSERT INTO help_files (help, account, size, bytes)"
      " SELECT id, account, file_size, ?2 FROM help_requests WHERE id = ?1",
      file.help, Bytes{file.bytes});
}

void forget_help_files(Connection& connection, TimePoint ended_before) {
  run(connection,
      "DELETE FROM help_files WHERE (SELECT coalesce(closed_at, answered_at) FROM help_requests"
      " WHERE id = help_files.help) < ?1",
      ended_before);
}

}  // namespace gracegate::server::sqlite
