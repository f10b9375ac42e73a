// What is fuzzed: readers of what comes from outside. A target gets any bytes; it ends the program where
// something that always holds does not.
#ifndef GRACEGATE_TESTS_FUZZ_TARGETS_HPP
#define GRACEGATE_TESTS_FUZZ_TARGETS_HPP

#include <string>
#include <string_view>
#include <vector>

namespace gracegate::fuzz {

struct Target {
  std::string_view name;
  void (*run)(std::string_view input);
  std::vector<std::string> (*seeds)();  // good and bad examples to start from
};

const std::vector<Target>& targets();
const Target& target(std::string_view name);  // precondition: there is one

void run_notice(std::string_view input);       // payload, or JWS
void run_keyset(std::string_view input);       // payload, or JWS
void run_feed(std::string_view input);         // body of an answer, or payload of a head
void run_receipt(std::string_view input);      // payload, or JWS
void run_notice_file(std::string_view input);  // text with a notice file in it
void run_cache(std::string_view input);        // lines of the cache file but the last
void run_response(std::string_view input);     // an answer of HTTP
void run_form(std::string_view input);         // type, line feed, body of a form
void run_inject(std::string_view input);       // HTML page
void run_classify(std::string_view input);     // method, space, request target
void run_countdown(std::string_view input);    // numbers, then a locale

std::vector<std::string> notice_seeds();
std::vector<std::string> keyset_seeds();
std::vector<std::string> feed_seeds();
std::vector<std::string> receipt_seeds();
std::vector<std::string> notice_file_seeds();
std::vector<std::string> cache_seeds();
std::vector<std::string> response_seeds();
std::vector<std::string> form_seeds();
std::vector<std::string> inject_seeds();
std::vector<std::string> classify_seeds();
std::vector<std::string> countdown_seeds();

// Ends the program with `claim` where it does not hold.
void must(bool holds, const char* claim);

}  // namespace gracegate::fuzz

#endif
