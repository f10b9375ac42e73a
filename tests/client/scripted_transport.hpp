// A server that says what a test wants it to.
#ifndef GRACEGATE_TESTS_CLIENT_SCRIPTED_TRANSPORT_HPP
#define GRACEGATE_TESTS_CLIENT_SCRIPTED_TRANSPORT_HPP

#include <deque>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "gracegate/transport.hpp"

namespace gracegate::test {

// Gives the queued answers in order; with none left, the server cannot be reached. Keeps the requests.
class ScriptedTransport : public Transport {
 public:
  using Answer = std::function<Result<TransportResponse>(const TransportRequest&)>;

  void then(Answer answer) { answers_.push_back(std::move(answer)); }
  void then(TransportResponse response) {
    then([response](const TransportRequest&) { return response; });
  }
  void then(Error error) {
    then([error](const TransportRequest&) { return error; });
  }

  Result<TransportResponse> send(const TransportRequest& request) override {
    requests.push_back(request);
    if (answers_.empty()) return Error{ErrorCode::unavailable, "cannot connect", {}};
    const Answer answer = std::move(answers_.front());
    answers_.pop_front();
    return answer(request);
  }
  void cancel() noexcept override { cancelled = true; }

  const std::string& last_target() const { return requests.back().target; }

  std::vector<TransportRequest> requests;
  bool cancelled = false;

 private:
  std::deque<Answer> answers_;
};

}  // namespace gracegate::test

#endif
