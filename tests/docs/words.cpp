// The tables of docs/product/words.md: what is said for each reason, stage and role, by the SDK itself. With
// a file: whether the page has them as they are; with --write behind it: puts them there.
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>

#include "tests/banner/example.hpp"

using namespace gracegate;

namespace {

constexpr std::string_view kMark = "\n<!-- as the SDK says it -->\n";

constexpr Reason kReasons[] = {Reason::nonpayment,     Reason::seat_overuse,    Reason::edition_mismatch,
                               Reason::contract_ended, Reason::terms_violation, Reason::released,
                               Reason::other,          Reason::unconfirmed};

struct Moment {
  const char* name;
  TimePoint at;
  Mode mode;
};

void write_row(std::ostream& out, const char* stage, const char* role, const Banner& banner) {
  out << "| " << stage << " | " << role << " | **" << banner.title << "** " << banner.text << " |\n";
}

// One row for both roles where they are told the same.
void write_rows(std::ostream& out, const char* stage, const Notice& notice, TimePoint at) {
  const auto billing = banner_at(notice, at, example::viewer(Role::billing));
  const auto member = banner_at(notice, at, example::viewer(Role::member));
  if (!billing || !member) return;
  const bool is_same = billing->title == member->title && billing->text == member->text;
  write_row(out, stage, is_same ? "everybody" : "billing", *billing);
  if (!is_same) write_row(out, stage, "member", *member);
}

// One that a gate makes itself owes nothing and never shuts down.
Notice open(Reason reason) {
  Notice notice = example::notice(reason);
  if (reason != Reason::unconfirmed) return notice;
  notice.cases[0].stages.pop_back();
  notice.cases[0].owed.reset();
  notice.cases[0].reference.clear();
  return notice;
}

Notice held(Reason reason) {
  Notice notice = open(reason);
  notice.cases[0].hold = Hold{example::opened() + kHour, example::opened() + 3 * kDay, "dispute"};
  return notice;
}

std::string tables() {
  const Moment moments[] = {{"countdown", example::opened(), Mode::countdown},
                            {"deadline passed", example::deadline(), Mode::countdown},
                            {"read-only", example::read_only(), Mode::read_only},
                            {"shutdown", example::shutdown(), Mode::shutdown}};
  std::ostringstream out;
  for (const Reason reason : kReasons) {
    out << "\n### `" << to_string(reason) << "`\n\n| stage | to | headline and text |\n|---|---|---|\n";
    for (const Moment& moment : moments) {
      const bool is_reached = standing_at(open(reason), moment.at).mode >= moment.mode;
      if (is_reached) write_rows(out, moment.name, open(reason), moment.at);
    }
    if (reason == Reason::unconfirmed) continue;
    write_rows(out, "on hold", held(reason), example::opened() + 2 * kHour);
    write_rows(out, "settled", example::ended(Ending::settled, reason), example::opened());
  }
  out << "\n### Whatever the reason\n\n| end | to | headline and text |\n|---|---|---|\n";
  write_rows(out, "waived", example::ended(Ending::waived), example::opened());
  write_rows(out, "released", example::ended(Ending::released), example::opened());
  return out.str();
}

}  // namespace

int main(int count, char** words) {
  if (count < 2) {
    std::cerr << "usage: words FILE [--write]\n";
    return 2;
  }
  std::ifstream in(words[1]);
  const std::string page{std::istreambuf_iterator<char>(in), {}};
  const std::size_t at = page.find(kMark);
  if (at == std::string::npos) {
    std::cerr << words[1] << ": has no line " << kMark.substr(1);
    return 1;
  }
  const std::string wanted = page.substr(0, at + kMark.size()) + tables();
  if (count == 3 && std::string_view(words[2]) == "--write") {
    std::ofstream(words[1]) << wanted;
    return 0;
  }
  if (page == wanted) return 0;
  std::cerr << words[1] << ": is not what the SDK says; write it anew with: words " << words[1]
            << " --write\n";
  return 1;
}
