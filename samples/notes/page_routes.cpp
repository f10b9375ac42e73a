#include "samples/notes/form.hpp"
#include "samples/notes/pages.hpp"
#include "samples/notes/routes.hpp"

namespace notes {
namespace {

using gracegate::Operation;
using httplib::Request;
using httplib::Response;

// Pages offer what can be done: the gate is asked here too, though it refuses the writing itself.
bool is_writable(const Product& product, const Session& session) {
  return product.gate.allows(session.person->account, Operation::write);
}

std::int64_t note_id(const Request& req) { return std::stoll(req.matches[1].str()); }

Draft draft_from(const Request& req) { return {req.get_param_value("title"), req.get_param_value("text")}; }

std::string fault_of(const Draft& draft) {
  if (draft.title.empty()) return "Give the note a title.";
  if (draft.title.size() > kLongestTitle) return "The title is too long.";
  if (draft.text.size() > kLongestText) return "The text is too long.";
  return "";
}

void not_found(Response& res, const Session& session) {
  send_page(res, problem_page(session, "Not found", "There is no such note."), 404);
}

void show_list(const Product& product, const Request& req, Response& res, const Session& session) {
  const std::string query = req.get_param_value("q");
  const std::string& account = session.person->account;
  send_page(res, list_page(session, product.store.list(account, query), query, is_writable(product, session),
                           product.store.summaries(account)));
}

void show_note(const Product& product, const Request& req, Response& res, const Session& session) {
  const std::optional<Note> note = product.store.find(session.person->account, note_id(req));
  if (!note) return not_found(res, session);
  send_page(res, note_page(session, &*note, {note->title, note->text}, is_writable(product, session),
                           std::string()));
}

void add_note(const Product& product, const Request& req, Response& res, const Session& session) {
  const Draft draft = draft_from(req);
  if (const std::string fault = fault_of(draft); !fault.empty()) {
    return send_page(res, note_page(session, nullptr, draft, true, fault), 422);
  }
  const Note note =
      product.store.add(session.person->account, session.person->name, draft, product.gate.now());
  see_other(res, "/notes/" + std::to_string(note.id));
}

void change_note(const Product& product, const Request& req, Response& res, const Session& session) {
  const Draft draft = draft_from(req);
  const std::optional<Note> note = product.store.find(session.person->account, note_id(req));
  if (!note) return not_found(res, session);
  if (const std::string fault = fault_of(draft); !fault.empty()) {
    return send_page(res, note_page(session, &*note, draft, true, fault), 422);
  }
  if (!product.store.change(note->account, note->id, draft, product.gate.now()))
    return not_found(res, session);
  see_other(res, "/notes");
}

void delete_note(const Product& product, const Request& req, Response& res, const Session& session) {
  if (!product.store.remove(session.person->account, note_id(req))) return not_found(res, session);
  see_other(res, "/notes");
}

// What is open, for those who look after the contract; nullptr: nothing.
std::shared_ptr<const gracegate::Notice> open_matters(const Product& product, const Session& session) {
  if (session.person->role != gracegate::Role::billing) return nullptr;
  return product.gate.notice(session.person->account);
}

void show_billing(const Product& product, const Request&, Response& res, const Session& session) {
  Bill bill;
  if (const auto matters = open_matters(product, session)) {
    bill.open = matters->cases;
    bill.zone = matters->zone;
  }
  bill.is_confirmed =
      product.gate.standing(session.person->account).provenance == gracegate::Provenance::fresh;
  bill.payer = product.directory.billing_person(session.person->account);
  bill.payment = "notes-" + random_token();
  bill.said = product.sessions.take_word(session.id);
  send_page(res, billing_page(session, bill));
}

// Reports a payment for each case on which something is owed; says what came of it. The id comes from the
// form, so that a button pressed twice pays once.
std::string pay_all(const Product& product, const Session& session, const std::string& id) {
  std::string paid;
  const auto matters = open_matters(product, session);
  if (!matters) return paid;
  for (const gracegate::NoticeCase& one : matters->cases) {
    if (!one.owed) continue;
    const Payment payment{id + "-" + one.id, *one.owed};
    const gracegate::Result<void> reported = product.payments.report(session.person->account, payment);
    if (!reported) return paid + "Not paid: " + reported.error().message + ".";
    paid += "We have received " + gracegate::money_text(one.owed->amount, session.person->locale) +
            ". Thank you! ";
  }
  return paid;
}

void pay(const Product& product, const Request& req, Response& res, const Session& session) {
  const std::string id = req.get_param_value("payment");
  if (id.compare(0, 6, "notes-") == 0 && id.size() <= 64) {
    product.sessions.leave_word(session.id, pay_all(product, session, id));
  }
  see_other(res, "/billing");
}

void show_new_note(const Product& product, const Request&, Response& res, const Session& session) {
  send_page(res, note_page(session, nullptr, {}, is_writable(product, session), ""));
}

void show_support(const Product& product, const Request&, Response& res, const Session& session) {
  const auto notice = product.gate.notice(session.person->account);
  send_page(res, support_page(session, notice ? notice->contact : gracegate::Contact{}));
}

void show_missing(const Request& req, Response& res) {
  const bool is_page = res.status == 404 && res.body.empty() && req.path.compare(0, 5, "/api/") != 0;
  if (is_page) send_page(res, problem_page({}, "Not found", "There is no such page."), 404);
}

using Show = void (*)(const Product&, const Request&, Response&, const Session&);

PageHandler with(const Product& product, Show show) {
  return [&product, show](const Request& req, Response& res, const Session& session) {
    show(product, req, res, session);
  };
}

}  // namespace

void add_page_routes(httplib::Server& server, const Product& product) {
  const auto page = [&](Show show) { return signed_in(product, with(product, show)); };
  const auto form = [&](Show act) { return signed_in_form(product, with(product, act)); };

  server.set_error_handler(show_missing);
  server.Get("/", [](const Request&, Response& res) { see_other(res, "/notes"); });
  server.Get("/notes", page(show_list));
  server.Get("/notes/new", page(show_new_note));
  server.Get("/notes/([0-9]{1,18})", page(show_note));
  server.Post("/notes", form(add_note));
  server.Post("/notes/([0-9]{1,18})", form(change_note));
  server.Post("/notes/([0-9]{1,18})/delete", form(delete_note));
  server.Get("/billing", page(show_billing));
  server.Post("/billing/pay", form(pay));
  server.Get("/support", page(show_support));
  server.Get("/assets/notes.css", [](const Request&, Response& res) {
    res.set_header("Cache-Control", "public, max-age=300");
    res.set_content(std::string(style_sheet()), "text/css; charset=utf-8");
  });
}

}  // namespace notes
