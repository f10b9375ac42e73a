// A gracegated with a folder of its own, and gracectl pointed at it. Its clock stands at kNow.
#ifndef GRACEGATE_TESTS_E2E_CTL_HOUSE_HPP
#define GRACEGATE_TESTS_E2E_CTL_HOUSE_HPP

#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "tests/e2e/ctl/child.hpp"

namespace gracegate::ctl_test {

using Json = nlohmann::ordered_json;

inline constexpr const char* kNow = "2026-11-23T10:00:00Z";  // a Monday
inline constexpr const char* kIn14Days = "2026-12-07T10:00:00Z";

struct Outcome {
  int code = -1;
  std::string out, err;
};

class House {
 public:
  House();
  ~House();
  House(const House&) = delete;
  House& operator=(const House&) = delete;

  // Waits until it answers. Port 0: a free one.
  void start_server(const std::string& data = "data", int port = 0, const Words& options = {});
  void stop_server();

  // Runs gracectl as the admin to its end.
  Outcome ctl(const Words& words, const std::string& input = "") const;
  // Runs a line of shell, with gracectl on its path.
  Outcome shell(const std::string& line) const;
  // With --json, which must succeed.
  Json json(Words words) const;
  // The id of the case that `words` open, which must succeed.
  std::string opened(Words words) const;
  // gracectl in the background; its errors are in `errors`.
  std::unique_ptr<Child> background(const Words& words, const std::string& errors) const;

  std::string path(const std::string& name) const { return folder_ + "/" + name; }
  int port() const;
  std::string url;
  std::string token;  // sent by ctl(); empty: none
  Json first_run;

  // All that is stored, as gracectl shows it.
  std::string everything() const;

 private:
  Words environment() const;
  Outcome run(const std::string& program, const Words& words) const;

  std::string folder_;
  std::unique_ptr<Child> server_;
};

std::string text_of(const std::string& file);
void write_file(const std::string& file, const std::string& text);

}  // namespace gracegate::ctl_test

#endif
