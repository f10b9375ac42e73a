#include "server/api/case_input.hpp"

#include <algorithm>

#include "server/cases/currency.hpp"

namespace gracegate::server::api {
namespace {

constexpr std::size_t kMaxMessageLocales = 32;

Money read_amount(Members& in) {
  Money money;
  money.minor = in.integer("minor", 1, kMaxMinor).value_or(0);
  if (money.minor == 0) in.refuse("minor", "must be an amount in the currency's smallest unit, above zero");
  money.currency = in.text("currency", 3);
  if (!money.currency.empty() && !currency_digits(money.currency))
    in.refuse("currency", "must be a currency of ISO 4217, for example USD");
  return money;
}

Invoice read_invoice(const JsonReader& place) {
  if (place.is_object()) {
    Members in(place);
    Invoice invoice{in.text("number", kMaxInvoiceNumber), in.integer("minor", 1, kMaxMinor), false};
    in.finish();
    return invoice;
  }
  return {std::string(place.text(1, kMaxInvoiceNumber)), std::nullopt, false};
}

// Numbers are unique, and amounts where all are known add up to the whole.
void check_invoices(Members& in, const Debt& debt) {
  std::int64_t sum = 0;
  bool all_known = !debt.invoices.empty();
  for (auto one = debt.invoices.begin(); one != debt.invoices.end(); ++one) {
    const auto is_same = [&](const Invoice& other) { return other.number == one->number; };
    if (std::any_of(debt.invoices.begin(), one, is_same))
      return in.refuse("invoices", "must name each invoice once");
    all_known = all_known && one->minor;
    sum += one->minor.value_or(0);
  }
  if (sum > debt.remaining.minor || (all_known && sum != debt.remaining.minor))
    in.refuse("invoices", "must have amounts that add up to owed/minor");
}

}  // namespace

std::optional<Money> read_money(Members& in, std::string_view name) {
  const auto place = in.get(name);
  if (!place) return std::nullopt;
  Members money(*place);
  const Money amount = read_amount(money);
  money.finish();
  return amount;
}

std::optional<Debt> read_debt(Members& in, std::string_view name) {
  const auto place = in.get(name);
  if (!place) return std::nullopt;
  Members owed(*place);
  Debt debt;
  debt.remaining = read_amount(owed);
  debt.original_minor = debt.remaining.minor;
  if (const auto list = owed.get("invoices")) {
    const std::size_t size = list->array_size(kMaxInvoicesOfCase);
    for (std::size_t i = 0; i < size; ++i) debt.invoices.push_back(read_invoice(list->item(i)));
    check_invoices(owed, debt);
  }
  owed.finish();
  return debt;
}

LocalizedText read_message(Members& in, std::string_view name) {
  LocalizedText message;
  const auto place = in.get(name);
  if (!place) return message;
  const std::size_t size = place->object_size(kMaxMessageLocales);
  for (std::size_t i = 0; i < size; ++i) {
    const JsonReader text = place->item(i);
    if (!is_locale(text.name()))
      text.refuse(ErrorCode::malformed, "must have a language tag as its name, for example en");
    message.emplace(text.name(), text.text(1, kMaxMessage, TextKind::paragraphs));
  }
  return message;
}

}  // namespace gracegate::server::api
