// Prints banners as the script gets them and as the page has them, one JSON object a line.
#include <cstdio>
#include <nlohmann/json.hpp>

#include "tests/banner/example.hpp"

using namespace gracegate;

namespace {

void print(const Notice& notice, TimePoint now, const Viewer& viewer) {
  const auto banner = banner_at(notice, now, viewer);
  if (!banner) return;
  const nlohmann::json line{{"answer", banner_json(banner, now)}, {"html", banner_html(*banner)}};
  std::puts(line.dump().c_str());
}

}  // namespace

int main() {
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
  for (const std::string& locale : example::locales()) {
    for (const Role role : {Role::member, Role::billing}) {
      const Viewer viewer = example::viewer(role, locale);
      for (const TimePoint at : {example::opened(), example::deadline() - kMinute, example::deadline(),
                                 example::read_only(), example::shutdown()}) {
        print(notice, at, viewer);
        print(held, at, viewer);
        print(bare, at, viewer);
      }
    }
  }
}
