#include <nlohmann/json.hpp>

#include "server/api/account_id.hpp"
#include "server/api/case_policy.hpp"
#include "server/api/handlers.hpp"
#include "server/api/members.hpp"
#include "server/api/page.hpp"
#include "server/api/render.hpp"
#include "server/api/reply.hpp"
#include "server/cases/calendar.hpp"
#include "server/cases/contact.hpp"
#include "server/cases/words.hpp"

namespace gracegate::server::api {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxContacts = 20;

AccountContact read_contact(const JsonReader& place) {
  Members in(place);
  AccountContact contact;
  const auto kind = contact_kind_from(in.text("kind", kMaxName));
  if (kind)
    contact.kind = *kind;
  else
    in.refuse("kind", "must be " + choice_to(AccountContact::Kind::technical));
  contact.name = in.text("name", kMaxName);
  contact.email = in.optional_text("email", kMaxEmail);
  if (!contact.email.empty() && !is_email(contact.email)) in.refuse("email", kEmailRule);
  contact.phone = in.optional_text("phone", kMaxPhone);
  if (!contact.phone.empty() && !is_phone(contact.phone)) in.refuse("phone", kPhoneRule);
  in.finish();
  return contact;
}

std::vector<AccountContact> read_contacts(const JsonReader& list) {
  std::vector<AccountContact> contacts;
  const std::size_t size = list.array_size(kMaxContacts);
  for (std::size_t i = 0; i < size; ++i) contacts.push_back(read_contact(list.item(i)));
  return contacts;
}

// `account` with what the request says put into it; what it leaves out stays.
Account read_account(Members& in, Account account) {
  account.name = in.text("name", kMaxName);
  if (const std::string zone = in.optional_text("zone", 64); !zone.empty()) {
    if (!is_zone(zone)) in.refuse("zone", "must be an IANA time zone, for example Europe/Berlin");
    account.zone = zone;
  }
  if (const std::string locale = in.optional_text("locale", 64); !locale.empty()) {
    if (!is_locale(locale)) in.refuse("locale", "must be a language tag, for example en or pt-BR");
    account.locale = locale;
  }
  if (const auto contacts = in.get("contacts")) account.contacts = read_contacts(*contacts);
  return account;
}

Result<Json> with_cases(const Reader& reader, const Account& account, TimePoint now) {
  const auto cases = reader.open_cases(account.id);
  if (!cases) return cases.error();
  Json out = render(account);
  out["open_cases"] = Json::array();
  for (const Case& one : *cases) out["open_cases"].push_back(render(one, now));
  return out;
}

// The limits to come of the account's open cases go by its new zone.
Result<void> move_limits(const Call& call, const Reader& reader, const Account& account, Change& change) {
  const auto open = reader.open_cases(account.id);
  if (!open) return open.error();
  for (Case one : *open) {
    const auto policy = policy_of(reader, one);
    if (!policy) return policy.error();
    one.schedule = rezoned(*policy, account.zone, one.schedule, call.now);
    ++one.version;
    change.cases.push_back(std::move(one));
  }
  return {};
}

}  // namespace

Result<http::Reply> list_accounts(const Call& call) {
  Query query(call.request);
  AccountQuery wanted;
  wanted.text = query.text("q", kMaxName).value_or("");
  wanted.after = query.text("after", kMaxAccountBytes).value_or("");
  wanted.limit = static_cast<std::size_t>(query.integer("limit", 1, 500, 50));
  wanted.with_open_cases_only = query.flag("open");
  if (const auto fault = query.finish()) return *fault;
  const auto found = call.app.store.accounts(wanted);
  if (!found) return found.error();
  Result<void> fault;
  http::Reply reply =
      page_of("accounts", *found, found->size() == wanted.limit, [&](Page& page, const Account& account) {
        const auto item = with_cases(call.app.store, account, call.now);
        if (!item) fault = item.error();
        return item && page.add(*item);
      });
  if (!fault) return fault.error();
  return reply;
}

Result<http::Reply> get_account(const Call& call) {
  Query query(call.request);
  if (const auto fault = query.finish()) return *fault;
  const auto account = known_account(call.app.store, call.ids.front());
  if (!account) return account.error();
  const auto out = with_cases(call.app.store, *account, call.now);
  if (!out) return out.error();
  return json_reply(200, to_text(*out));
}

Result<http::Reply> put_account(const Call& call) {
  const std::string& id = call.ids.front();
  if (const auto valid = check_account_id(id); !valid) return valid.error();
  return commit(call, [&](const Reader& reader) -> Result<Change> {
    const auto before = reader.account(id);
    if (!before) return before.error();
    Account known;
    known.id = id;
    known.created_at = call.now;
    if (*before) known = **before;
    const auto account = read_body(call.request, [&](Members& in) { return read_account(in, known); });
    if (!account) return account.error();
    Change change;
    const Json after = render(*account);
    change.reply = {*before ? 200 : 201, to_text(after)};
    const Json detail = *before ? changed_members(render(known), after) : after;
    change.audit.push_back(
        entry(call, {id}, *before ? "account.change" : "account.add", "", to_text(detail)));
    if (*before && account->zone != known.zone)
      if (const auto moved = move_limits(call, reader, *account, change); !moved) return moved.error();
    if (const auto added = call.app.desk.add_notice(reader, *account, call.now, change); !added)
      return added.error();
    return change;
  });
}

}  // namespace gracegate::server::api
