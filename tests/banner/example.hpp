// A notice to make banners of.
#ifndef GRACEGATE_TESTS_BANNER_EXAMPLE_HPP
#define GRACEGATE_TESTS_BANNER_EXAMPLE_HPP

#include <string>
#include <vector>

#include "gracegate/banner.hpp"

namespace gracegate::example {

// 22 November 2026, 15:18 UTC: when the case was opened. The deadline is 14 days later, the read-only limit
// starts 17 hours after that, shutdown another 7 days later.
TimePoint opened();
TimePoint deadline();
TimePoint read_only();
TimePoint shutdown();

// 30,000.00 USD for two invoices, all links, a contact, zone CET.
Notice notice(Reason reason = Reason::nonpayment);

// That notice, once "p-17" has asked for help twice, an hour apart: the first is answered, in two lines.
Notice conversing();
// No case is open; that one ended at opened(), and something is said of it for 15 minutes, of a release for
// 30 days.
Notice ended(Ending how, Reason reason = Reason::nonpayment);

// Every language that there are texts in.
std::vector<std::string> locales();

Viewer viewer(Role role, const std::string& locale = "en");

// As the gate decides on a write at `now`.
Decision denial(const Notice& notice, TimePoint now);

}  // namespace gracegate::example

#endif
