#include "client/http/transport.hpp"

#include <chrono>
#include <exception>
#include <optional>
#include <utility>

#include "client/http/response_reader.hpp"
#include "client/http/tls.hpp"
#include "client/retry_after.hpp"

namespace gracegate {
namespace {

using http::Connection;
using http::Patience;
using http::ResponseReader;

bool is_address6(const std::string& host) { return host.find(':') != std::string::npos; }

// "host:443"; as a Host header (RFC 9110 §7.2) without the port that goes without saying.
std::string name_of(const ServerUrl& server, bool as_header) {
  const std::string host = is_address6(server.host) ? "[" + server.host + "]" : server.host;
  const bool goes_without = as_header && server.port == (server.tls ? 443 : 80);
  return goes_without ? host : host + ":" + std::to_string(server.port);
}

void add_field(std::string& head, std::string_view name, std::string_view value) {
  if (!value.empty()) head.append(name).append(": ").append(value).append("\r\n");
}

std::string message_of(const TransportRequest& request, const std::string& host) {
  const bool is_post = !request.body.empty();
  std::string message = (is_post ? "POST " : "GET ") + request.target + " HTTP/1.1\r\n";
  add_field(message, "Host", host);
  add_field(message, "Accept-Encoding", "identity");
  add_field(message, "User-Agent", "gracegate-sdk");
  add_field(message, "Authorization", request.bearer.empty() ? "" : "Bearer " + request.bearer);
  add_field(message, "Gracegate-Nonce", request.nonce);
  add_field(message, "If-None-Match", request.if_none_match);
  if (is_post) {
    add_field(message, "Content-Type", "application/json");
    add_field(message, "Content-Length", std::to_string(request.body.size()));
  }
  return message.append("\r\n").append(request.body);
}

TransportResponse response_from(http::Response from) {
  TransportResponse response;
  response.status = from.status;
  response.body = std::move(from.body);
  response.etag = std::move(from.etag);
  response.receipt = std::move(from.receipt);
  response.retry_after = parse_retry_after(from.retry_after);
  return response;
}

class HttpTransport : public Transport {
 public:
  HttpTransport(ServerUrl server, std::string ca_file)
      : server_(std::move(server)), ca_file_(std::move(ca_file)) {}

  Result<TransportResponse> send(const TransportRequest& request) override {
    try {
      const Patience patience(std::chrono::steady_clock::now() + request.timeout, cancel_,
                              request.may_be_interrupted ? &interrupt_ : nullptr);
      auto response = exchange(request, patience);
      if (request.may_be_interrupted) interrupt_.lower();
      if (response) return response_from(std::move(*response));
      return Error{response.error().code, name_of(server_, false) + " " + response.error().message, {}};
    } catch (const std::exception& fault) {
      return Error{ErrorCode::unavailable, std::string("cannot send: ") + fault.what(), {}};
    }
  }

  void interrupt() noexcept override { interrupt_.raise(); }
  void cancel() noexcept override { cancel_.raise(); }

 private:
  Result<http::Response> exchange(const TransportRequest& request, const Patience& patience) {
    const std::string message = message_of(request, name_of(server_, true));
    if (auto response = ask_again(message, request.max_bytes, patience)) return std::move(*response);
    auto made = connect(patience);
    if (!made) return made.error();
    ResponseReader reader(**made, patience, request.max_bytes);
    return converse(std::move(*made), message, reader, patience);
  }

  // On the kept connection. nullopt: there is none, or it turns out to have ended before it said anything.
  std::optional<Result<http::Response>> ask_again(const std::string& message, std::size_t max_bytes,
                                                  const Patience& patience) {
    auto kept = std::move(kept_);
    if (!kept || !kept->is_quiet()) return std::nullopt;
    ResponseReader reader(*kept, patience, max_bytes);
    auto response = converse(std::move(kept), message, reader, patience);
    const bool is_worn_out = !response && !reader.has_begun() && !patience.is_over();
    return is_worn_out ? std::nullopt : std::optional(std::move(response));
  }

  Result<http::Response> converse(std::unique_ptr<Connection> connection, const std::string& message,
                                  ResponseReader& reader, const Patience& patience) {
    if (const auto written = connection->write(message, patience); !written) return written.error();
    auto response = reader.read();
    if (response && response->may_go_on) kept_ = std::move(connection);
    return response;
  }

  Result<std::unique_ptr<Connection>> connect(const Patience& patience) {
    auto socket = http::dial(server_.host, server_.port, patience);
    if (!socket) return socket.error();
    if (!server_.tls) return http::make_plain_connection(std::move(*socket));
    if (!tls_) tls_.emplace(ca_file_);
    return tls_->connect(std::move(*socket), server_.host, patience);
  }

  const ServerUrl server_;
  const std::string ca_file_;
  http::Interrupt cancel_, interrupt_;
  std::optional<http::TlsContext> tls_;  // once it is needed: to load the authorities takes a while
  std::unique_ptr<Connection> kept_;
};

}  // namespace

std::unique_ptr<Transport> make_http_transport(const ServerUrl& server, const std::string& ca_file) {
  return std::make_unique<HttpTransport>(server, ca_file);
}

}  // namespace gracegate
