// The JSON API: GET, POST /api/notes; GET, PUT, DELETE /api/notes/{id}; GET /api/summaries. With
// "Authorization: Bearer notes_…"; sessions of browsers do not count here.
#include <nlohmann/json.hpp>

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

json to_json(const Note& note) {
  return {{"id", note.id},
          {"title", note.title},
          {"text", note.text},
          {"author", note.author},
          {"changed", gracegate::format_rfc3339(note.changed)}};
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
  json notes = json::array();
  for (const Note& note : product.store.list(person.account, req.get_param_value("q"))) {
    notes.push_back(to_json(note));
  }
  reply(res, 200, {{"notes", notes}});
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
    const Person* person = req.has_header("Authorization") ? person_of(product, req) : nullptr;
    if (!person) {
      res.set_header("WWW-Authenticate", "Bearer");
      return refuse(res, 401, "send an API key: Authorization: Bearer notes_…");
    }
    handler(product, req, res, *person);
  };
}

}  // namespace

void add_api_routes(httplib::Server& server, const Product& product) {
  server.Get("/api/notes", with_key(product, list));
  server.Post("/api/notes", with_key(product, add));
  server.Get("/api/notes/([0-9]{1,18})", with_key(product, get));
  server.Put("/api/notes/([0-9]{1,18})", with_key(product, change));
  server.Delete("/api/notes/([0-9]{1,18})", with_key(product, remove));
  server.Get("/api/summaries", with_key(product, summaries));
}

}  // namespace notes
