#include "server/http/body_budget.hpp"

namespace gracegate::server::http {

bool BodyBudget::Share::take(std::size_t bytes) {
  std::size_t left = budget_.left_;
  do {
    if (bytes > left) return false;
  } while (!budget_.left_.compare_exchange_weak(left, left - bytes));
  bytes_ += bytes;
  return true;
}

}  // namespace gracegate::server::http
