#include "server/console/words.hpp"

namespace gracegate::server::console {
namespace {

struct Entry {
  std::string_view kind, value, word;
};

constexpr Entry kWords[] = {
    {"mode", "open", "Open"},
    {"mode", "countdown", "Counting down"},
    {"mode", "read_only", "Read-only"},
    {"mode", "shutdown", "Shut down"},
    {"state", "open", "Open"},
    {"state", "settled", "Settled"},
    {"state", "waived", "Waived"},
    {"state", "released", "Let go"},
    {"reason", "nonpayment", "Not paid"},
    {"reason", "seat_overuse", "Seats shared or too many"},
    {"reason", "edition_mismatch", "Outgrew the edition"},
    {"reason", "contract_ended", "Contract has ended"},
    {"reason", "terms_violation", "Against the terms"},
    {"reason", "released", "Let go"},
    {"reason", "other", "Other"},
    {"topic", "stuck", "Is stuck"},
    {"topic", "question", "Question about the bill"},
    {"topic", "time", "Has paid, or needs time"},
    {"action", "server.set_up", "Server set up"},
    {"action", "sign_in", "Signed in with a program"},
    {"action", "session.start", "Signed in"},
    {"action", "session.end", "Signed out"},
    {"action", "person.add", "Person added"},
    {"action", "person.role", "Role changed"},
    {"action", "person.disable", "Person disabled"},
    {"action", "person.enable", "Person enabled"},
    {"action", "person.password", "Password changed"},
    {"action", "person.zone", "Time zone changed"},
    {"action", "account.add", "Account added"},
    {"action", "account.change", "Account changed"},
    {"action", "account.notice", "Notice handed out"},
    {"action", "case.seen", "Banner first seen"},
    {"action", "case.open", "Case opened"},
    {"action", "case.extend", "Extended"},
    {"action", "case.hold", "Put on hold"},
    {"action", "case.resume", "Hold ended"},
    {"action", "case.settle", "Settled"},
    {"action", "case.waive", "Waived"},
    {"action", "case.release", "Let go"},
    {"action", "case.escalate", "Escalated"},
    {"action", "case.reopen", "Opened again"},
    {"action", "payment", "Payment"},
    {"action", "policy.change", "Policy changed"},
    {"action", "help.receive", "Help asked for"},
    {"action", "help.answer", "Answered"},
    {"action", "help.close", "Closed without an answer"},
    {"action", "enforcement.suspend", "Enforcement switched off"},
    {"action", "enforcement.resume", "Enforcement switched on"},
    {"action", "token.create", "Key or token made"},
    {"action", "token.revoke", "Key or token revoked"},
    {"action", "keys.rotate", "Signing key rotated"},
    {"action", "keys.revoke", "Signing key revoked"},
    {"action", "keys.replace_root", "Root key replaced"},
    {"action", "keys.remove_root", "Root key taken away"},
    {"action", "keys.request", "Key set requested"},
    {"action", "keys.install", "Key set installed"},
    {"action", "backup", "Backup"},
    {"wanting", "due", "Changes within 3 days"},
    {"wanting", "limited", "Limited now"},
    {"wanting", "hold", "Hold ends within 3 days"},
    {"wanting", "unseen", "Banner not seen"},
    {"role", "viewer", "Viewer: sees everything, changes nothing"},
    {"role", "support", "Support: opens, extends, holds, settles, answers"},
    {"role", "finance", "Finance: also waives and lets go"},
    {"role", "admin", "Admin: everything"},
    {"token", "product", "Key of the product's own servers"},
    {"token", "account", "Key of one customer's installation"},
    {"token", "person", "API token of a program, with a role"},
    {"contact", "billing", "Looks after the contract"},
    {"contact", "sponsor", "Sponsor"},
    {"contact", "technical", "Technical"},
    {"language", "ar", "العربية"},
    {"language", "cs", "Čeština"},
    {"language", "de", "Deutsch"},
    {"language", "en", "English"},
    {"language", "es", "Español"},
    {"language", "fr", "Français"},
    {"language", "he", "עברית"},
    {"language", "hi", "हिन्दी"},
    {"language", "it", "Italiano"},
    {"language", "ja", "日本語"},
    {"language", "ko", "한국어"},
    {"language", "nl", "Nederlands"},
    {"language", "pl", "Polski"},
    {"language", "pt-BR", "Português (Brasil)"},
    {"language", "sv", "Svenska"},
    {"language", "tr", "Türkçe"},
    {"language", "uk", "Українська"},
    {"language", "zh-Hans", "简体中文"},
    {"done", "opened", "The case is open: its banner shows within seconds."},
    {"done", "extend", "Extended. The customer sees the new date within seconds."},
    {"done", "hold", "On hold. The count stands still."},
    {"done", "resume", "The hold has ended, and the count goes on."},
    {"done", "settle", "Settled. Everything is open again within seconds."},
    {"done", "waive", "Waived. Everything is open again within seconds."},
    {"done", "release", "Let go. The customer sees a farewell."},
    {"done", "escalate", "Escalated: it shuts down without a read-only stage."},
    {"done", "reopen", "The case runs again, with at least three days of countdown."},
    {"done", "account", "Saved."},
    {"done", "policy", "A new version counts for cases that are opened from now on."},
    {"done", "answered", "Answered. The person sees it in the banner's panel."},
    {"done", "closed", "Closed without an answer."},
    {"done", "suspended", "Enforcement is off: every gate is open, banners stay."},
    {"done", "resumed", "Enforcement is on again."},
    {"done", "password", "Your password is changed, and you are signed out everywhere else."},
    {"done", "zone", "Dates are shown in this zone from now on."},
    {"done", "ended", "That session has ended."},
    {"done", "role", "The role counts from now on."},
    {"done", "disable", "Out at once: sessions and tokens have ended."},
    {"done", "enable", "May sign in again."},
    {"done", "revoked", "Revoked: it opens nothing any more."},
};

}  // namespace

std::string word_for(std::string_view kind, const std::string& value) {
  for (const Entry& entry : kWords)
    if (entry.kind == kind && entry.value == value) return std::string(entry.word);
  return value;
}

std::vector<Choice> choices_of(std::string_view kind) {
  std::vector<Choice> choices;
  for (const Entry& entry : kWords)
    if (entry.kind == kind) choices.push_back({entry.value, entry.word});
  return choices;
}

std::string done_words(const std::string& done) {
  for (const Entry& entry : kWords)
    if (entry.kind == "done" && entry.value == done) return std::string(entry.word);
  return "";
}

}  // namespace gracegate::server::console
