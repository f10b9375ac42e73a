#include "server/console/case_view.hpp"
#include "server/console/dates.hpp"
#include "server/console/pages.hpp"
#include "server/console/view.hpp"

namespace gracegate::server::console {
namespace {

Json token_view(const Visit& visit, const Json& token) {
  return {{"id", token["id"]},
          {"kind", token["kind"]},
          {"name", token["name"]},
          {"role", token.value("role", "")},
          {"person", token.value("person", "")},
          {"account", token.value("account", "")},
          {"created", when(visit, token["created_at"])},
          {"expires", when(visit, token["expires_at"])},
          {"revoked", when(visit, token["revoked_at"])},
          {"valid", token["valid"]}};
}

http::Reply keys_page(const Visit& visit, const Said& fault, const Json& made) {
  const Said said = ask(visit, "/v1/tokens");
  if (!said.is_good()) return refusal(visit, said);
  Json valid = Json::array();
  Json ended = Json::array();
  for (const Json& token : said.body["tokens"])
    (token["valid"] == true ? valid : ended).push_back(token_view(visit, token));
  const Form& form = visit.form;
  const bool is_wrong = !fault.is_good();
  return view(visit, "keys",
              {{"title", "Keys and tokens"},
               {"at_keys", true},
               {"valid", valid},
               {"ended", ended},
               {"kinds", options("token", form.text("kind"))},
               {"roles", options("role", form.text("role"))},
               {"name", is_wrong ? form.text("name") : ""},
               {"account", is_wrong ? form.text("account") : ""},
               {"why", is_wrong ? form.text("why") : ""},
               {"made", made}},
              fault);
}

}  // namespace

http::Reply keys(const Visit& visit) { return keys_page(visit, {}, nullptr); }

http::Reply change_keys(const Visit& visit) {
  const Form& form = visit.form;
  if (form.text("step") == "revoke") {
    const Said gone =
        tell(visit, "DELETE", "/v1/tokens/" + segment(form.text("token")), {{"why", form.text("why")}});
    return gone.is_good() ? go_to("/keys", "revoked") : keys_page(visit, gone, nullptr);
  }
  const std::string kind = form.text("kind");
  Json body = {{"kind", kind}, {"name", form.text("name")}, {"why", form.text("why")}};
  if (kind == "person") body["role"] = form.text("role");
  if (kind == "account") body["account"] = form.text("account");
  const Said made = tell(visit, "POST", "/v1/tokens", body);
  return made.is_good() ? keys_page(visit, {}, made.body) : keys_page(visit, made, nullptr);
}

}  // namespace gracegate::server::console
