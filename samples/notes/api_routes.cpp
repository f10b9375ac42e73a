// The JSON API: GET, POST /api/notes; GET, PUT, DELETE /api/notes/{id}; GET /api/summaries. With
// "Authorization: Bearer notes_…"; sessions of browsers do not count here. GET /export takes either: to this
// address the gate sends programs and people whom it refuses.
#include <nlohmann/json.hpp>

#include "samples/notes/form.hpp"
#include "samples/notes/routes.hpp"

namespace notes {
namespace {

using httplib::Request;
using httplib::Response;
using nlohmann::json;

using ApiHandler = std::function<void(const Product&, const Request&, Response&, const Person&)>;

void reply(Response& res, int status, const json& body) {
  res.status = status;
  res.set_content(body.dump(-1, ' ', false, json::error_handler_t::replace), "application/json");
}

void refuse(Response& res, int status, const char* title) {
  res.status = status;
  res.set_content(json{{"title", title}, {"status", status}}.dump(), "application/problem+json");
}

void ask_for_key(Response& res) {
  res.set_header("WWW-Authenticate", "Bearer");
  refuse(res, 401, "send an API key: Authorization: Bearer notes_…");
}

json to_json(const Note& note) {
  return {{"id", note.id},
          {"title", note.title},
          {"text", note.text},
          {"author", note.author},
          {"changed", gracegate::format_rfc3339(note.changed)}};
}

json to_json(const std::vector<Note>& notes) {
  json all = json::array();
  for (const Note& note : notes) all.push_back(to_json(note));
  return all;
}

// nullopt: not {"title": "…", "text": "…"}.
std::optional<Draft> draft_from(const Request& req) {
  const json body = json::parse(req.body, nullptr, false);
  if (!body.is_object() || !body.contains("title") || !body["title"].is_string()) return std::nullopt;
  Draft draft{body["title"].get<std::string>(), ""};
  if (body.contains("text")) {
    if (!body["text"].is_string()) return std::nullopt;
    draft.text = body["text"].get<std::string>();
  }
  const bool fits =
      !draft.title.empty() && draft.title.size() <= kLongestTitle && draft.text.size() <= kLongestText;
  return fits ? std::optional<Draft>(draft) : std::nullopt;
}

constexpr const char* kDraftFault = "send {\"title\": \"…\", \"text\": \"…\"}";

std::int64_t note_id(const Request& req) { return std::stoll(req.matches[1].str()); }

void list(const Product& product, const Request& req, Response& res, const Person& person) {
  reply(res, 200, {{"notes", to_json(product.store.list(person.account, req.get_param_value("q")))}});
}

void add(const Product& product, const Request& req, Response& res, const Person& person) {
  const std::optional<Draft> draft = draft_from(req);
  if (!draft) return refuse(res, 422, kDraftFault);
  const Note note = product.store.add(person.account, person.name, *draft, product.gate.now());
  res.set_header("Location", "/api/notes/" + std::to_string(note.id));
  reply(res, 201, to_json(note));
}

void get(const Product& product, const Request& req, Response& res, const Person& person) {
  const std::optional<Note> note = product.store.find(person.account, note_id(req));
  if (!note) return refuse(res, 404, "no such note");
  reply(res, 200, to_json(*note));
}

void change(const Product& product, const Request& req, Response& res, const Person& person) {
  const std::optional<Draft> draft = draft_from(req);
  if (!draft) return refuse(res, 422, kDraftFault);
  const auto note = product.store.change(person.account, note_id(req), *draft, product.gate.now());
  if (!note) return refuse(res, 404, "no such note");
  reply(res, 200, to_json(*note));
}

void remove(const Product& product, const Request& req, Response& res, const Person& person) {
  if (!product.store.remove(person.account, note_id(req))) return refuse(res, 404, "no such note");
  res.status = 204;
}

void summaries(const Product& product, const Request&, Response& res, const Person& person) {
  json all = json::array();
  for (const Summary& one : product.store.summaries(person.account)) {
    all.push_back({{"from", gracegate::format_rfc3339(one.from)},
                   {"to", gracegate::format_rfc3339(one.to)},
                   {"notes", one.notes},
                   {"changed", one.changed}});
  }
  reply(res, 200, {{"summaries", all}});
}

httplib::Server::Handler with_key(const Product& product, ApiHandler handler) {
  return [&product, handler = std::move(handler)](const Request& req, Response& res) {
    const Person* person = person_of(product, req);
    if (!person) return ask_for_key(res);
    handler(product, req, res, *person);
  };
}

void send_export(const Product& product, const Request& req, Response& res) {
  const Person* person = person_of(product, req);
  if (!person) return req.has_header("Authorization") ? ask_for_key(res) : see_other(res, "/login");
  reply(res, 200, {{"account", person->account}, {"notes", to_json(product.store.list(person->account))}});
  res.set_header("Content-Disposition", "attachment; filename=\"notes.json\"");
  res.set_header("Cache-Control", "private, no-store");
}

}  // namespace

void add_api_routes(httplib::Server& server, const Product& product) {
  server.Get("/api/notes", with_key(product, list));
  server.Post("/api/notes", with_key(product, add));
  server.Get("/api/notes/([0-9]{1,18})", with_key(product, get));
  server.Put("/api/notes/([0-9]{1,18})", with_key(product, change));
  server.Delete("/api/notes/([0-9]{1,18})", with_key(product, remove));
  server.Get("/api/summaries", with_key(product, summaries));
  server.Get("/export", [&product](const Request& req, Response& res) { send_export(product, req, res); });
}

}  // namespace notes
