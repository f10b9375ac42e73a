// A server played inside the process: a feed of many accounts that keeps changing.
#ifndef GRACEGATE_TESTS_BENCH_MOVING_FEED_HPP
#define GRACEGATE_TESTS_BENCH_MOVING_FEED_HPP

#include <cstddef>
#include <memory>
#include <string>

#include "gracegate/config.hpp"
#include "gracegate/transport.hpp"

namespace gracegate::bench {

std::string account_name(std::size_t number);  // "account-0000042"

// Configuration of a gate whose server holds `accounts` open cases, of which `changes_at_once` change every
// five milliseconds.
Config moving_feed(std::size_t accounts, std::size_t changes_at_once);
// As that, with all changes signed beforehand, as a server's would be: the gate's thread has only its own
// work to do. After `answers` of them nothing changes any more.
Config moving_feed_signed_before(std::size_t accounts, std::size_t changes_at_once, std::size_t answers);

}  // namespace gracegate::bench

#endif
