#include "server/console/case_view.hpp"
#include "server/console/pages.hpp"
#include "server/console/view.hpp"

namespace gracegate::server::console {
namespace {

constexpr int kContactRows = 3;  // more can be kept: as many rows as there are, and some that are empty

Json contact_row(const Json& contact, std::size_t number) {
  const std::string kind = contact.value("kind", "billing");
  return {{"number", number},
          {"shown_number", number + 1},
          {"kinds", options("contact", kind)},
          {"name", contact.value("name", "")},
          {"email", contact.value("email", "")},
          {"phone", contact.value("phone", "")}};
}

Json rows_of(const Json& contacts) {
  Json rows = Json::array();
  for (const Json& contact : contacts) rows.push_back(contact_row(contact, rows.size()));
  for (int i = 0; i < kContactRows && rows.size() < 20; ++i)
    rows.push_back(contact_row(Json::object(), rows.size()));
  return rows;
}

// The contacts that were typed: a row without any word is none.
Json typed_contacts(const Form& form) {
  Json list = Json::array();
  for (int i = 0; i < 20; ++i) {
    const std::string row = std::to_string(i);
    const std::string name = form.text("name" + row);
    const std::string email = form.text("email" + row);
    const std::string phone = form.text("phone" + row);
    if (name.empty() && email.empty() && phone.empty()) continue;
    list.push_back({{"kind", form.text("kind" + row)}, {"name", name}, {"email", email}, {"phone", phone}});
  }
  return list;
}

http::Reply form_page(const Visit& visit, bool is_new, const Json& account, const Said& said) {
  return view(visit, "account_form",
              {{"title", is_new ? "Add an account" : "Change the account"},
               {"at_accounts", true},
               {"is_new", is_new},
               {"id", account["id"]},
               {"path", segment(account["id"].get<std::string>())},
               {"name", account["name"]},
               {"zone", account["zone"]},
               {"languages", languages(account["locale"].get<std::string>())},
               {"contacts", rows_of(account["contacts"])}},
              said);
}

}  // namespace

http::Reply new_account(const Visit& visit) {
  return form_page(visit, true,
                   {{"id", ""}, {"name", ""}, {"zone", "UTC"}, {"locale", "en"}, {"contacts", Json::array()}},
                   {});
}

http::Reply edit_account(const Visit& visit) {
  const Said said = account_of(visit, visit.ids.front());
  return said.is_good() ? form_page(visit, false, said.body, said) : refusal(visit, said);
}

http::Reply save_account(const Visit& visit) {
  const bool is_new = visit.ids.empty();
  const std::string id = is_new ? visit.form.text("id") : visit.ids.front();
  const Json body = {{"name", visit.form.text("name")},
                     {"zone", visit.form.text("zone")},
                     {"locale", visit.form.text("locale")},
                     {"contacts", typed_contacts(visit.form)}};
  Json typed = body;
  typed["id"] = id;
  if (id.empty())
    return form_page(visit, true, typed, {422, {{"detail", "give the account's id"}, {"pointer", "/id"}}});
  // To add is not to replace, though the API puts both.
  if (is_new && account_of(visit, id).status != 404)
    return form_page(visit, true, typed,
                     {409, {{"detail", "there is an account with this id already"}, {"pointer", "/id"}}});
  const Said said = tell(visit, "PUT", "/v1/accounts/" + segment(id), body);
  if (!said.is_good()) return form_page(visit, is_new, typed, said);
  return go_to("/accounts/" + segment(id), "account");
}

}  // namespace gracegate::server::console
