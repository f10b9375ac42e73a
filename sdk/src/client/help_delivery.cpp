#include "client/help_delivery.hpp"

#include <algorithm>
#include <utility>

#include "client/answer_words.hpp"
#include "core/help_request.hpp"

namespace gracegate {
namespace {

using std::chrono::seconds;

// One that the server cannot take yet is sent again this seldom, at least: it may be large.
constexpr seconds kLeastPutOff{30};
constexpr seconds kMostPutOff{3600};

bool is_final(int status) {
  constexpr int kPass[] = {401, 403, 408, 429};  // a key can be mended, the rest passes by itself
  return status >= 400 && status < 500 &&
         std::find(std::begin(kPass), std::end(kPass), status) == std::end(kPass);
}

}  // namespace

HelpDelivery::HelpDelivery(HelpOutbox& outbox, Log log, std::uint64_t seed)
    : outbox_(outbox),
      log_(std::move(log)),
      backoff_(seed),
      waits_long_(log_, LogLevel::warning, "all requests for help have been sent") {}

HelpDelivery::Wait HelpDelivery::deliver(Instant now, const Post& post) {
  if (const auto letter = outbox_.next(now)) take(*letter, post(*letter), now);
  tell_if_long(now);
  const auto due = outbox_.next_due();
  return due ? std::max(std::chrono::ceil<Wait>(*due - now), Wait::zero()) : kNothingWaits;
}

void HelpDelivery::take(const HelpLetter& letter, const Result<TransportResponse>& answer, Instant now) {
  if (!answer) return put_all_off(answer.error().message, now);
  if (is_final(answer->status)) {
    const std::string words = help_refusal(answer->body);
    const std::string why = words.empty() ? "server answers " + std::to_string(answer->status) : words;
    log_(LogLevel::warning, "a request for help was refused: " + why);
    outbox_.settle(letter.id, {HelpStatus::State::refused, std::nullopt, {}, why});
  } else if (answer->status == 429) {
    trouble_ = "the account has sent as many as the server takes for now";
    const seconds wait = answer->retry_after.value_or(kLeastPutOff);
    outbox_.tried(letter.id, now + std::clamp(wait, kLeastPutOff, kMostPutOff));
  } else {
    const auto receipt = decode_help_receipt(answer->body, letter.id);
    if (answer->status != 200) return put_all_off(explain(*answer), now);
    if (!receipt) return put_all_off(about_document(receipt.error(), answer->body).message, now);
    backoff_.reset();
    outbox_.settle(letter.id, *receipt);
  }
}

void HelpDelivery::put_all_off(const std::string& why, Instant now) {
  trouble_ = why;
  outbox_.all_tried(now + backoff_.next());
}

void HelpDelivery::tell_if_long(Instant now) {
  const auto oldest = outbox_.oldest();
  if (!oldest) return waits_long_.ends();
  if (now - *oldest >= kLong)
    waits_long_.begins("requests for help wait to be sent, for more than five minutes: " + trouble_);
}

}  // namespace gracegate
