// All routes of the product.
#ifndef NOTES_ROUTES_HPP
#define NOTES_ROUTES_HPP

#include <httplib.h>

#include "gracegate/gate.hpp"
#include "samples/notes/directory.hpp"
#include "samples/notes/note_store.hpp"
#include "samples/notes/payments.hpp"
#include "samples/notes/sessions.hpp"

namespace notes {

// What the routes work with. Threads: as its parts.
struct Product {
  const Directory& directory;
  Sessions& sessions;
  NoteStore& store;
  const Payments& payments;
  const gracegate::Gate& gate;
};

// Who makes a request, by API key or by session, as its path takes them; nullptr: nobody we know.
const Person* person_of(const Product& product, const httplib::Request& req);

void add_sign_in_routes(httplib::Server& server, const Product& product);
void add_page_routes(httplib::Server& server, const Product& product);
void add_api_routes(httplib::Server& server, const Product& product);

// Puts the gate in front of all of them; call it last.
void protect_routes(httplib::Server& server, const Product& product);

// For those who are signed in; others are sent to sign in. A form has to carry the session's token.
using PageHandler = std::function<void(const httplib::Request&, httplib::Response&, const Session&)>;
httplib::Server::Handler signed_in(const Product& product, PageHandler handler);
httplib::Server::Handler signed_in_form(const Product& product, PageHandler handler);

void send_page(httplib::Response& res, const std::string& html, int status = 200);

}  // namespace notes

#endif
