#include <nlohmann/json.hpp>

#include "server/api/account_id.hpp"
#include "server/api/case_input.hpp"
#include "server/api/handlers.hpp"
#include "server/api/render.hpp"
#include "server/api/reply.hpp"
#include "server/cases/payment.hpp"

namespace gracegate::server::api {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxPaymentId = 200;

struct PaymentInput {
  std::string id;
  Payment payment;
  std::string why;
};

PaymentInput read_payment(Members& in) {
  PaymentInput input;
  input.id = in.text("payment", kMaxPaymentId);
  input.payment.amount = read_money(in, "amount");
  if (const auto list = in.get("invoices")) {
    const std::size_t size = list->array_size(kMaxInvoicesOfCase);
    for (std::size_t i = 0; i < size; ++i)
      input.payment.invoices.emplace_back(list->item(i).text(1, kMaxInvoiceNumber));
  }
  input.why = in.optional_text("why", kMaxWhy, TextKind::paragraphs);
  return input;
}

SavedReply payment_reply(const std::vector<Case>& changed, bool is_known) {
  Json settled = Json::array();
  Json reduced = Json::array();
  for (const Case& one : changed) (one.state == CaseState::settled ? settled : reduced).push_back(one.id);
  return {200, to_text({{"settled", settled}, {"reduced", reduced}, {"seen_before", is_known}})};
}

// A payment that was reported before changes nothing: providers repeat themselves.
Result<Change> paid(const Call& call, const Reader& reader, const PaymentInput& input) {
  const auto account = known_account(reader, call.ids.front());
  if (!account) return account.error();
  const auto is_known = reader.has_payment({account->id, input.id});
  if (!is_known) return is_known.error();
  Change change;
  if (*is_known) {
    change.reply = payment_reply({}, true);
    return change;
  }
  const auto open = reader.open_cases(account->id);
  if (!open) return open.error();
  auto changed = apply_payment(call.now, *open, input.payment);
  if (!changed) return changed.error();
  change.reply = payment_reply(*changed, false);
  // One that names an invoice of no case may come again when there is one: an early event is not lost.
  if (changed->empty() && !input.payment.invoices.empty()) {
    change.keeps_reply = false;
    return change;
  }
  change.payments.push_back({account->id, input.id});
  change.cases = std::move(*changed);
  change.audit.push_back(entry(call, {account->id}, "payment",
                               input.why.empty() ? "payment " + input.id : input.why, change.reply.body));
  if (const auto added = call.app.desk.add_notice(reader, *account, call.now, change); !added)
    return added.error();
  return change;
}

}  // namespace

Result<http::Reply> post_payment(const Call& call) {
  const auto input = read_body(call.request, read_payment);
  if (!input) return input.error();
  return commit(call, [&](const Reader& reader) { return paid(call, reader, *input); });
}

}  // namespace gracegate::server::api
