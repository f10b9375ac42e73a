#include "client/httplib_transport.hpp"

// The layout of cpp-httplib's classes depends on its macros: a product that sets others for its own use of it
// would share our symbols and crash. As a header alone it gets a namespace of ours; as a library it has one
// layout.
#ifdef GRACEGATE_HTTPLIB_HEADER_ONLY
#define httplib gracegate_httplib
#endif
#include <httplib.h>

#include <algorithm>
#include <exception>
#include <utility>

#include "client/exchange_limit.hpp"
#include "client/live_socket.hpp"
#include "client/retry_after.hpp"

namespace gracegate {
namespace {

using std::chrono::seconds;

constexpr seconds kConnectTimeout{10};
constexpr seconds kMostRetryAfter = std::chrono::hours(1);

// Newer releases have a limit of their own for bodies, below what a complete feed may have; ours is per
// request.
template <class Client>
auto lift_body_limit(Client& client, int) -> decltype(client.set_payload_max_length(0), void()) {
  client.set_payload_max_length(SIZE_MAX);
}
template <class Client>
void lift_body_limit(Client&, long) {}

// Our targets are encoded already; older releases call the switch otherwise.
template <class Client>
auto send_target_as_it_is(Client& client, int) -> decltype(client.set_path_encode(false), void()) {
  client.set_path_encode(false);
}
template <class Client>
void send_target_as_it_is(Client& client, long) {
  client.set_url_encode(false);
}

// The body as it comes in, with its limit.
struct Intake {
  std::size_t max_bytes;
  ExchangeLimit& limit;
  std::string body{};
  bool is_too_large = false;

  bool may_hold(std::uint64_t bytes) {
    is_too_large = is_too_large || bytes > max_bytes;
    return !is_too_large;
  }
  bool begin(std::uint64_t announced) {
    limit.body_begins();
    return may_hold(announced);
  }
  bool take(const char* data, std::size_t size) {
    if (!may_hold(std::uint64_t{body.size()} + size)) return false;
    body.append(data, size);
    return true;
  }
};

std::uint64_t announced_size(const httplib::Response& response) {
  const std::string text = response.get_header_value("Content-Length");
  std::uint64_t size = 0;
  for (const char c : text) {
    if (c < '0' || c > '9' || size > UINT64_MAX / 10 - 9) return 0;
    size = size * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return size;
}

httplib::Request request_for(const TransportRequest& ask, Intake& intake) {
  httplib::Request request;
  request.method = ask.method;
  request.path = ask.target;
  request.body = ask.body;
  request.headers.emplace("Accept-Encoding", "identity");
  request.headers.emplace("User-Agent", "gracegate-sdk");
  if (!ask.bearer.empty()) request.headers.emplace("Authorization", "Bearer " + ask.bearer);
  if (!ask.nonce.empty()) request.headers.emplace("Gracegate-Nonce", ask.nonce);
  if (!ask.if_none_match.empty()) request.headers.emplace("If-None-Match", ask.if_none_match);
  if (!ask.body.empty()) request.headers.emplace("Content-Type", "application/json");
  request.response_handler = [&intake](const httplib::Response& response) {
    return intake.begin(announced_size(response));
  };
  request.content_receiver = [&intake](const char* data, std::size_t size, auto&&...) {
    return intake.take(data, size);
  };
  return request;
}

// `is_found`: a connection was tried, so the name has an address.
Error error_for(httplib::Error error, const Intake& intake, const std::string& server, bool is_found) {
  if (intake.is_too_large || intake.limit.is_head_too_large())
    return {ErrorCode::too_large, server + " sends more than is allowed for this answer", {}};
  if (intake.limit.is_late())
    return {ErrorCode::unavailable, server + " does not finish its answer in time", {}};
  switch (error) {
    case httplib::Error::SSLServerVerification:
      return {
          ErrorCode::untrusted, server + " has a TLS certificate that does not verify: check ca_file", {}};
    case httplib::Error::SSLLoadingCerts:
      return {ErrorCode::untrusted, "cannot load the TLS authorities: check ca_file", {}};
    case httplib::Error::SSLConnection:
      return {ErrorCode::malformed, server + " breaks off the TLS handshake: does it speak https?", {}};
    case httplib::Error::Read:
    case httplib::Error::Write:
      return {ErrorCode::unavailable, server + " breaks off or does not answer in time", {}};
    default:
      return {ErrorCode::unavailable,
              is_found ? "cannot connect to " + server + ": see that gracegated runs, its port and firewalls"
                       : "cannot connect to " + server +
                             ": its name has no address, see the host in `server`, and DNS",
              {}};
  }
}

TransportResponse response_from(const httplib::Response& from, std::string body) {
  TransportResponse response;
  response.status = from.status;
  response.body = std::move(body);
  response.etag = from.get_header_value("ETag");
  response.receipt = from.get_header_value("Gracegate-Receipt");
  response.retry_after = parse_retry_after(from.get_header_value("Retry-After"), kMostRetryAfter);
  return response;
}

std::string name_of(const ServerUrl& server) {
  const bool is_address6 = server.host.find(':') != std::string::npos;
  return (is_address6 ? "[" + server.host + "]" : server.host) + ":" + std::to_string(server.port);
}

class HttplibTransport : public Transport {
 public:
  HttplibTransport(const ServerUrl& server, const std::string& ca_file) : name_(name_of(server)) {
    if (server.tls) {
      auto client = std::make_unique<httplib::SSLClient>(server.host, server.port);
      client->enable_server_certificate_verification(true);
      if (!ca_file.empty()) client->set_ca_cert_path(ca_file);
      client_ = std::move(client);
    } else {
      client_ = std::make_unique<httplib::ClientImpl>(server.host, server.port);
    }
    client_->set_keep_alive(true);
    client_->set_follow_location(false);
    client_->set_decompress(false);
    client_->set_tcp_nodelay(true);
    lift_body_limit(*client_, 0);
    send_target_as_it_is(*client_, 0);
    client_->set_socket_options([this](auto socket) { socket_.watch(static_cast<int>(socket)); });
  }

  Result<TransportResponse> send(const TransportRequest& request) override {
    try {
      if (socket_.is_cancelled()) return Error{ErrorCode::unavailable, "the gate is closing", {}};
      bound(request.timeout);
      socket_.begin();
      ExchangeLimit limit(socket_, request.timeout);
      Intake intake{request.max_bytes, limit};
      auto result = client_->send(request_for(request, intake));
      if (!result && is_worn_out(result.error(), intake))
        result = client_->send(request_for(request, intake));
      if (!result) return error_for(result.error(), intake, name_, socket_.take_has_connected());
      return response_from(*result, std::move(intake.body));
    } catch (const std::exception& fault) {
      return Error{ErrorCode::unavailable, std::string("cannot send: ") + fault.what(), {}};
    }
  }

  void cancel() noexcept override { socket_.cancel(); }

 private:
  void bound(seconds timeout) {
    client_->set_connection_timeout(std::min(timeout, kConnectTimeout));
    client_->set_read_timeout(timeout);
    client_->set_write_timeout(timeout);
  }
  // A kept connection that the server closed just as it was used again: worth one more attempt, on a new one.
  bool is_worn_out(httplib::Error error, const Intake& intake) {
    const bool is_broken = error == httplib::Error::Read || error == httplib::Error::Write;
    return is_broken && intake.body.empty() && !intake.limit.is_late() && !socket_.take_has_connected() &&
           !socket_.is_cancelled();
  }

  std::string name_;
  LiveSocket socket_;  // outlives the client, which calls it
  std::unique_ptr<httplib::ClientImpl> client_;
};

}  // namespace

std::unique_ptr<Transport> make_httplib_transport(const ServerUrl& server, const std::string& ca_file) {
  return std::make_unique<HttplibTransport>(server, ca_file);
}

}  // namespace gracegate
