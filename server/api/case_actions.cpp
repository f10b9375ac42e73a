// What people do to a case, each by the same way: read the case and its account, apply the rule, write.
#include <nlohmann/json.hpp>

#include "server/api/account_id.hpp"
#include "server/api/case_policy.hpp"
#include "server/api/handlers.hpp"
#include "server/api/members.hpp"
#include "server/api/render.hpp"
#include "server/cases/actions.hpp"

namespace gracegate::server::api {
namespace {

constexpr std::size_t kMaxHoldReason = 200;

struct Until {
  std::optional<TimePoint> at;
  std::optional<std::int64_t> days;

  bool is_given() const { return at || days; }
  TimePoint from(TimePoint start) const { return at ? *at : start + days.value_or(0) * kDay; }
};

Until read_until_if_given(Members& in) {
  Until until{in.time("until"), in.integer("days", 1, kMostDays)};
  if (until.at && until.days) in.refuse("days", "and until exclude each other: give one");
  return until;
}

Until read_until(Members& in) {
  const Until until = read_until_if_given(in);
  if (!until.is_given()) in.refuse("until", "or days must say when it ends");
  return until;
}

// If-Match, so that nobody overwrites what somebody else did meanwhile.
Result<void> check_version(const Call& call, const Case& one) {
  const std::string* match = call.request.header("If-Match");
  if (match == nullptr || *match == "*" || *match == '"' + std::to_string(one.version) + '"') return {};
  return Error{ErrorCode::outdated, "look at the case again: it has changed since you read it", ""};
}

using Rule = std::function<Result<Case>(const Setting&, Case)>;

struct Wish {
  Rule rule;
  std::string why;
};

Result<Change> acted(const Call& call, const Reader& reader, const std::string& action,
                     const std::string& why, const Rule& rule) {
  const auto before = reader.find_case(call.ids.front());
  if (!before) return before.error();
  if (!*before) return Error{ErrorCode::not_found, "no case has this id; gracectl case list shows them", ""};
  if (const auto same = check_version(call, **before); !same) return same.error();
  const auto account = known_account(reader, (*before)->account);
  if (!account) return account.error();
  const auto policy = policy_of(reader, **before);
  if (!policy) return policy.error();
  const auto was = render(**before, call.now);
  auto after = rule({call.role(), call.now, account->zone, *policy}, **before);
  if (!after) return after.error();
  Change change;
  const auto is = render(*after, call.now);
  change.reply = {200, to_text(is)};
  change.audit.push_back(
      entry(call, {after->account, after->id}, "case." + action, why, to_text(changed_members(was, is))));
  change.cases.push_back(std::move(*after));
  if (const auto added = call.app.desk.add_notice(reader, *account, call.now, change); !added)
    return added.error();
  return change;
}

// `read` takes the members that the action has besides `why` and gives its rule.
Result<http::Reply> act(const Call& call, const std::string& action,
                        const std::function<Rule(Members&)>& read) {
  const auto wish = read_body(call.request, [&](Members& in) { return Wish{read(in), in.why()}; });
  if (!wish) return wish.error();
  return commit(
      call, [&](const Reader& reader) { return acted(call, reader, action, wish->why, wish->rule); },
      Trial::possible);
}

}  // namespace

Result<http::Reply> extend_case(const Call& call) {
  return act(call, "extend", [](Members& in) -> Rule {
    return [until = read_until(in)](const Setting& setting, Case one) {
      if (until.at) return extend(setting, std::move(one), *until.at);
      return extend_by(setting, std::move(one), static_cast<int>(until.days.value_or(0)));
    };
  });
}

Result<http::Reply> hold_case(const Call& call) {
  return act(call, "hold", [](Members& in) -> Rule {
    const std::string reason = in.text("reason", kMaxHoldReason);
    return [until = read_until(in), reason](const Setting& setting, Case one) {
      return hold(setting, std::move(one), until.from(setting.now), reason);
    };
  });
}

Result<http::Reply> resume_case(const Call& call) {
  return act(call, "resume", [](Members&) -> Rule { return resume; });
}
Result<http::Reply> settle_case(const Call& call) {
  return act(call, "settle", [](Members&) -> Rule { return settle; });
}
Result<http::Reply> waive_case(const Call& call) {
  return act(call, "waive", [](Members&) -> Rule { return waive; });
}
Result<http::Reply> release_case(const Call& call) {
  return act(call, "release", [](Members& in) -> Rule {
    return [until = read_until_if_given(in)](const Setting& setting, Case one) {
      if (!until.is_given()) return release(setting, std::move(one));
      return release_until(setting, std::move(one), until.from(setting.now));
    };
  });
}
Result<http::Reply> escalate_case(const Call& call) {
  return act(call, "escalate", [](Members&) -> Rule { return escalate; });
}
Result<http::Reply> reopen_case(const Call& call) {
  return act(call, "reopen", [](Members&) -> Rule { return reopen; });
}

}  // namespace gracegate::server::api
