// What the adapter knows of the request under way. Internal.
#ifndef GRACEGATE_DETAIL_HTTPLIB_EXCHANGE_IPP
#define GRACEGATE_DETAIL_HTTPLIB_EXCHANGE_IPP

#include <memory>
#include <optional>
#include <string>

namespace gracegate::detail {

struct Answer {  // one of ours, in place of the product's
  int status = 200;
  std::string type;
  std::string body;
  std::string cache_control;
  std::string vary{};         // empty: nothing
  std::string etag{};         // empty: none
  std::string location{};     // empty: none
  std::string retry_after{};  // in seconds; empty: none
  std::string stream{};       // path of the one that tells of changes; empty: none
};

// What is known of one request, from before its handler to after it.
struct Exchange {
  const httplib::Request* request = nullptr;  // whose it is
  std::string account;                        // empty: nobody's
  Viewer viewer;
  std::shared_ptr<const Notice> notice;
  std::optional<Banner> banner;
  Standing standing;
  std::optional<Answer> answer;
  std::string method;           // as sent, where `request` was made to say another
  std::string accept_encoding;  // taken away from `request`, so that the page arrives readable
  bool was_marked = false;      // the client has the page as it would be sent now
  bool by_browser = false;      // the viewer's language is the one that the browser asks for

  bool is_named() const { return !account.empty(); }
};

// cpp-httplib runs a request from its first line to its last byte on one thread.
inline Exchange& exchange_of_this_thread() {
  thread_local Exchange exchange;
  return exchange;
}

}  // namespace gracegate::detail

#endif
