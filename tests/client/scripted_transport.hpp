// A server that says what a test wants it to.
#ifndef GRACEGATE_TESTS_CLIENT_SCRIPTED_TRANSPORT_HPP
#define GRACEGATE_TESTS_CLIENT_SCRIPTED_TRANSPORT_HPP

#include <atomic>
#include <deque>
#include <functional>
#include <map>
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
    Result<TransportResponse> response = answer(request);
    if (response && sign_receipt && response->receipt.empty() && !request.nonce.empty())
      response->receipt = sign_receipt(request.nonce, body_of(request, *response));
    return response;
  }
  void interrupt() noexcept override { interrupted = true; }
  void cancel() noexcept override { cancelled = true; }

  const std::string& last_target() const { return requests.back().target; }

  std::vector<TransportRequest> requests;
  bool cancelled = false;
  std::atomic<bool> interrupted{false};
  // Where it is set, each answer gets a receipt, unless it has one already.
  std::function<std::string(const std::string& nonce, const std::string& body)> sign_receipt;

 private:
  // With 304, the one that was sent last for the same path.
  std::string body_of(const TransportRequest& request, const TransportResponse& response) {
    std::string& sent = bodies_[request.target.substr(0, request.target.find('?'))];
    if (response.status == 200) sent = response.body;
    return sent;
  }

  std::map<std::string, std::string> bodies_;  // by path
  std::deque<Answer> answers_;
};

}  // namespace gracegate::test

#endif
