// What a product tells the gate.
#ifndef GRACEGATE_CONFIG_HPP
#define GRACEGATE_CONFIG_HPP

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "gracegate/cache.hpp"
#include "gracegate/clock.hpp"
#include "gracegate/log.hpp"
#include "gracegate/notice.hpp"
#include "gracegate/operation.hpp"
#include "gracegate/standing.hpp"
#include "gracegate/transport.hpp"

namespace gracegate {

enum class Enforcement {
  enforce,
  observe,  // decide and report what would be denied, deny nothing: for roll-out
};

// What follows where the gate of one account holds no notice that is in force.
enum class OnStale {
  allow,                     // nothing: who cannot be asked restricts nobody
  countdown_then_read_only,  // a countdown, with a banner that says so, and then read_only; never shutdown
};

// One account's mode changed, by the clock or by a new notice.
struct Transition {
  std::string account;
  Standing before;
  Standing after;
};

struct Config {
  std::string server;                  // "https://grace.example.com"; http for loopback only
  std::string product;                 // id of the product, the `aud` of its notices
  std::string sdk_key;                 // "gg_product_…" or "gg_account_…"
  std::vector<std::string> root_keys;  // public keys that are pinned, 43 characters each; at least one
  std::string account;     // empty: multi-tenant, the gate follows the feed; else this account alone
  std::string cache_file;  // empty: nothing is kept over a restart; each gate needs its own

  // With `account`: a notice file that somebody may put there, or replace, at any time. It is looked at every
  // few seconds, and taken as by Gate::take_notice(). Empty: none.
  std::string notice_file;
  // With `account`: where a person gives the product such a notice (Gate::take_notice()). Banner and refused
  // pages lead there where one is needed. A path ("/settings/notice"), essential like the page of signing in,
  // or an https URL. Empty: they name no page.
  std::string notice_page;

  Enforcement enforcement = Enforcement::enforce;
  std::chrono::seconds stale_after{24 * 3600};  // without contact for longer, provenance says `stale`
  std::chrono::seconds poll_wait{25};           // how long the server may hold a request; 1 to 60
  std::string ca_file;                          // PEM of the authorities for TLS; empty: the system's
  bool has_own_thread = true;                   // false: pump mode, the product's loop calls Gate::poll()

  // For products on a customer's own machine, with `account`: docs/product/own-machines.md. Strictness needs
  // a cache, so that a restart does not begin the countdown again.
  OnStale on_stale = OnStale::allow;
  std::chrono::seconds stale_countdown{14 * 24 * 3600};  // 3 to 400 days
  Contact contact;  // who can help while there has never been a notice, which says so itself

  Log log;
  // Called on the gate's thread, about at the instant (within a second); may call any function of the gate,
  // and destroy it. Not called for what the cache holds at the start. What it throws is caught and logged.
  std::function<void(const Transition&)> on_transition;
  // Called by Gate::decide(), on the thread that asked, for each denial (with observe: each that would have
  // been); may destroy the gate. Gate::allows() calls nobody. What it throws is caught and logged.
  std::function<void(const Decision&)> on_denial;

  // Replace the built-in ones; nullptr: built-in.
  std::shared_ptr<Clock> clock;
  std::unique_ptr<Transport> transport;
  std::unique_ptr<Cache> cache;
};

}  // namespace gracegate

#endif
