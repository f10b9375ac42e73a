// How much memory the bodies of all requests take together.
#ifndef GRACEGATE_SERVER_HTTP_BODY_BUDGET_HPP
#define GRACEGATE_SERVER_HTTP_BODY_BUDGET_HPP

#include <atomic>
#include <cstddef>

namespace gracegate::server::http {

// Threads: any.
class BodyBudget {
 public:
  explicit BodyBudget(std::size_t bytes) : left_(bytes) {}

  // What one request has of the budget; given back at the end of its scope. The budget outlives it.
  class Share {
   public:
    explicit Share(BodyBudget& budget) : budget_(budget) {}
    ~Share() { budget_.left_ += bytes_; }
    Share(const Share&) = delete;
    Share& operator=(const Share&) = delete;

    // That much more. False, and nothing taken, where less is left.
    bool take(std::size_t bytes);

   private:
    BodyBudget& budget_;
    std::size_t bytes_ = 0;
  };

 private:
  std::atomic<std::size_t> left_;
};

}  // namespace gracegate::server::http

#endif
