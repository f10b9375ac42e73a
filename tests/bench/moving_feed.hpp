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

// Configuration of a gate whose server holds `accounts` open cases. With `keeps_changing`, ten of them change
// every five milliseconds.
Config moving_feed(std::size_t accounts, bool keeps_changing);

}  // namespace gracegate::bench

#endif
