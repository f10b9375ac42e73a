// gracegate::core has no clock, thread, file, socket, environment, locale or random number in it.
#include "tests/layering/tree.hpp"

namespace gracegate::layering {
namespace {

constexpr std::string_view kImpureHeaders[] = {
    "atomic",  "barrier", "clocale",   "condition_variable", "csignal",  "cstdio",     "ctime",
    "fstream", "future",  "iostream",  "filesystem",         "latch",    "locale",     "mutex",
    "random",  "regex",   "semaphore", "shared_mutex",       "signal.h", "stop_token", "thread",
    "time.h"};

constexpr std::string_view kImpureWords[] = {"system_clock::now",
                                             "steady_clock::now",
                                             "high_resolution_clock::now",
                                             "getenv",
                                             "secure_getenv",
                                             "fopen",
                                             "freopen",
                                             "localtime",
                                             "localtime_r",
                                             "gmtime",
                                             "gmtime_r",
                                             "mktime",
                                             "timegm",
                                             "strftime",
                                             "clock_gettime",
                                             "gettimeofday",
                                             "rand",
                                             "srand",
                                             "random_device",
                                             "setlocale",
                                             "thread_local",
                                             "printf",
                                             "fprintf",
                                             "puts",
                                             "abort",
                                             "exit",
                                             "std::cout",
                                             "std::cerr",
                                             "std::time"};

bool is_core(const Source& source, const HeaderSets& headers) {
  if (source.is_in("sdk/src/core/")) return true;
  return source.is_in("sdk/include/") &&
         headers.core.count(source.path.substr(sizeof("sdk/include/") - 1)) != 0;
}

}  // namespace

void check_core_purity(const Source& source, const HeaderSets& headers, Breaches& breaches) {
  if (!is_core(source, headers)) return;
  for (const Include& include : source.includes)
    for (const std::string_view impure : kImpureHeaders)
      if (include.path == impure)
        breaches.push_back(source.path + ": core is pure, it has no use for <" + include.path + ">");
  for (const std::string_view impure : kImpureWords)
    if (has_word(source.code, impure))
      breaches.push_back(source.path + ": core is pure, it has no use for " + std::string(impure));
}

}  // namespace gracegate::layering
