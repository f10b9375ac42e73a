// gracectl pay: what a payment provider reports otherwise.
#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "core/code_points.hpp"
#include "server/ctl/answers.hpp"
#include "server/ctl/commands.hpp"
#include "server/ctl/input.hpp"

namespace gracegate::ctl {
namespace {

struct PaymentInput {
  std::string account, payment, amount, currency, why;
  std::vector<std::string> invoices;
};

Result<Json> body_of(const PaymentInput& input) {
  const auto id = sentence("--payment", input.payment, 200);
  if (!id) return id.error();
  const auto money = amount("--amount", input.amount, input.currency);
  if (!money) return money;
  Json body = {{"payment", *id}};
  if (!money->is_null()) body["amount"] = *money;
  for (const std::string& number : input.invoices) body["invoices"].push_back(number);
  if (money->is_null() && input.invoices.empty())
    return bad_input("say what was paid: --amount and --currency, or --invoice, or both");
  if (!input.why.empty()) body["why"] = input.why;
  return body;
}

Result<void> pay(const Session& session, const PaymentInput& input) {
  const auto segment = account_segment(input.account);
  if (!segment) return segment.error();
  const auto body = body_of(input);
  if (!body) return body.error();
  const auto done = change(session, "POST", "/v1/accounts/" + *segment + "/payments", *body);
  if (!done) return done.error();
  if (session.wants_json) return (print_json(session, *done), Result<void>());
  const std::string settled = joined(member(*done, "settled"));
  const std::string reduced = joined(member(*done, "reduced"));
  if (!settled.empty()) session.out << one_line("settled: " + settled) << "\n";
  if (!reduced.empty()) session.out << one_line("less is owed: " + reduced) << "\n";
  if (is_true_at(*done, "seen_before"))
    session.out << "this payment was reported before: nothing changed\n";
  else if (settled.empty() && reduced.empty())
    session.out << "noted; no open case is about it\n";
  return {};
}

}  // namespace

void add_pay_command(Commands& commands) {
  auto input = std::make_shared<PaymentInput>();
  CLI::App& command =
      commands.add(commands.root(),
                   {"pay", "A payment has arrived: settle the cases that it pays (finance)",
                    "gracectl pay acme --payment txn_20261206_17 --invoice INV-1\n"
                    "gracectl pay acme --payment txn_20261206_18 --amount 10000.00 --currency USD"},
                   [input](const Session& session) { return pay(session, *input); });
  command.add_option("ACCOUNT", input->account, "Who paid")->required();
  command
      .add_option("--payment", input->payment,
                  "Its id at your bank or provider; reported again it changes nothing")
      ->required()
      ->type_name("ID");
  command.add_option("--amount", input->amount, "How much; without it the invoices are paid in full")
      ->type_name("AMOUNT");
  command.add_option("--currency", input->currency, "Its currency (ISO 4217)")->type_name("CODE");
  add_repeated(command, "--invoice", input->invoices, "An invoice that it pays; may be repeated")
      ->type_name("NUMBER");
  command.add_option("--why", input->why, "A remark for the audit log")->type_name("TEXT");
}

}  // namespace gracegate::ctl
