// /gracegate/help: the form on which people ask for help, and what became of it. Internal.
#ifndef GRACEGATE_DETAIL_HTTPLIB_HELP_IPP
#define GRACEGATE_DETAIL_HTTPLIB_HELP_IPP

#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace gracegate::detail {

inline constexpr const char* kHelpPath = "/gracegate/help";

// A page of another site can make a browser send a form with the session's cookie. Browsers say where a form
// comes from; what says nothing is no browser of the last years, or no browser.
inline bool is_from_own_page(const httplib::Request& req) {
  const std::string site = req.get_header_value("Sec-Fetch-Site");
  if (!site.empty()) return site == "same-origin" || site == "none";
  const std::string origin = lower_case(req.get_header_value("Origin"));
  if (origin.empty()) return true;
  const std::size_t scheme = origin.find("://");
  return scheme != std::string::npos && origin.substr(scheme + 3) == lower_case(req.get_header_value("Host"));
}

// Path of the product's page that led here, without its query; empty: not known.
inline std::string page_before(const httplib::Request& req) {
  const std::string referrer = req.get_header_value("Referer");
  const std::size_t scheme = referrer.find("://");
  if (scheme == std::string::npos) return {};
  const std::size_t path = std::min(referrer.find('/', scheme + 3), referrer.size());
  const std::string host = lower_case(referrer.substr(scheme + 3, path - scheme - 3));
  if (host != lower_case(req.get_header_value("Host"))) return {};
  const std::string page = referrer.substr(path, referrer.find_first_of("?#", path) - path);
  return page == kHelpPath || page.size() > 2048 ? std::string() : page;
}

// Six requests of one person in ten minutes. Threads: any.
class HelpTurns {
 public:
  static constexpr std::size_t kMost = 6;
  static constexpr Seconds kWindow{600};

  bool take(const std::string& account, const std::string& person, TimePoint now) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (taken_.size() >= kMostPeople) forget(now);
    std::deque<TimePoint>& turns = taken_[{account, person}];
    while (!turns.empty() && now - turns.front() >= kWindow) turns.pop_front();
    if (turns.size() >= kMost) return false;
    turns.push_back(now);
    return true;
  }

 private:
  static constexpr std::size_t kMostPeople = 10'000;

  void forget(TimePoint now) {
    for (auto one = taken_.begin(); one != taken_.end();) {
      one = now - one->second.back() >= kWindow ? taken_.erase(one) : std::next(one);
    }
    if (taken_.size() >= kMostPeople) taken_.erase(taken_.begin());
  }

  std::mutex mutex_;
  std::map<std::pair<std::string, std::string>, std::deque<TimePoint>> taken_;
};

// What a person typed, without what no keyboard types; line feeds alone end lines.
inline std::string typed_text(std::string_view bytes, bool has_lines) {
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_kept = (byte >= 0x20 && byte != 0x7f) || (has_lines && (c == '\n' || c == '\t'));
    if (is_kept) text += c;
  }
  return text;
}

// The last part of a path of whatever machine, with its ending where it is cut.
inline std::string typed_file_name(std::string_view name) {
  constexpr std::size_t kMost = 200;
  name.remove_prefix(std::min(name.find_last_of("/\\") + 1, name.size()));
  if (name.size() > kMost) name.remove_prefix(name.size() - kMost);
  while (!name.empty() && (static_cast<unsigned char>(name.front()) & 0xc0) == 0x80) name.remove_prefix(1);
  return typed_text(name, false);
}

// The members that the form has.
inline HelpRequest typed_request(std::string_view body, const std::string& boundary) {
  HelpRequest request;
  for (const FormPart& part : form_parts(body, boundary)) {
    if (part.name == "case") request.case_id = std::string(part.bytes);
    if (part.name == "topic") request.topic = help_topic_from(part.bytes).value_or(HelpTopic::stuck);
    if (part.name == "page") request.page = typed_text(part.bytes.substr(0, 2048), false);
    if (part.name == "text") request.text = typed_text(part.bytes, true);
    if (part.name == "reach") request.reach = typed_text(part.bytes, false);
    if (part.name == "date") request.date = typed_text(part.bytes, false);
    if (part.name == "file" && !part.bytes.empty()) {
      request.file = HelpFile{typed_file_name(part.file_name), part.type, std::string(part.bytes)};
    }
  }
  return request;
}

// What browsers say of a file is for people alone: where it does not fit, the file still goes.
// What the product says of the person and the page: where it does not fit it is left out, because they could
// try again and again and never be heard.
inline void leave_out_what_nobody_typed(HelpRequest& request) {
  for (std::string HelpRequest::*member : {&HelpRequest::person, &HelpRequest::locale, &HelpRequest::page}) {
    HelpRequest alone;
    alone.account = request.account;
    alone.case_id = request.case_id;
    alone.text = "text";
    alone.*member = request.*member;
    if (!check_help(alone)) (request.*member).clear();
  }
}

inline void name_file_plainly(HelpRequest& request) {
  if (!request.file) return;
  const auto pointer = [&] {
    const auto checked = check_help(request);
    return checked ? std::string() : checked.error().pointer;
  };
  if (pointer() == "/file/name") request.file->name = "file";
  if (pointer() == "/file/type") request.file->type = "application/octet-stream";
}

// Threads: any.
class HelpDesk {
 public:
  static constexpr std::size_t kMostBytes = kMaxHelpFileBytes + 64 * 1024;  // of a form

  explicit HelpDesk(const Gate& gate) : gate_(gate) {}

  // The page: the form, or with `sent` what became of it.
  Answer show(const httplib::Request& req, const Exchange& exchange) const {
    if (req.has_param("sent")) {
      const std::string id = req.get_param_value("sent");
      return page(
          200, help_sent_page(notice_of(exchange), id, gate_.help_status(id), gate_.now(), exchange.viewer));
    }
    HelpRequest request;
    request.case_id = req.get_param_value("case");
    request.topic = help_topic_from(req.get_param_value("topic")).value_or(HelpTopic::stuck);
    request.page = page_before(req);
    return form(200, request, HelpFault::none, exchange);
  }

  // The form that was sent, of this type. Waits for it to arrive, a little.
  Answer take(const httplib::Request& req, const std::string& type, const BoundedBody& body,
              const Exchange& exchange) {
    if (!is_from_own_page(req)) return form(403, anew(exchange), HelpFault::not_sent, exchange);
    HelpRequest request = typed_request(body.bytes(), form_boundary(type));
    if (body.is_too_large()) {
      const bool is_legible = !request.case_id.empty();
      return form(413, is_legible ? request : anew(exchange), HelpFault::file, exchange);
    }
    if (!has_case(exchange, request.case_id)) return form(404, request, HelpFault::none, exchange);
    request.account = exchange.account;
    request.person = exchange.viewer.person;
    request.role = exchange.viewer.role;
    request.locale = exchange.viewer.locale;
    name_file_plainly(request);
    leave_out_what_nobody_typed(request);
    if (const auto checked = check_help(request); !checked)
      return form(422, request, help_fault(checked.error()), exchange);
    if (!turns_.take(request.account, request.person, gate_.now())) return too_many(request, exchange);
    const auto id = gate_.ask_help(request);
    if (!id) return form(503, request, help_fault(id.error()), exchange);
    (void)gate_.help_status(*id, kPatience);
    Answer answer = page(303, {});
    answer.location = std::string(kHelpPath) + "?sent=" + *id;
    return answer;
  }

 private:
  static constexpr std::chrono::seconds kPatience{3};

  static Answer page(int status, std::string body) {
    return {status, "text/html; charset=utf-8", std::move(body), "no-store"};
  }
  Answer form(int status, const HelpRequest& request, HelpFault fault, const Exchange& exchange) const {
    const Notice& notice = notice_of(exchange);
    const bool is_open = has_case(exchange, request.case_id);
    return page(is_open ? status : 404, help_page(notice, request, fault, gate_.now(), exchange.viewer));
  }
  Answer too_many(const HelpRequest& request, const Exchange& exchange) const {
    Answer answer = form(429, request, HelpFault::too_many, exchange);
    answer.retry_after = std::to_string(HelpTurns::kWindow.count());
    return answer;
  }
  // Where nothing of what was sent is to be had or shown: about the case that governs.
  static HelpRequest anew(const Exchange& exchange) {
    HelpRequest request;
    request.case_id = std::string(exchange.standing.case_id.view());
    return request;
  }
  const Notice& notice_of(const Exchange& exchange) const {
    return exchange.notice ? *exchange.notice : nothing_;
  }
  static bool has_case(const Exchange& exchange, const std::string& id) {
    if (!exchange.notice) return false;
    for (const NoticeCase& one : exchange.notice->cases) {
      if (one.id == id) return true;
    }
    return false;
  }

  const Gate& gate_;
  const Notice nothing_;
  HelpTurns turns_;
};

}  // namespace gracegate::detail

#endif
