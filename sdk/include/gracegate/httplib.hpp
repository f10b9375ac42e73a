// The adapter for products that serve with cpp-httplib: one line puts the gate in front of every route.
// Link gracegate::httplib: it brings <httplib.h> (0.11 or later) with the settings that the installed library
// was built with. With a cpp-httplib of your own, include it with your own settings; this header takes what
// you have.
#ifndef GRACEGATE_HTTPLIB_HPP
#define GRACEGATE_HTTPLIB_HPP

#include <httplib.h>

#include <functional>
#include <string>

#include "gracegate/gate.hpp"
#include "gracegate/help.hpp"

namespace gracegate {

struct ProtectOptions {
  HttpRules rules;
  // Who looks at the page; default: a member. Whoever it names no locale for is shown the language that their
  // browser asks for (preferred_locale()), and answers that depend on it say so in Vary.
  std::function<Viewer(const httplib::Request&)> viewer;
  // Put the banner's style and script on each HTML page of a named account, so that a banner appears in open
  // tabs without reload. false: on pages with a banner alone.
  bool live_pages = true;
  // Serve the form on which people ask for help, at /gracegate/help, and lead to it from the banner; a file
  // of up to 5 MiB can go with it, as far as set_payload_max_length() lets it in. false: the banner leads to
  // Viewer::help_page or the notice's help link.
  bool help_forms = true;
  // How many open tabs at a time hear of changes at once, over /gracegate/stream, instead of asking every
  // four seconds. Each takes one thread of the server while it is looked at: leave enough for all else
  // (httplib::Server::new_task_queue), and let no proxy hold the stream back. Those without a place ask. 0:
  // all ask.
  std::size_t most_streams = 0;
  BannerSlots slots;
  // Style sheet of your own for the pages of refused requests and of forms: /gracegate/theme.css.
  std::string page_theme;
  // cpp-httplib has one place for each of these: yours are called from ours. The gate decides before your
  // pre_routing runs; your post_routing sees every answer, refusals too, before the banner is put in.
  httplib::Server::HandlerWithResponse pre_routing;
  httplib::Server::Handler post_routing;
};

// Gates every request, puts the banner into HTML pages, and serves /gracegate/standing, help,
// stream, banner.css, banner.js and gracegate.js. `account_of` names the account of a request (session,
// host, path, API key); empty: nobody, nothing is gated. It is called once per request, before any handler
// and before the body is read; an exception out of it counts as nobody, one out of `viewer` as a member. The
// gate and what the callbacks use must outlive the server. Call it once, before listen();
// set_pre_routing_handler() and set_post_routing_handler() after it would undo it.
inline void protect(httplib::Server& server, const Gate& gate,
                    std::function<std::string(const httplib::Request&)> account_of,
                    ProtectOptions options = {});

}  // namespace gracegate

#include "gracegate/detail/httplib_protect.ipp"

#endif
