// What the end customer meets: the banner as a model, and as HTML, plain text and ANSI; the pages and problem
// bodies of a refused request. Built from a notice; the words are data (sdk/web/texts).
#ifndef GRACEGATE_BANNER_HPP
#define GRACEGATE_BANNER_HPP

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gracegate/countdown.hpp"
#include "gracegate/export.h"
#include "gracegate/notice.hpp"
#include "gracegate/operation.hpp"
#include "gracegate/result.hpp"
#include "gracegate/standing.hpp"
#include "gracegate/time.hpp"

namespace gracegate {

enum class Role : std::uint8_t {
  member,   // of the customer's staff: learns what happens when and whom to ask, never amounts or pay links
  billing,  // looks after the contract: amounts, invoices, pay link
};

// Who looks at it. The default shows the least.
struct Viewer {
  Role role = Role::member;
  std::string locale;        // BCP 47; the nearest one that there is is taken, else English
  std::optional<Zone> zone;  // default: the account's
  // Your own reference to who it is: 1 to 128 bytes, the same each time, no name and no mail address. Who
  // asked for help is shown the answer by it; empty: nobody in particular.
  std::string person{};
  // Path or address of a page that takes requests for help ("/gracegate/help" of protect()); the case and the
  // topic are put behind it as a query. Empty: the notice's help link.
  std::string help_page{};
  // Case whose banner the viewer wants as a thin line; shown so for as long as the case allows it.
  std::string snoozed_case{};
};

struct Way {  // a way out, offered as a link
  enum class Kind : std::uint8_t { pay, stuck, question, time, export_data, notice };
  Kind kind = Kind::stuck;
  std::string label;
  std::string url;  // of `notice` a path of the product's own, where Config::notice_page is one
};

// What support typed for a case, in the nearest language that they typed it in.
struct Message {
  std::string text;  // empty: nothing
  std::string locale;
  bool right_to_left = false;
};

// What became of the viewer's own request for help.
struct Asked {
  std::string id;
  std::string text;    // one sentence: that it arrived, who answers and by when; or whose answer follows
  std::string answer;  // as support typed it, lines apart; empty: none yet
};

// The banner as a model. What the viewer must not see is not in it. A value.
struct Banner {
  Mode mode = Mode::countdown;
  bool on_hold = false;  // the case is paused; `counts_to` is when that ends
  // The case is over, mode is open and nothing is counted: a word of thanks or of farewell, until
  // `counts_to`.
  std::optional<Ending> ended;
  Reason reason = Reason::other;
  std::string case_id;
  std::string locale;  // the one taken
  bool right_to_left = false;
  Count count;                // to the deadline, or when that has passed to the next limit
  std::string count_text;     // "14 days", as it stands in `title`; empty where that has none
  TimePoint counts_to;        // the instant that `count` counts to
  std::string region_label;   // name of the region for screen readers
  std::string title;          // one sentence with the count
  Message message;            // billing only, else empty; takes the place of the built-in "what" in `text`
  std::string text;           // why, what happens when, whom to ask; one line
  TimePoint deadline;         // promised, also once it has passed
  std::string deadline_text;  // absolute, with zone: "6 December 2026, 16:18 CET"
  std::string owed_text;      // billing only, else empty
  std::string contact_text;   // "Ada Example can help: ada@example.com"; may be empty
  std::vector<Way> ways;
  std::vector<Asked> asked;  // newest first, three at most
  // Until when the viewer may see it as a thin line; nullopt: not, or not any more.
  std::optional<TimePoint> snooze_until;
  bool is_snoozed = false;      // and so it is asked for
  std::size_t other_cases = 0;  // further cases that are open on the account
  // Mail address and telephone number as they stand in `contact_text`, in order: left to right in any
  // language.
  std::vector<std::string> contact_ways;
  // The banner from `counts_to` on, as far as is known now, for who cannot ask again then. It has none
  // itself; nullptr: nothing is counted, or nothing is known.
  std::shared_ptr<const Banner> then;
};

// The banner of a notice at an instant, or nullopt where none is shown (mode open).
// Pure. Standing and count are those of standing_at() and count_down().
GRACEGATE_API std::optional<Banner> banner_at(const Notice& notice, TimePoint now, const Viewer& viewer);

// An instant and an amount as the banner writes them, so that your own pages say the same: "6 December 2026,
// 16:18 CET", always with the zone, "UTC+05:30" where it has no abbreviation; "USD 30,000.00", with as many
// decimals as the currency has (ISO 4217). `locale` as in Viewer; plain text, to be escaped in HTML.
GRACEGATE_API std::string date_text(TimePoint at, const Zone& zone, std::string_view locale);
GRACEGATE_API std::string money_text(const Money& money, std::string_view locale);

// The tag for Viewer::locale from an Accept-Language field (RFC 9110 §12.5.4): of the languages that the
// banner has texts in, the one asked for most, as it stands there; "en" where none of them is. What cannot be
// read is passed over. An answer that depends on it carries `Vary: Accept-Language`.
GRACEGATE_API std::string preferred_locale(std::string_view accept_language);

// HTML of your own within the banner, before and behind the rest of it: a logo, a sentence. It goes into the
// page as it is, for everybody: nothing that came from people belongs there.
struct BannerSlots {
  std::string start, end;
};

// HTML fragment: one element with class names under "gg-", no inline style or script, everything escaped.
// Works with scripts off. Needs /gracegate/banner.css; /gracegate/banner.js makes it live.
GRACEGATE_API std::string banner_html(const Banner& banner, const BannerSlots& slots = {});
// A <template> of the slots, for pages on which the script is to put them into a banner that appears later.
// Empty where both are.
GRACEGATE_API std::string slots_html(const BannerSlots& slots);
// JSON model for the live script: {"now":…,"account":…,"banner":null} or the fields above, with the words
// that it needs. `account` is whose standing it is; empty: nobody's, and then it is left out. The script says
// that all is well again only of the account that it saw before.
GRACEGATE_API std::string banner_json(const std::optional<Banner>& banner, TimePoint now,
                                      std::string_view account = {});
// Plain text, wrapped to `width` columns, ends with a newline.
GRACEGATE_API std::string banner_text(const Banner& banner, std::size_t width = 80);
// As banner_text() with ANSI colours (white on red). The caller honours NO_COLOR and asks isatty().
GRACEGATE_API std::string banner_ansi(const Banner& banner, std::size_t width = 80);

// Puts `fragment` right after the start tag of <body> of an HTML page, in one pass, and a link to the style
// and the script before it; an empty fragment is for the script alone, so that a banner can appear later.
// Comments, scripts, styles, templates and attributes that mention "<body" don't count. nullopt: the page
// has no body tag, is UTF-16/32, or has been through inject() before: leave it as it is.
GRACEGATE_API std::optional<std::string> inject(std::string_view html, std::string_view fragment);
// Offset right after the start tag of <body>; npos where there is none (yet). `resume` makes several calls on
// a growing page one pass: start with {} and pass it again, with the whole page so far. Its members are the
// scanner's own.
struct BodyScan {
  std::size_t offset = 0;
  unsigned state = 0;
};
GRACEGATE_API std::size_t find_body(std::string_view html, BodyScan& resume);
// What is put in front of the fragment: link and script elements, for products that place it themselves.
GRACEGATE_API std::string_view banner_assets();
GRACEGATE_API std::string_view banner_css();
GRACEGATE_API std::string_view banner_js();
// /gracegate/page.css, for the pages below and those of gracegate/help.hpp. They take banner.css as well, and
// /gracegate/theme.css, which is yours.
GRACEGATE_API std::string_view page_css();
// /gracegate/gracegate.js, for pages that a script of the product's own writes: imports ./banner.js.
GRACEGATE_API std::string_view banner_module_js();
// /gracegate/stream.js, which banner.js imports where an answer to /gracegate/standing names a stream in its
// header Gracegate-Stream: server-sent events, each with the ETag of the standing that holds from now on.
GRACEGATE_API std::string_view banner_stream_js();

// Page for a person whose request was denied: what still works, what does not, how to end it. Complete HTML.
GRACEGATE_API std::string denied_page(const Notice& notice, const Decision& decision, TimePoint now,
                                      const Viewer& viewer);
// application/problem+json (RFC 9457) for a program. Amounts are never in it; `pay` for the billing role
// only.
GRACEGATE_API std::string denied_problem(const Notice& notice, const Decision& decision, TimePoint now,
                                         const Viewer& viewer);
// Why Gate::take_notice() refused what a person brought, and what to do, in their language: plain text for
// the page on which they brought it, while the error's own message is for the log. `account` is the gate's,
// for which they have to ask; `locale` as in Viewer.
GRACEGATE_API std::string notice_refusal_text(const Error& refusal, std::string_view account,
                                              std::string_view locale);
// 402 for nonpayment, 403 for every other reason.
GRACEGATE_API int denied_status(Reason reason);

}  // namespace gracegate

#endif
