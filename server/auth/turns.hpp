// A bound on how many do something costly at the same time: the others wait for their turn.
#ifndef GRACEGATE_SERVER_AUTH_TURNS_HPP
#define GRACEGATE_SERVER_AUTH_TURNS_HPP

#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>

namespace gracegate::server {

// Threads: any.
class Turns {
  struct End {
    void operator()(Turns* turns) const { turns->end_one(); }
  };

 public:
  using Turn = std::unique_ptr<Turns, End>;  // ends with its scope; the turns outlive it

  // Precondition: at_once > 0.
  explicit Turns(std::size_t at_once) : free_(at_once) {}

  // Waits for a turn. Null once stopped: for who has waited until then, and for whoever comes later.
  Turn take();
  void stop();

 private:
  void end_one();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t free_;  // these two under mutex_
  bool is_stopped_ = false;
};

}  // namespace gracegate::server

#endif
