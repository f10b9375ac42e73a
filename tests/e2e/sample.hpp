// The sample product as a running program.
#ifndef GRACEGATE_TESTS_E2E_SAMPLE_HPP
#define GRACEGATE_TESTS_E2E_SAMPLE_HPP

#include <memory>
#include <optional>
#include <string>

#include "gracegate/time.hpp"
#include "tests/e2e/browser.hpp"
#include "tests/e2e/process.hpp"

namespace e2e {

// Its companies are those of the demo: acme, globex, initech, hooli, umbra; in each "acme-billing" looks
// after the contract and "acme-member" writes notes. A resource. Threads: one.
class Sample {
 public:
  // `folder`: where its files go, with `name` in front. Started by start().
  Sample(std::string folder, std::string name, Words options);

  // Again with the same cache and notes. Until it answers; throws where it does not.
  void start(const Words& more_options = {});
  void kill_hard() { process_->kill_hard(); }
  int end() { return process_->end(); }
  bool is_running() { return process_->is_running(); }

  const std::string& url() const { return url_; }
  int port() const;
  std::string cache_file() const { return path_ + ".data/gate"; }
  std::string log() const { return text_of_file(path_ + ".log"); }

  Browser signed_in(const std::string& person) const;
  // By the company's API key.
  Answer program(const std::string& account, const std::string& method, const std::string& path,
                 const Json& body = nullptr) const;
  // The time that its gate goes by; nullopt: it does not answer.
  std::optional<gracegate::TimePoint> now() const;

 private:
  std::string path_;
  Words options_;
  std::string url_;
  std::unique_ptr<Process> process_;
};

// A note, as a program writes it.
Json note(const std::string& title);
// Whether the banner of a case is on the page.
bool has_banner(const Answer& page);
// Whether words about a case that ended are.
bool has_last_words(const Answer& page);

}  // namespace e2e

#endif
