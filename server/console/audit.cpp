#include "server/console/case_view.hpp"
#include "server/console/pages.hpp"
#include "server/console/view.hpp"

namespace gracegate::server::console {
namespace {

constexpr std::size_t kMostExported = std::size_t{8} << 20;  // bytes of one file: the newest entries

http::Fields query_of(const Visit& visit, const std::string& before, const char* limit) {
  http::Fields query = {{"before", before}, {"limit", limit}};
  for (const char* name : {"account", "case", "actor"})
    if (!visit.query(name).empty()) query.emplace_back(name, visit.query(name));
  return query;
}

std::string filter_of(const Visit& visit) {
  std::string query = "?";
  for (const char* name : {"account", "case", "actor"})
    if (!visit.query(name).empty()) query += std::string(name) + "=" + segment(visit.query(name)) + "&";
  return query;
}

// RFC 4180. What a spreadsheet would take for a formula is made a text (OWASP, CSV injection).
std::string cell(std::string text) {
  if (text.find_first_of("=+-@\t\r") == 0) text.insert(0, "'");
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted.append(c == '"' ? "\"\"" : std::string(1, c));
  return quoted + '"';
}

std::string csv_line(const Json& entry) {
  std::string line = entry["id"].dump();
  for (const char* name : {"at", "actor", "action", "account", "case", "why"})
    line += ',' + cell(entry[name].get<std::string>());
  return line + ',' + cell(entry["detail"].dump()) + ',' + cell(entry["hash"].get<std::string>()) + "\r\n";
}

}  // namespace

http::Reply audit(const Visit& visit) {
  const std::string before = visit.query("before").empty() ? std::to_string(kNewest) : visit.query("before");
  const Said said = ask(visit, "/v1/audit", query_of(visit, before, "30"));
  if (!said.is_good()) return refusal(visit, said);
  Json list = Json::array();
  for (const Json& entry : said.body["entries"]) list.push_back(entry_view(visit, entry));
  const bool has_more = list.size() == 30;
  Json model = {{"title", "Audit log"},
                {"at_audit", true},
                {"log", list},
                {"account", visit.query("account")},
                {"case", visit.query("case")},
                {"actor", visit.query("actor")},
                {"filter", filter_of(visit)},
                {"next", has_more ? filter_of(visit) + "before=" + said.body["next"].dump() : ""}};
  if (visit.query("verify") == "true") {
    const Said check = ask(visit, "/v1/audit/verify");
    if (!check.is_good()) return refusal(visit, check);
    model["check"] = check.body;
    model["is_live"] = false;  // it reads the whole log
  }
  return view(visit, "audit", std::move(model));
}

http::Reply audit_csv(const Visit& visit) {
  std::string text = "id,at,actor,action,account,case,why,detail,hash\r\n";
  std::string before = std::to_string(kNewest);
  while (text.size() < kMostExported) {
    const Said said = ask(visit, "/v1/audit", query_of(visit, before, "200"));
    if (!said.is_good()) return refusal(visit, said);
    if (said.body["entries"].empty()) break;
    for (const Json& entry : said.body["entries"]) text += csv_line(entry);
    before = said.body["next"].dump();
  }
  http::Reply reply;
  reply.content_type = "text/csv; charset=utf-8";
  reply.headers = {{"Cache-Control", "no-store"},
                   {"Content-Disposition", "attachment; filename=\"gracegate-audit.csv\""}};
  reply.body = std::move(text);
  return reply;
}

}  // namespace gracegate::server::console
