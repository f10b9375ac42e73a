// What Gate::open does with a cache, against the signatures alone.
#include <benchmark/benchmark.h>

#include "client/cache_restore.hpp"
#include "figures.hpp"
#include "tests/support/test_signer.hpp"

namespace gracegate::bench {
namespace {

using test::TestSigner;

const TimePoint kSignedAt{Seconds{1764000000}};
const TestSigner kRoot(1);
const TestSigner kSigner(2);

// As full as a start verifies at once.
std::string full_cache() {
  CacheHead head;
  head.product = "notes";
  head.keyset = test::sign_keyset(kRoot, test::make_keyset(kSigner));
  std::vector<RecordRef> records;
  records.reserve(kVerifiedAtOnce);
  for (std::size_t i = 0; i < kVerifiedAtOnce; ++i) {
    const Notice notice = test::overdue_notice("account-" + std::to_string(i), kSignedAt);
    records.push_back(make_record(notice, test::sign_notice(kSigner, notice)));
  }
  return encode_cache(head, records);
}

void restore_500(benchmark::State& state) {
  const std::string cache = full_cache();
  for (auto _ : state) {
    const auto restored = restore_cache(cache, {kRoot.key()}, "notes", {});
    if (!restored || restored->records.size() != kVerifiedAtOnce) state.SkipWithError("not restored");
  }
}

void verify_500(benchmark::State& state) {
  const std::string message(1000, 'x');
  const Signature signature = kSigner.sign_bytes(message);
  for (auto _ : state) {
    for (std::size_t i = 0; i < kVerifiedAtOnce; ++i)
      if (!verify_signature(kSigner.key(), message, signature)) state.SkipWithError("not verified");
  }
}

BENCHMARK(restore_500)->Unit(benchmark::kMillisecond);
BENCHMARK(verify_500)->Unit(benchmark::kMillisecond);

}  // namespace

std::vector<Figure> cache_figures() {
  return {{"start from a cache of 500 open cases, against verifying 500 signatures", "restore_500",
           "verify_500", 1.5}};
}

}  // namespace gracegate::bench
