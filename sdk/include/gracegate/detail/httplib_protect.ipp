// The adapter's two halves, before and after the product's handler. Internal; included by
// gracegate/httplib.hpp.
//
// cpp-httplib compresses and cuts ranges between the handler and the post-routing handler, and its
// pre-routing handler runs before the body is read. Hence: what decides is done before; what is sent is put
// in place after.
#ifndef GRACEGATE_DETAIL_HTTPLIB_PROTECT_IPP
#define GRACEGATE_DETAIL_HTTPLIB_PROTECT_IPP

#include "gracegate/detail/httplib_message.ipp"
// Order matters: these build on the one before.
#include "gracegate/detail/httplib_etag.ipp"
#include "gracegate/detail/httplib_exchange.ipp"
#include "gracegate/detail/httplib_form.ipp"
#include "gracegate/detail/httplib_help.ipp"
#include "gracegate/detail/httplib_page.ipp"
#include "gracegate/detail/httplib_stream.ipp"

namespace gracegate::detail {

// Newer releases read what is left of a refused request's body by themselves.
template <class Request, class = void>
struct DrainsBody : std::false_type {};
template <class Request>
struct DrainsBody<Request, std::void_t<decltype(std::declval<Request&>().body_consumed_)>> : std::true_type {
};

inline bool has_body(const httplib::Request& req) {
  return req.has_header("Transfer-Encoding") ||
         (req.has_header("Content-Length") && req.get_header_value("Content-Length") != "0");
}

class Protection {
 public:
  Protection(const Gate& gate, std::function<std::string(const httplib::Request&)> account_of,
             ProtectOptions options)
      : gate_(gate), account_of_(std::move(account_of)), options_(std::move(options)), desk_(gate) {
    *places_ = options_.most_streams;
  }

  httplib::Server::HandlerResponse before(const httplib::Request& req, httplib::Response& res) const {
    // The request that cpp-httplib hands out as const is its own plain object, on this thread's stack.
    auto& own = const_cast<httplib::Request&>(req);
    try {
      Exchange& exchange = exchange_of_this_thread();
      exchange = Exchange{};
      exchange.request = &req;
      if (decide(own, exchange)) return answer_later(own, res, exchange);
    } catch (...) {
      exchange_of_this_thread() = Exchange{};  // fail open
    }
    return options_.pre_routing ? options_.pre_routing(req, res)
                                : httplib::Server::HandlerResponse::Unhandled;
  }

  // A form with a request for help. Its body is read to the end, whoever sent it, and as it is: by its type
  // cpp-httplib would take it apart.
  void take_help(const httplib::Request& req, httplib::Response& res,
                 const httplib::ContentReader& content) const {
    const std::string type = req.get_header_value("Content-Type");
    erase_header(const_cast<httplib::Request&>(req).headers, "Content-Type");
    BoundedBody body(HelpDesk::kMostBytes);
    const bool is_read = content([&](const char* data, std::size_t size) { return body.take(data, size); });
    if (!is_read && res.status != kTooLarge) return;  // cut off, or not HTTP: cpp-httplib says so
    Exchange& exchange = exchange_of_this_thread();
    const bool is_ours = exchange.request == &req && exchange.is_named();
    res.status = is_ours ? 200 : 403;  // nobody's: their session has ended
    if (!is_ours) return;
    if (!is_read) body.refuse();
    exchange.answer = desk_.take(req, type, body, exchange);
    res.status = exchange.answer->status;
  }

  // Tags of the standing, from now on. 204, by which browsers know that there is nothing to wait for:
  // nobody's, or no place is left.
  void stream(const httplib::Request& req, httplib::Response& res) const {
    const Exchange& exchange = exchange_of_this_thread();
    const bool is_ours = exchange.request == &req && exchange.is_named();
    std::shared_ptr<void> place = is_ours ? take_place(places_) : nullptr;
    res.status = place ? 200 : 204;
    if (!place) return;
    replace_header(res, "Cache-Control", "no-store");
    replace_header(res, "X-Accel-Buffering", "no");  // nginx would keep it until it ends
    const auto tag = [this, account = exchange.account, viewer = exchange.viewer] {
      return tag_of(account, gate_.banner(account, viewer));
    };
    res.set_chunked_content_provider("text/event-stream", stream_of(tag, std::move(place)));
  }

  void after(const httplib::Request& req, httplib::Response& res) const {
    Exchange exchange;
    if (exchange_of_this_thread().request == &req) std::swap(exchange, exchange_of_this_thread());
    if (!exchange.method.empty()) const_cast<httplib::Request&>(req).method = exchange.method;
    if (exchange.answer) put(*exchange.answer, res);
    if (options_.post_routing) options_.post_routing(req, res);
    if (exchange.request == nullptr) return;
    try {
      finish(req, res, exchange);
    } catch (...) {
      // The product's answer goes out as it is.
    }
  }

 private:
  // A method that cpp-httplib reads a body for, and that no handler can be registered for.
  static constexpr const char* kDrained = "PRI";
  static constexpr int kTooLarge = 413;  // than set_payload_max_length() lets in

  // Fills `exchange`; true: it holds an answer.
  bool decide(httplib::Request& req, Exchange& exchange) const {
    if (account_of_) exchange.account = account_of_(req);
    const std::string& account = exchange.account;
    const bool is_help = is_help_page(req, exchange);
    const bool is_stream = options_.most_streams > 0 && req.method == "GET" && req.path == kStreamPath;
    const bool is_ours = is_help || is_stream || is_own_resource(req);
    const Decision decision = is_ours
                                  ? Decision{true, false, Operation::essential, gate_.standing(account)}
                                  : gate_.decide(account, classify(options_.rules, req.method, req.target));
    if (exchange.is_named()) exchange.notice = gate_.notice(account);
    if (exchange.notice || is_help || is_stream) learn_notice(req, decision, exchange);
    if (is_help) return show_help(req, exchange);
    if (is_stream) return false;  // stream() is called
    if (is_ours) exchange.answer = own_resource(req, exchange);
    if (!is_ours && !decision.allowed && exchange.notice) exchange.answer = refusal(req, decision, exchange);
    if (exchange.answer && req.method != "HEAD") note_sighting(*exchange.answer, exchange);
    if (exchange.is_named() && !exchange.answer) make_page_readable(req, exchange);
    return exchange.answer.has_value();
  }

  // Those whom nobody names are the product's: it may send them to sign in.
  bool is_help_page(const httplib::Request& req, const Exchange& exchange) const {
    const bool is_taken = req.method == "GET" || req.method == "HEAD" || req.method == "POST";
    return options_.help_forms && exchange.is_named() && is_taken && req.path == kHelpPath;
  }

  // False: the form was sent, and take_help() is called with it.
  bool show_help(const httplib::Request& req, Exchange& exchange) const {
    if (req.method != "POST") exchange.answer = desk_.show(req, exchange);
    return exchange.answer.has_value();
  }

  // The script shows what it is told here; the page of a refused request says the same.
  void note_sighting(const Answer& answer, const Exchange& exchange) const {
    const bool is_shown = answer.type == "application/json" || answer.type == "text/html; charset=utf-8";
    if (is_shown) note_sighting(exchange);
  }
  void note_sighting(const Exchange& exchange) const {
    const bool is_open = exchange.banner && !exchange.banner->ended;
    if (is_open) gate_.sighted(exchange.account, exchange.banner->case_id);
  }

  void learn_notice(const httplib::Request& req, const Decision& decision, Exchange& exchange) const {
    exchange.viewer = viewer_of(req);
    if (exchange.viewer.locale.empty()) {
      exchange.viewer.locale = preferred_locale(req.get_header_value("Accept-Language"));
      exchange.by_browser = true;
    }
    if (exchange.viewer.snoozed_case.empty()) exchange.viewer.snoozed_case = snoozed_case(req);
    if (options_.help_forms && exchange.viewer.help_page.empty()) exchange.viewer.help_page = kHelpPath;
    exchange.standing = decision.standing;
    exchange.banner = gate_.banner(exchange.account, exchange.viewer);
  }

  // As banner.js writes it.
  static std::string snoozed_case(const httplib::Request& req) {
    const std::string cookies = "; " + req.get_header_value("Cookie");
    const std::string name = "; gracegate_snooze=";
    const std::size_t at = cookies.find(name);
    if (at == std::string::npos) return {};
    const std::size_t from = at + name.size();
    return cookies.substr(from, cookies.find(';', from) - from);
  }

  // Who cannot be told is shown the least.
  Viewer viewer_of(const httplib::Request& req) const {
    try {
      if (options_.viewer) return options_.viewer(req);
    } catch (...) {
    }
    return {};
  }

  struct Asset {
    const char* path;
    const char* type;
    std::string_view text;
  };
  // nullopt: it is none.
  std::optional<Asset> asset_at(const std::string& path) const {
    const char* const css = "text/css; charset=utf-8";
    const char* const script = "text/javascript; charset=utf-8";
    const Asset assets[] = {{"/gracegate/banner.css", css, banner_css()},
                            {"/gracegate/page.css", css, page_css()},
                            {"/gracegate/theme.css", css, options_.page_theme},
                            {"/gracegate/banner.js", script, banner_js()},
                            {"/gracegate/gracegate.js", script, banner_module_js()},
                            {"/gracegate/stream.js", script, banner_stream_js()}};
    for (const Asset& asset : assets) {
      if (path == asset.path) return asset;
    }
    return std::nullopt;
  }

  // These and no others: the rest of /gracegate is the product's, under its rules.
  bool is_own_resource(const httplib::Request& req) const {
    if (req.method != "GET" && req.method != "HEAD") return false;
    return req.path == "/gracegate/standing" || asset_at(req.path).has_value();
  }

  // Of all that the standing says but the time of day, which would change it every second.
  static std::string tag_of(const std::string& account, const std::optional<Banner>& banner) {
    return '"' + fingerprint(banner_json(banner, TimePoint{}, account)) + '"';
  }

  Answer own_resource(const httplib::Request& req, const Exchange& exchange) const {
    Answer answer;
    if (const auto asset = asset_at(req.path)) {
      answer = {200,
                asset->type,
                std::string(asset->text),
                "public, max-age=300",
                "",
                '"' + fingerprint(asset->text) + '"'};
    } else {
      answer = {200,
                "application/json",
                banner_json(exchange.banner, gate_.now(), exchange.account),
                "private, no-cache",
                exchange.by_browser ? "Cookie, Accept-Language" : "Cookie",
                tag_of(exchange.account, exchange.banner)};
      if (options_.most_streams > 0 && exchange.is_named()) answer.stream = kStreamPath;
    }
    for (const std::string& tag : list_elements(req.get_header_value("If-None-Match"))) {
      if (tag == answer.etag || tag == "*" || tag == "W/" + answer.etag) answer.status = 304;
    }
    return answer;
  }

  Answer refusal(const httplib::Request& req, const Decision& decision, const Exchange& exchange) const {
    const bool is_browser = prefers_html(req.get_header_value("Accept"));
    Answer answer;
    answer.status = denied_status(decision.standing.reason);
    answer.type = is_browser ? "text/html; charset=utf-8" : "application/problem+json";
    answer.body =
        (is_browser ? denied_page : denied_problem)(*exchange.notice, decision, gate_.now(), exchange.viewer);
    answer.cache_control = "no-store";
    return answer;
  }

  // The answer itself is put in place afterwards: in between comes the product's error handler. Where nobody
  // else would read the request's body it is read first, or it would be taken for the connection's next
  // request.
  static httplib::Server::HandlerResponse answer_later(httplib::Request& req, httplib::Response& res,
                                                       Exchange& exchange) {
    req.ranges.clear();
    res.status = exchange.answer->status;
    const bool is_read = DrainsBody<httplib::Request>::value || req.method == "GET" || req.method == "HEAD";
    if (is_read || !has_body(req)) return httplib::Server::HandlerResponse::Handled;
    exchange.method = std::exchange(req.method, kDrained);
    return httplib::Server::HandlerResponse::Unhandled;
  }

  // For a person's page request: no compression before the banner is in, and no 304 for a page that lacks it.
  void make_page_readable(httplib::Request& req, Exchange& exchange) const {
    const bool is_fetch = req.method == "GET" || req.method == "HEAD";
    if (!puts_in(exchange) || !accepts(req.get_header_value("Accept"), "text/html")) return;
    exchange.accept_encoding = req.get_header_value("Accept-Encoding");
    erase_header(req.headers, "Accept-Encoding");
    if (!is_fetch) return;
    if (exchange.banner) erase_header(req.headers, "If-Modified-Since");
    if (!req.has_header("If-None-Match")) return;
    ClientTags tags =
        client_tags(req.get_header_value("If-None-Match"), mark_of(exchange), !exchange.banner.has_value());
    exchange.was_marked = tags.was_marked;
    erase_header(req.headers, "If-None-Match");
    if (!tags.for_product.empty()) req.headers.emplace("If-None-Match", tags.for_product);
  }

  bool puts_in(const Exchange& exchange) const {
    return exchange.is_named() && (options_.live_pages || exchange.banner);
  }

  std::string fragment_of(const Exchange& exchange) const {
    const std::string slots = slots_html(options_.slots);
    return exchange.banner ? banner_html(*exchange.banner, options_.slots) + slots : slots;
  }
  std::string mark_of(const Exchange& exchange) const {
    return fingerprint(std::string(banner_assets()).append(fragment_of(exchange)));
  }

  static void put(const Answer& answer, httplib::Response& res) {
    for (const char* name : {"Content-Type", "Content-Encoding", "Content-Range", "ETag", "Last-Modified"}) {
      erase_header(res.headers, name);
    }
    res.status = answer.status;
    replace_header(res, "Cache-Control", answer.cache_control);
    replace_header(res, "X-Content-Type-Options", "nosniff");
    if (!answer.vary.empty()) replace_header(res, "Vary", answer.vary);
    if (!answer.etag.empty()) res.set_header("ETag", answer.etag);
    if (!answer.location.empty()) replace_header(res, "Location", answer.location);
    if (!answer.stream.empty()) replace_header(res, "Gracegate-Stream", answer.stream);
    if (!answer.retry_after.empty()) replace_header(res, "Retry-After", answer.retry_after);
    if (answer.status != 304) res.set_header("Content-Type", answer.type);
    replace_body(res, answer.status == 304 ? std::string() : answer.body);
  }

  void finish(const httplib::Request& req, httplib::Response& res, const Exchange& exchange) const {
    if (!exchange.answer) add_to_page(req, res, exchange);
    if (!exchange.accept_encoding.empty()) compress(req, res, exchange.accept_encoding);
    if (exchange.banner && exchange.standing.mode >= Mode::countdown) tell_mode(res, exchange);
  }

  void add_to_page(const httplib::Request& req, httplib::Response& res, const Exchange& exchange) const {
    if (!puts_in(exchange)) return;
    if (res.status == 304 && exchange.was_marked) return mark(res, exchange);
    if (!is_html_page(req, res)) return;
    const std::string charset = charset_of(res.get_header_value("Content-Type"));
    const std::string fragment = charset == "utf-8" ? fragment_of(exchange) : in_ascii(fragment_of(exchange));
    const bool is_in = res.content_provider_ ? insert_streamed(const_cast<httplib::Request&>(req), res,
                                                               std::string(banner_assets()).append(fragment))
                                             : insert_whole(res, fragment);
    if (!is_in) return;
    if (req.method == "GET") note_sighting(exchange);
    mark(res, exchange);
    erase_header(res.headers, "Last-Modified");
    if (exchange.banner) keep_private(res);
  }

  void mark(httplib::Response& res, const Exchange& exchange) const {
    if (exchange.by_browser) add_to_vary(res, "Accept-Language");
    if (const std::string tag = res.get_header_value("ETag"); !tag.empty()) {
      replace_header(res, "ETag", marked_tag(tag, mark_of(exchange)));
    }
  }

  // What says something about one account is not for caches that others share.
  static void keep_private(httplib::Response& res) {
    std::string kept = "private";
    for (const std::string& directive : list_elements(res.get_header_value("Cache-Control"))) {
      const std::string name = lower_case(directive.substr(0, directive.find('=')));
      if (name == "private" || name == "no-store") return;
      if (name != "public" && name != "s-maxage") kept.append(", ").append(directive);
    }
    replace_header(res, "Cache-Control", kept);
  }

  // For those who only use the API. Files that anybody may have from a shared cache tell nothing.
  static void tell_mode(httplib::Response& res, const Exchange& exchange) {
    for (const std::string& directive : list_elements(res.get_header_value("Cache-Control"))) {
      if (lower_case(directive) == "public") return;
    }
    const Standing& standing = exchange.standing;
    for (const char* name : {"Gracegate-Deadline", "Gracegate-Next-Mode", "Gracegate-Next-Change"}) {
      erase_header(res.headers, name);
    }
    replace_header(res, "Gracegate-Mode", std::string(to_string(standing.mode)));
    if (standing.deadline) res.set_header("Gracegate-Deadline", format_rfc3339(*standing.deadline));
    if (standing.next_change) {
      res.set_header("Gracegate-Next-Mode", std::string(to_string(standing.next_mode)));
      res.set_header("Gracegate-Next-Change", format_rfc3339(*standing.next_change));
    }
    for (const Way& way : exchange.banner->ways) {
      if (way.kind != Way::Kind::pay || !is_header_url(way.url)) continue;
      res.set_header("Link", "<" + way.url + ">; rel=\"payment\"");
    }
    keep_private(res);
  }

  const Gate& gate_;
  std::function<std::string(const httplib::Request&)> account_of_;
  ProtectOptions options_;
  mutable HelpDesk desk_;
  std::shared_ptr<std::atomic<std::size_t>> places_ = std::make_shared<std::atomic<std::size_t>>();
};

}  // namespace gracegate::detail

namespace gracegate {

inline void protect(httplib::Server& server, const Gate& gate,
                    std::function<std::string(const httplib::Request&)> account_of, ProtectOptions options) {
  const bool has_help_forms = options.help_forms;
  const bool has_streams = options.most_streams > 0;
  const auto protection =
      std::make_shared<const detail::Protection>(gate, std::move(account_of), std::move(options));
  if (has_help_forms) {
    server.Post(detail::kHelpPath, [protection](const httplib::Request& req, httplib::Response& res,
                                                const httplib::ContentReader& content) {
      protection->take_help(req, res, content);
    });
  }
  if (has_streams) {
    server.Get(detail::kStreamPath, [protection](const httplib::Request& req, httplib::Response& res) {
      protection->stream(req, res);
    });
  }
  server.set_pre_routing_handler([protection](const httplib::Request& req, httplib::Response& res) {
    return protection->before(req, res);
  });
  server.set_post_routing_handler(
      [protection](const httplib::Request& req, httplib::Response& res) { protection->after(req, res); });
}

}  // namespace gracegate

#endif
