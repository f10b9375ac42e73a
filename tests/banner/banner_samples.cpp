// Prints banners as the script gets them and as the page has them, one JSON object a line.
#include <cstdio>
#include <nlohmann/json.hpp>

#include "tests/banner/example.hpp"

using namespace gracegate;

namespace {

void print(const Notice& notice, TimePoint now, const Viewer& viewer) {
  const auto banner = banner_at(notice, now, viewer);
  if (!banner) return;
  const nlohmann::json line{
      {"answer", banner_json(banner, now)}, {"html", banner_html(*banner)}, {"thin", banner->is_snoozed}};
  std::puts(line.dump().c_str());
}

}  // namespace

int main(int count, char** words) {
  if (count == 2) {  // a file as pages get it
    const std::string_view name = words[1];
    const auto text = name == "banner.js"    ? banner_js()
                      : name == "banner.css" ? banner_css()
                                             : banner_module_js();
    std::fwrite(text.data(), 1, text.size(), stdout);
    return 0;
  }
  Notice notice = example::notice();
  notice.cases[0].message["he"] = "\"We\" <noticed> & 'care' \xE2\x80\xAE";
  notice.contact = {"a & b, +1", "a", "+1"};
  Notice held = example::notice(Reason::seat_overuse);
  held.cases[0].hold = Hold{example::deadline() - kHour, example::deadline() + 3 * kDay, "dispute"};
  held.cases.push_back(held.cases[0]);
  held.cases.back().id = "c_2";
  Notice bare = example::notice(Reason::other);
  bare.links = {};
  bare.contact = {};
  Notice talking = example::conversing();
  talking.cases[0].snooze_until = example::deadline();
  talking.cases[0].help[0].answer->text += "\n<hostile> & 'so on'";
  Notice offline = example::notice();
  offline.is_offline = true;
  offline.notice_page = "/settings/notice";
  for (const std::string& locale : example::locales()) {
    for (const Role role : {Role::member, Role::billing}) {
      Viewer viewer = example::viewer(role, locale);
      for (const Ending how : {Ending::settled, Ending::waived, Ending::released})
        print(example::ended(how), example::opened(), viewer);
      viewer.person = "p-17";
      print(talking, example::opened() + 3 * kHour, viewer);
      viewer.snoozed_case = talking.cases[0].id;
      print(talking, example::opened() + 3 * kHour, viewer);
      for (const TimePoint at : {example::opened(), example::deadline() - kMinute, example::deadline(),
                                 example::read_only(), example::shutdown()}) {
        print(notice, at, viewer);
        print(held, at, viewer);
        print(bare, at, viewer);
        print(offline, at, viewer);
      }
    }
  }
}
