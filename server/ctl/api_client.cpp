#include "server/ctl/api_client.hpp"

#include <httplib.h>

#include <algorithm>

#include "core/web_link.hpp"
#include "gracegate/version.h"

namespace gracegate::ctl {
namespace {

constexpr std::chrono::seconds kConnectPatience{10};

// An address, taken apart where its path begins.
struct Address {
  std::string origin;  // "https://grace.example.com:8443"
  std::string prefix;  // "/grace", or empty
};

Error bad_input(std::string message) { return {ErrorCode::invalid_argument, std::move(message), ""}; }

Result<Address> address_of(std::string url) {
  while (!url.empty() && url.back() == '/') url.pop_back();
  if (!is_web_link(url) || url.find_first_of("?#") != std::string::npos)
    return bad_input(
        "--server: give an address like https://grace.example.com (http for this machine alone), "
        "without query");
  const std::size_t path = url.find('/', url.find("://") + 3);
  if (path == std::string::npos) return Address{url, ""};
  return Address{url.substr(0, path), url.substr(path)};
}

bool is_header_text(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

httplib::Request to_http(const Request& request, const Target& target, const Address& address) {
  httplib::Request http;
  http.method = request.method;
  http.path = address.prefix + request.target;
  http.headers.emplace("Accept", "application/json, application/problem+json, */*;q=0.1");
  http.headers.emplace("User-Agent", std::string("gracectl/") + GRACEGATE_VERSION);
  if (!target.token.empty()) http.headers.emplace("Authorization", "Bearer " + target.token);
  if (!request.idempotency_key.empty()) http.headers.emplace("Idempotency-Key", request.idempotency_key);
  if (request.body.empty()) return http;
  http.headers.emplace("Content-Type", "application/json");
  http.body = request.body;
  return http;
}

void prepare(httplib::Client& client, const Request& request, const Target& target) {
  client.set_url_encode(false);  // it is escaped already
  client.set_tcp_nodelay(true);
  client.set_connection_timeout(kConnectPatience);
  client.set_read_timeout(request.patience);
  client.set_write_timeout(request.patience);
  if (!target.ca_file.empty()) client.set_ca_cert_path(target.ca_file);
}

// Whether the request may have reached the server.
bool is_broken(httplib::Error error) {
  return error == httplib::Error::Read || error == httplib::Error::Write;
}

Error trouble(httplib::Error error, const Target& target) {
  switch (error) {
    case httplib::Error::SSLServerVerification:
      return {ErrorCode::unavailable,
              "the certificate of " + target.server +
                  " is not trusted: name the certificate of its authority with --ca FILE",
              ""};
    case httplib::Error::SSLLoadingCerts:
      return bad_input("--ca: give a file of certificates (PEM) that can be read");
    case httplib::Error::SSLConnection:
      return {ErrorCode::unavailable, target.server + " does not speak TLS there: check --server", ""};
    case httplib::Error::Read:
    case httplib::Error::Write:
      return {ErrorCode::unavailable,
              "the connection to " + target.server +
                  " broke before the answer was there: look whether it was done, then try again",
              ""};
    default:
      return {ErrorCode::unavailable,
              "nobody answers at " + target.server + ": check --server, and that gracegated runs", ""};
  }
}

}  // namespace

ApiClient::ApiClient(Target target) : target_(std::move(target)) {}

Result<Reply> ApiClient::send(const Request& request) const {
  const auto address = address_of(target_.server);
  if (!address) return address.error();
  if (!is_header_text(target_.token))
    return bad_input("--token: give the token alone, without spaces or line breaks");
  httplib::Client client(address->origin);
  prepare(client, request, target_);
  const httplib::Request http = to_http(request, target_, *address);
  auto result = client.send(http);
  if (!result && is_broken(result.error()) && request.may_repeat) result = client.send(http);
  if (!result) return trouble(result.error(), target_);
  return Reply{result->status, result->get_header_value("Content-Type"), std::move(result->body)};
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  constexpr std::string_view kUnreserved = "-._~";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                          kUnreserved.find(c) != std::string_view::npos;
    if (is_plain)
      out += c;
    else
      (out += '%').append({kHex[byte >> 4], kHex[byte & 15]});
  }
  return out;
}

}  // namespace gracegate::ctl
