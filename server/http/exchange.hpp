// One request and its reply, as the handlers see them.
#ifndef GRACEGATE_SERVER_HTTP_EXCHANGE_HPP
#define GRACEGATE_SERVER_HTTP_EXCHANGE_HPP

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace gracegate::server::http {

// A request that passed the guard. A value; any thread.
struct Request {
  std::string method;  // GET, POST, PUT, PATCH, DELETE or OPTIONS; HEAD arrives as GET
  std::string target;  // as sent, "/v1/a?b=c", printable ASCII
  // Decoded segments of the target's path: "/v1/a%2Fb" is {"v1", "a/b"}, "/" is {}, "/a/" is {"a", ""}.
  // Valid UTF-8 without control characters. Dot segments are segments like others: nothing resolves them.
  std::vector<std::string> path;
  std::vector<std::pair<std::string, std::string>> query;    // decoded, in order, repeats kept
  std::vector<std::pair<std::string, std::string>> headers;  // as sent, never decoded, valid UTF-8
  std::string body;         // plain bytes, whatever the Content-Type; empty until a handler wants it
  std::string remote_addr;  // of the client; the proxy's word counts only from a trusted proxy
  bool tls = false;         // the client's connection is encrypted, up to us or to a trusted proxy

  // The first header of that name in any case of letters; nullptr when absent. Host, Content-Length,
  // Content-Type and Authorization are never repeated.
  const std::string* header(std::string_view name) const;
};

// Content-Length, Connection and Date are written by the listener, Content-Type from content_type: a reply
// that has one of them (but Date) in `headers`, or a control character in any, is the handler's bug, and the
// client gets a 500 instead.
struct Reply {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string content_type;
  std::string body;
  std::shared_ptr<const std::string> shared_body;  // sent instead of `body` when set, without a copy
};

// The wish for the body of a request, of which nothing has been taken into memory so far.
struct BodyWanted {
  size_t at_most = 0;                          // bytes; a longer one is refused by its Content-Length
  std::function<Reply(const Request&)> reply;  // called with the request and its body
};

// A reply to the head alone leaves the body unread, and ends the connection where there is one.
using Answer = std::variant<Reply, BodyWanted>;

// Called with the head of a request. Threads: called on the connection's own thread, from many at once; it
// may block (a long poll). What it throws becomes a 500 without internals. BodyWanted::reply alike.
using Handler = std::function<Answer(const Request&)>;

}  // namespace gracegate::server::http

#endif
