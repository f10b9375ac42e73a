#include "tests/fuzz/targets.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace gracegate::fuzz {

const std::vector<Target>& targets() {
  static const std::vector<Target> all = {
      {"notice", run_notice, notice_seeds},
      {"keyset", run_keyset, keyset_seeds},
      {"feed", run_feed, feed_seeds},
      {"receipt", run_receipt, receipt_seeds},
      {"notice_file", run_notice_file, notice_file_seeds},
      {"cache", run_cache, cache_seeds},
      {"response", run_response, response_seeds},
      {"form", run_form, form_seeds},
      {"inject", run_inject, inject_seeds},
      {"classify", run_classify, classify_seeds},
      {"countdown", run_countdown, countdown_seeds},
  };
  return all;
}

const Target& target(std::string_view name) {
  const auto found =
      std::find_if(targets().begin(), targets().end(), [&](const Target& one) { return one.name == name; });
  must(found != targets().end(), "there is such a target");
  return *found;
}

void must(bool holds, const char* claim) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", claim);
  std::abort();
}

}  // namespace gracegate::fuzz
