#include "server/publish/notary.hpp"

#include <algorithm>
#include <tuple>

#include "core/jws.hpp"
#include "core/notice_codec.hpp"
#include "core/percent.hpp"
#include "core/receipt.hpp"
#include "server/cases/calendar.hpp"
#include "server/publish/help_room.hpp"

namespace gracegate::server {

namespace {

constexpr Seconds kZoneMargin = 365 * kDay;  // what is moved later, and dates shown around it, stay covered
constexpr Seconds kZoneSpan = 3650 * kDay;   // at most: two changes a year stay below what a notice may hold

TimePoint last_instant(const Notice& notice) {
  TimePoint last = notice.expires_at;
  for (const NoticeCase& one : notice.cases) {
    last = std::max(last, one.deadline);
    for (const Stage& stage : one.stages) last = std::max(last, stage.from);
    if (one.hold) last = std::max(last, one.hold->until);
  }
  for (const EndedCase& one : notice.ended) last = std::max(last, one.until);
  if (notice.suspended) last = std::max(last, notice.suspended->until);
  return last;
}

// What is told longest comes first, and what does not fit is left out from the other end.
std::vector<EndedCase> lately_ended(const std::vector<Case>& cases, TimePoint now) {
  std::vector<EndedCase> ended;
  for (const Case& one : cases)
    if (const auto end = to_ended_case(one); end && now < end->until) ended.push_back(*end);
  std::sort(ended.begin(), ended.end(),
            [](const EndedCase& a, const EndedCase& b) { return a.until > b.until; });
  if (ended.size() > kMaxEndedCases) ended.resize(kMaxEndedCases);
  return ended;
}

// A name that the time zone database no longer has must not keep a payment from being told: then it is UTC.
Zone zone_of(const std::string& name, const Notice& notice) {
  if (!is_zone(name)) return {};
  const TimePoint from = notice.issued_at;
  return zone_between(name, from, std::min(last_instant(notice) + kZoneMargin, from + kZoneSpan));
}

// A link with the account's id where it says {account}.
std::string link_for(const std::string& account, std::string link) {
  constexpr std::string_view kPlace = "{account}";
  for (std::size_t at = link.find(kPlace); at != std::string::npos; at = link.find(kPlace))
    link.replace(at, kPlace.size(), percent_encode(account));  // which leaves no brace in it
  return link;
}

Links links_for(const std::string& account, const Links& links) {
  return {link_for(account, links.pay), link_for(account, links.help), link_for(account, links.export_data),
          link_for(account, links.terms)};
}

// Of the payload of a signed text: 4 characters stand for 3 bytes of it (RFC 7515 §7.1).
constexpr std::size_t payload_bytes_in(std::size_t signed_bytes) {
  constexpr std::size_t kHeaderAndSignature = 512;
  return (signed_bytes - kHeaderAndSignature) / 4 * 3;
}

}  // namespace

Notary::Notary(const Keyring& keyring, NoticeTerms terms) : keyring_(keyring), terms_(std::move(terms)) {}

Notice Notary::draft(const Account& account, const std::vector<Case>& cases, const Settings& settings,
                     TimePoint now, std::optional<Seconds> validity) const {
  Notice notice;
  notice.issuer = terms_.issuer;
  notice.audience = terms_.product;
  notice.account = account.id;
  notice.issued_at = now;
  notice.expires_at = now + validity.value_or(terms_.validity);
  notice.epoch = settings.epoch;
  notice.seq = account.seq;
  for (const Case& one : cases)
    if (one.state == CaseState::open) notice.cases.push_back(to_notice_case(one));
  notice.ended = lately_ended(cases, now);
  notice.links = links_for(account.id, terms_.links);
  notice.contact = terms_.contact;
  notice.suspended = settings.suspended;
  notice.zone = zone_of(account.zone, notice);
  return notice;
}

Result<PublishedNotice> Notary::issue(const Account& account, const std::vector<Case>& cases,
                                      const Settings& settings, TimePoint now,
                                      std::optional<Seconds> validity) const {
  const Notice notice = draft(account, cases, settings, now, validity);
  const std::size_t room = most_bytes_when_opened(notice.cases.size());
  const std::string payload = encode_with_help_that_fits(notice, payload_bytes_in(room));
  const auto readable = decode_notice_payload(payload, {terms_.issuer, terms_.product, account.id});
  if (!readable) return readable.error();
  PublishedNotice published;
  published.account = account.id;
  published.jws = keyring_.sign(kNoticeType, payload);
  published.expires_at = notice.expires_at;
  published.is_held = !says_nothing(notice);
  if (!notice.ended.empty()) published.over_at = notice.ended.front().until;
  if (published.jws.size() > kMaxNoticeBytes)
    return Error{ErrorCode::too_large, "shorten the messages of the account's cases, or end one of them", ""};
  return published;
}

bool Notary::is_up_to_date(const PublishedNotice& notice) const {
  const auto jws = parse_jws(notice.jws, kNoticeType, kMaxNoticeBytes);
  if (!jws) return false;
  const auto said = decode_notice_payload(jws->payload, {terms_.issuer, terms_.product, notice.account});
  if (!said || keyring_.keyset().find(jws->kid, said->issued_at) == nullptr) return false;
  const auto texts = [](const Links& links, const Contact& contact) {
    return std::tuple(links.pay, links.help, links.export_data, links.terms, contact.name, contact.email,
                      contact.phone);
  };
  return texts(said->links, said->contact) == texts(links_for(notice.account, terms_.links), terms_.contact);
}

Result<PublishedNotice> Notary::issue_unknown(const std::string& account, const Settings& settings,
                                              TimePoint now) const {
  Account unknown;
  unknown.id = account;
  return issue(unknown, {}, settings, now);
}

std::string Notary::receipt(const std::string& nonce, std::string_view body, TimePoint now) const {
  const Receipt receipt{terms_.issuer, terms_.product, now, nonce, body_digest(body)};
  return keyring_.sign(kReceiptType, encode_receipt(receipt));
}

}  // namespace gracegate::server
