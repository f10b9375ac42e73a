// Senders of nonsense.
#ifndef GRACEGATE_TESTS_E2E_RUBBISH_HPP
#define GRACEGATE_TESTS_E2E_RUBBISH_HPP

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace e2e {

// As long as it lives one thread for each port sends what no client of ours would: random bytes, methods that
// there are not, heads without end, bodies that are shorter than announced. The same on every run.
class Rubbish {
 public:
  explicit Rubbish(const std::vector<int>& ports);
  ~Rubbish();
  Rubbish(const Rubbish&) = delete;
  Rubbish& operator=(const Rubbish&) = delete;

  int sent() const { return sent_; }

 private:
  void run(int port, unsigned seed);

  std::atomic<bool> is_over_{false};
  std::atomic<int> sent_{0};
  std::vector<std::thread> threads_;
};

}  // namespace e2e

#endif
