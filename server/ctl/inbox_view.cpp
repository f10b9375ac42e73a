#include "server/ctl/inbox_view.hpp"

#include <nlohmann/json.hpp>

#include "core/code_points.hpp"
#include "server/ctl/answers.hpp"
#include "server/ctl/table.hpp"

namespace gracegate::ctl {
namespace {

using Pairs = std::vector<std::pair<std::string, Cell>>;

constexpr std::size_t kMostOfText = 60;  // code points of a line in the table

bool is_waiting(const Json& request) { return text_at(request, "state") == "waiting"; }

std::string beginning_of(const std::string& text) {
  std::string line = one_line(text);
  std::size_t end = 0;
  for (std::size_t seen = 0; end < line.size() && seen < kMostOfText; ++seen)
    end += code_point_at(line, end).size;
  return end == line.size() ? line : line.substr(0, end) + " ...";
}

Cell state_cell(const Json& request) {
  return {text_at(request, "state"), is_waiting(request) ? Ink::bold : Ink::plain};
}

std::string file_text(const Json& file) {
  return text_at(file, "name") + " (" + text_at(file, "type") + ", " +
         std::to_string(integer_at(file, "size")) + " bytes), as the sender names it";
}

// Under a heading, so that what a stranger typed is not taken for something that we say.
std::string quoted(const Screen& screen, const char* head, const std::string& text) {
  if (text.empty()) return "";
  std::string out = "\n" + painted(screen, Ink::faint, head) + "\n";
  const std::string lines = safe_lines(text);
  for (std::size_t from = 0; from < lines.size();) {
    const std::size_t end = lines.find('\n', from) + 1;
    out += (end - from > 1 ? "  " : "") + lines.substr(from, end - from);
    from = end;
  }
  return out;
}

void add(const Json& request, const char* name, const char* member_name, Pairs& pairs) {
  if (const std::string text = text_at(request, member_name); !text.empty()) pairs.push_back({name, text});
}

}  // namespace

std::string draw_inbox(const Screen& screen, const Json& requests) {
  Table table({"REQUEST", "ACCOUNT", "CASE", "TOPIC", "ROLE", "STATE", "ANSWER BY", "FILE", "TEXT"});
  for (const Json& one : requests)
    table.add({text_at(one, "id"), text_at(one, "account"), text_at(one, "case"), text_at(one, "topic"),
               text_at(one, "role"), state_cell(one), text_at(one, "answer_by"),
               member(one, "file").is_object() ? "yes" : "-", beginning_of(text_at(one, "text"))});
  return table.draw(screen);
}

std::string draw_help(const Screen& screen, const Json& request) {
  Pairs pairs = {{"request", Cell(text_at(request, "id"), Ink::bold)},
                 {"account", text_at(request, "account")},
                 {"case", text_at(request, "case")},
                 {"topic", text_at(request, "topic")},
                 {"state", state_cell(request)},
                 {"from", text_at(request, "role")}};
  add(request, "person", "person", pairs);
  add(request, "reach them at", "reach", pairs);
  add(request, "paid, or can pay", "date", pairs);
  add(request, "was on page", "page", pairs);
  add(request, "language", "locale", pairs);
  add(request, "received", "received_at", pairs);
  if (is_waiting(request)) add(request, "answer by", "answer_by", pairs);
  if (const Json& file = member(request, "file"); file.is_object())
    pairs.push_back({"file", file_text(file)});
  add(request, "closed", "closed_at", pairs);
  const Json& answer = member(request, "answer");
  add(answer, "answered", "at", pairs);
  add(answer, "answered by", "by", pairs);
  return draw_pairs(screen, pairs) + quoted(screen, "they write", text_at(request, "text")) +
         quoted(screen, "our answer", text_at(answer, "text"));
}

std::string help_line(const Json& request) {
  return one_line(text_at(request, "id") + " of " + text_at(request, "account") + ", about " +
                  text_at(request, "case") + ": " + text_at(request, "state")) +
         "\n";
}

}  // namespace gracegate::ctl
