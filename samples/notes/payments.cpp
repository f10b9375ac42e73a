#include "samples/notes/payments.hpp"

#include <httplib.h>

#include <nlohmann/json.hpp>

#include "samples/notes/form.hpp"

namespace notes {

Payments::Payments(std::string server, std::string api_token)
    : server_(std::move(server)), api_token_(std::move(api_token)) {}

// POST /v1/accounts/{account}/payments
gracegate::Result<void> Payments::report(const std::string& account, const Payment& payment) const {
  using gracegate::Error;
  using gracegate::ErrorCode;
  if (server_.empty()) return Error{ErrorCode::unavailable, "start notes with --server and --api-token", ""};
  const nlohmann::json body = {
      {"payment", payment.id},
      {"amount", {{"minor", payment.paid.amount.minor}, {"currency", payment.paid.amount.currency}}},
      {"invoices", payment.paid.invoices}};
  httplib::Client client(server_);
  client.set_connection_timeout(5);
  client.set_read_timeout(10);
  const auto answer =
      client.Post("/v1/accounts/" + percent_encoded(account) + "/payments",
                  {{"Authorization", "Bearer " + api_token_}}, body.dump(), "application/json");
  if (!answer) return Error{ErrorCode::unavailable, "the entitlement server does not answer; try again", ""};
  if (answer->status == 401 || answer->status == 403) {
    return Error{ErrorCode::forbidden, "give --api-token a token with the role finance", ""};
  }
  if (answer->status >= 300) {
    return Error{ErrorCode::invalid_argument, "refused with status " + std::to_string(answer->status), ""};
  }
  return {};
}

}  // namespace notes
