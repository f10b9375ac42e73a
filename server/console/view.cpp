#include "server/console/view.hpp"

#include "core/percent.hpp"
#include "server/api/reply.hpp"
#include "server/auth/token_secret.hpp"
#include "server/console/template.hpp"
#include "server/console/words.hpp"

namespace gracegate::server::console {
namespace {

// The tag of a page that has not changed: live pages ask with it.
http::Reply tagged(const http::Request& request, http::Reply reply) {
  const std::string tag = '"' + token_hash(reply.body) + '"';
  reply.headers.emplace_back("ETag", tag);
  if (request.method != "GET" || !api::has_tag(request, tag)) return reply;
  reply.status = 304;
  reply.content_type.clear();
  reply.body.clear();
  return reply;
}

}  // namespace

http::Reply page_reply(const http::Request& request, int status, std::string_view name, const Json& model) {
  http::Reply reply;
  reply.status = status;
  reply.content_type = "text/html; charset=utf-8";
  reply.headers.emplace_back("Cache-Control", "no-store");
  reply.body = page(name, model);
  if (status == 200) reply = tagged(request, std::move(reply));
  return reply;
}

http::Reply view(const Visit& visit, std::string_view name, Json model, int status) {
  model["me"] = {{"name", visit.who.person.name},
                 {"role", to_string(visit.who.person.role)},
                 {"may_support", visit.may(StaffRole::support)},
                 {"may_finance", visit.may(StaffRole::finance)},
                 {"may_admin", visit.may(StaffRole::admin)}};
  // The answer to a form is nobody's address: it is not looked at again.
  if (!model.contains("is_live")) model["is_live"] = visit.request.method == "GET";
  model["form_token"] = visit.who.form_token;
  model["told"] = done_words(visit.query("done"));
  return page_reply(visit.request, status, name, model);
}

http::Reply view(const Visit& visit, std::string_view name, Json model, const Said& fault) {
  if (fault.is_good()) return view(visit, name, std::move(model));
  model["complaint"] = fault.complaint();
  model["pointer"] = fault.pointer();
  return view(visit, name, std::move(model), fault.status);
}

http::Reply refusal(const Visit& visit, const Said& said) {
  return view(visit, "refusal",
              {{"title", said.status == 404 ? "Not found" : "Not possible"},
               {"complaint", said.complaint()},
               {"is_missing", said.status == 404}},
              said.status);
}

http::Reply go_to(const std::string& path, std::string_view done) {
  http::Reply reply;
  reply.status = 303;
  std::string to = "/console" + path;
  if (!done.empty()) to.append(path.find('?') == std::string::npos ? "?" : "&").append("done=").append(done);
  reply.headers.emplace_back("Location", to);
  reply.headers.emplace_back("Cache-Control", "no-store");
  return reply;
}

http::Reply file_reply(const http::Request& request, std::string_view type, std::string_view text) {
  return api::tagged_reply(request, type, '"' + token_hash(text) + '"',
                           std::make_shared<const std::string>(text));
}

}  // namespace gracegate::server::console
