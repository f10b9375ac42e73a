// gracectl enforcement: the switch that opens all gates when something is wrong on our side.
#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "core/code_points.hpp"
#include "server/ctl/answers.hpp"
#include "server/ctl/case_actions.hpp"
#include "server/ctl/commands.hpp"
#include "server/ctl/input.hpp"

namespace gracegate::ctl {
namespace {

struct Suspending {
  std::string until, reason, why;
};

Result<void> report(const Session& session, const Result<Json>& state) {
  if (!state) return state.error();
  if (session.wants_json) return (print_json(session, *state), Result<void>());
  if (is_true_at(*state, "suspended"))
    session.out << one_line("suspended until " + text_at(*state, "until") + ": " + text_at(*state, "reason") +
                            "; all gates are open, banners stay")
                << "\n";
  else
    session.out << "in force: limits hold as the notices say\n";
  return {};
}

Result<void> suspend(const Session& session, const Suspending& input) {
  const auto until = instant("--until", input.until);
  if (!until) return until.error();
  if (until->empty()) return bad_input("--until: say when it ends by itself");
  const auto reason = sentence("--reason", input.reason, 200);
  if (!reason) return reason.error();
  const auto why = sentence("--why", input.why);
  if (!why) return why.error();
  return report(session,
                change(session, "PUT", "/v1/enforcement",
                       {{"suspended", true}, {"until", *until}, {"reason", *reason}, {"why", *why}}));
}

Result<void> resume(const Session& session, const std::string& why) {
  const auto reason = sentence("--why", why);
  if (!reason) return reason.error();
  return report(session, change(session, "PUT", "/v1/enforcement", {{"suspended", false}, {"why", *reason}}));
}

}  // namespace

void add_enforcement_commands(Commands& commands) {
  CLI::App& group = commands.add_group(commands.root(),
                                       {"enforcement", "The switch that opens all gates at once",
                                        "gracectl enforcement show\n"
                                        "gracectl enforcement resume --why \"payments are matched again\""});
  commands.add(group, {"show", "Whether limits are in force", "gracectl enforcement show"},
               [](const Session& session) { return report(session, get(session, "/v1/enforcement")); });
  auto input = std::make_shared<Suspending>();
  CLI::App& stop =
      commands.add(group,
                   {"suspend", "Open all gates until an instant within 90 days; banners stay (admin)",
                    "gracectl enforcement suspend --until 2026-12-08T09:00:00+01:00 \\\n"
                    "    --reason \"payments are not matched\" --why \"incident 17\""},
                   [input](const Session& session) { return suspend(session, *input); });
  stop.add_option("--until", input->until, "When limits hold again (RFC 3339)")->required()->type_name("T");
  stop.add_option("--reason", input->reason, "What is wrong, as the notices say it")
      ->required()
      ->type_name("TEXT");
  add_why(stop, input->why);
  auto why = std::make_shared<std::string>();
  CLI::App& go = commands.add(group,
                              {"resume", "Limits hold again at once (admin)",
                               "gracectl enforcement resume --why \"payments are matched again\""},
                              [why](const Session& session) { return resume(session, *why); });
  add_why(go, *why);
}

}  // namespace gracegate::ctl
