// What products report of banners that were shown.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/api/handlers.hpp"
#include "server/api/members.hpp"
#include "server/api/render.hpp"
#include "server/api/reply.hpp"

namespace gracegate::server::api {
namespace {

constexpr std::size_t kMostSightings = 500;  // in one report
constexpr std::size_t kMaxCaseId = 40;

struct Sighting {
  std::string account, case_id;
};

std::vector<Sighting> read_sightings(Members& in) {
  std::vector<Sighting> sightings;
  const auto list = in.get("sightings");
  if (!list) {
    in.refuse("sightings", "is missing");
    return sightings;
  }
  const std::size_t size = list->array_size(kMostSightings);
  for (std::size_t i = 0; i < size; ++i) {
    const JsonReader item = list->item(i);
    Members one(item);
    sightings.push_back({one.text("account", kMaxAccountBytes), one.text("case", kMaxCaseId)});
    one.finish();
  }
  return sightings;
}

// An account key speaks for its own account alone.
bool may_report(const Token& caller, const std::string& account) {
  return caller.kind == Token::Kind::product || caller.account == account;
}

// The case, if this is the first that is known of it. What ended meanwhile, or is another account's, is no
// fault of the product's: its report came late.
Result<std::optional<Case>> first_seen(const Reader& reader, const Sighting& sighting) {
  auto found = reader.find_case(sighting.case_id);
  if (!found) return found.error();
  std::optional<Case>& one = *found;
  if (one && (one->account != sighting.account || one->state != CaseState::open || one->seen_at)) one.reset();
  return std::move(one);
}

bool has_case(const Change& change, const std::string& id) {
  return std::any_of(change.cases.begin(), change.cases.end(), [&](const Case& one) { return one.id == id; });
}

Result<Change> seen(const Call& call, const Reader& reader, const std::vector<Sighting>& sightings) {
  Change change;
  for (const Sighting& sighting : sightings) {
    auto one = first_seen(reader, sighting);
    if (!one) return one.error();
    if (!*one || has_case(change, (*one)->id)) continue;
    (*one)->seen_at = call.now;
    change.audit.push_back(
        entry(call, {(*one)->account, (*one)->id}, "case.seen", "the banner was shown to somebody"));
    change.cases.push_back(std::move(**one));
  }
  change.reply = {200, to_text({{"first", change.cases.size()}})};
  return change;
}

// Most reports tell nothing new: they are answered without a write.
Result<bool> has_news(const Call& call, const std::vector<Sighting>& sightings) {
  for (const Sighting& sighting : sightings) {
    const auto one = first_seen(call.app.store, sighting);
    if (!one) return one.error();
    if (*one) return true;
  }
  return false;
}

}  // namespace

Result<http::Reply> post_sightings(const Call& call) {
  const auto sightings = read_body(call.request, read_sightings);
  if (!sightings) return sightings.error();
  for (const Sighting& sighting : *sightings)
    if (!may_report(*call.caller, sighting.account))
      return Error{ErrorCode::forbidden, "an account key reports sightings of its own account alone", ""};
  const auto news = has_news(call, *sightings);
  if (!news) return news.error();
  if (!*news) return json_reply(200, to_text({{"first", 0}}));
  return commit(call, [&](const Reader& reader) { return seen(call, reader, *sightings); });
}

}  // namespace gracegate::server::api
