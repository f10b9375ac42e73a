#include "tests/server/http/running_listener.hpp"

#include <stdexcept>

namespace gracegate::tests {

using namespace server::http;

Reply echo(const Request& request) {
  Reply reply;
  reply.content_type = "text/plain";
  reply.body = request.method + " " + request.target + "\n" + request.body;
  return reply;
}

Handler with_body(std::function<Reply(const Request&)> reply, size_t at_most) {
  return [at_most, reply = std::move(reply)](const Request&) { return BodyWanted{at_most, reply}; };
}

RunningListener::RunningListener(Options options, Handler handler) {
  auto opened = Listener::open(std::move(options), std::move(handler));
  if (!opened) throw std::runtime_error(opened.error().message);
  listener_ = *std::move(opened);
  run_ = std::async(std::launch::async, [this] { return listener_->run(); });
}

RunningListener::~RunningListener() {
  if (run_.valid()) static_cast<void>(stop());
}

bool RunningListener::stop() {
  listener_->stop();
  return run_.get();
}

std::uint64_t RunningListener::refused(std::string_view slug) const {
  for (const auto& [name, count] : listener_->stats().refused) {
    if (name == slug) return count;
  }
  throw std::runtime_error("no cause of that name");
}

}  // namespace gracegate::tests
