// What Gate::open does with a cache, against the signatures alone.
#include <benchmark/benchmark.h>

#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "client/cache_restore.hpp"
#include "figures.hpp"
#include "gracegate/gate.hpp"
#include "tests/support/test_signer.hpp"

namespace gracegate::bench {
namespace {

using test::TestSigner;

const TimePoint kSignedAt = std::chrono::floor<Seconds>(std::chrono::system_clock::now());
const TestSigner kRoot(1);
const TestSigner kSigner(2);

constexpr std::size_t kOpenCases = 500;

class Folder {
 public:
  Folder() { (void)::mkdtemp(path_.data()); }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_ = "/tmp/gracegate-bench-XXXXXX";
};

void write_cache(const std::string& file) {
  CacheHead head;
  head.product = "notes";
  head.keyset = test::sign_keyset(kRoot, test::make_keyset(kSigner));
  std::vector<RecordRef> records;
  records.reserve(kOpenCases);
  for (std::size_t i = 0; i < kOpenCases; ++i) {
    const Notice notice = test::overdue_notice("account-" + std::to_string(i), kSignedAt);
    records.push_back(make_record(notice, test::sign_notice(kSigner, notice)));
  }
  std::ofstream(file) << encode_cache(head, records);
}

// To the first answer out of the cache, and closing again.
void open_from_cache(benchmark::State& state) {
  const Folder folder;
  write_cache(folder.file("cache"));
  for (auto _ : state) {
    Config config;
    config.server = "http://127.0.0.1:1";
    config.product = "notes";
    config.sdk_key = "gg_product_1";
    config.root_keys = {to_string(kRoot.key())};
    config.cache_file = folder.file("cache");
    config.has_own_thread = false;
    const auto gate = Gate::open(std::move(config));
    if (!gate || gate->standing("account-0").mode == Mode::open)
      state.SkipWithError("not opened from the cache");
  }
}

void verify_at_once(benchmark::State& state) {
  const std::string message(1000, 'x');
  const Signature signature = kSigner.sign_bytes(message);
  for (auto _ : state) {
    for (std::size_t i = 0; i < kVerifiedAtOnce; ++i)
      if (!verify_signature(kSigner.key(), message, signature)) state.SkipWithError("not verified");
  }
}

BENCHMARK(open_from_cache)->Unit(benchmark::kMillisecond);
BENCHMARK(verify_at_once)->Unit(benchmark::kMillisecond);

}  // namespace

std::vector<Figure> cache_figures() {
  return {{"start from a cache of 500 open cases, against verifying 30 signatures", "open_from_cache",
           "verify_at_once", 2}};
}

}  // namespace gracegate::bench
