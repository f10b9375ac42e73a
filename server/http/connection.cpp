#include "server/http/connection.hpp"

#include <exception>

#include "server/http/plain_stream.hpp"
#include "server/http/reply_writer.hpp"
#include "server/http/request_reader.hpp"

namespace gracegate::server::http {
namespace {

constexpr std::chrono::seconds kFarewell{1};  // for a refused client to stop sending

class Connection {
 public:
  Connection(Service& service, Seat& seat, ByteStream& stream)
      : service_(service),
        seat_(seat),
        stream_(stream),
        reader_(stream, service.options, service.limits, seat) {
    request_.remote_addr = to_string(seat.peer);
    request_.tls = service.tls != nullptr;
  }

  void serve() {
    while (serve_one()) {
    }
  }

 private:
  bool serve_one();
  bool go_on(RequestReader::Outcome outcome);
  bool read_body(size_t at_most, BodyBudget::Share& share);
  bool apply_proxy(RequestsInFlight::Place& place);
  template <class Ask>
  Answer ask(const Ask& handler);
  bool answer_with(const Reply& reply, bool is_whole);
  Reply fail(std::string_view fault);
  bool refuse(Cause cause);
  bool part_with(const Reply& reply);
  bool send(const Reply& reply, bool keeps_alive);
  bool may_stay();

  Service& service_;
  Seat& seat_;
  ByteStream& stream_;
  RequestReader reader_;
  Request request_;
  Framing framing_;
  std::chrono::steady_clock::time_point since_;  // arrival of the head
  std::string head_;                             // of the reply; kept for its memory
  DateText date_;
};

bool Connection::serve_one() {
  if (!go_on(reader_.read_head())) return false;
  since_ = std::chrono::steady_clock::now();
  if (const auto cause = inspect_head(reader_.head(), request_, framing_)) return refuse(*cause);
  reader_.drop_head();
  RequestsInFlight::Place place(service_.forwarded);
  if (!apply_proxy(place)) return refuse(Cause::too_many_requests_from_address);
  Answer answer = ask(service_.handler);
  bool is_whole = framing_.content_length == 0;
  if (const auto* wanted = std::get_if<BodyWanted>(&answer)) {
    BodyBudget::Share share(service_.bodies);
    if (!read_body(wanted->at_most, share)) return false;
    answer = ask(wanted->reply);
    std::string().swap(request_.body);
    is_whole = true;
  }
  return answer_with(std::get<Reply>(answer), is_whole);
}

bool Connection::go_on(RequestReader::Outcome outcome) {
  if (outcome == RequestReader::Outcome::refused) return refuse(reader_.cause());
  return outcome == RequestReader::Outcome::arrived;
}

bool Connection::read_body(size_t at_most, BodyBudget::Share& share) {
  if (framing_.content_length > at_most) return refuse(Cause::body_too_large);
  const bool waits = framing_.expects_continue && !framing_.is_http_1_0 && framing_.content_length > 0;
  if (waits && !stream_.write("HTTP/1.1 100 Continue\r\n\r\n", {})) return false;
  return go_on(reader_.read_body(framing_.content_length, request_.body, share));
}

// False: the client that the proxy names has its share. What the proxy asks for itself is not counted.
bool Connection::apply_proxy(RequestsInFlight::Place& place) {
  if (!seat_.is_trusted) return true;
  request_.remote_addr = to_string(seat_.peer);
  request_.tls = service_.tls != nullptr;
  apply_forwarding(service_.trusted, request_);
  const auto client = parse_address(request_.remote_addr);
  return !client || *client == seat_.peer || place.take(*client);
}

Reply Connection::fail(std::string_view fault) {
  service_.refusals.add(Cause::internal_error);
  service_.report(fault);
  return reply_to(Cause::internal_error);
}

template <class Ask>
Answer Connection::ask(const Ask& handler) {
  try {
    Answer answer = handler(request_);
    const auto* reply = std::get_if<Reply>(&answer);
    if (reply == nullptr || is_sendable(*reply)) return answer;
    return fail("a handler's reply has a status or header that cannot be sent");
  } catch (const std::exception& exception) {
    return fail(exception.what());
  } catch (...) {
    return fail("a handler threw something that is not a std::exception");
  }
}

// `is_whole`: nothing of the request is left unread.
bool Connection::answer_with(const Reply& reply, bool is_whole) {
  seat_.requests.store(seat_.requests.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
  if (service_.options.on_reply)
    service_.options.on_reply(
        request_, reply,
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - since_));
  if (!is_whole) return part_with(reply);
  const bool stays = may_stay();
  seat_.is_idle.store(true, std::memory_order_relaxed);
  if (send(reply, stays)) return stays;
  service_.refusals.add(Cause::write_timeout);
  return false;
}

bool Connection::may_stay() {
  return framing_.keeps_alive && !seat_.must_leave.load(std::memory_order_relaxed) &&
         seat_.requests.load(std::memory_order_relaxed) < service_.options.max_requests_per_connection;
}

bool Connection::send(const Reply& reply, bool keeps_alive) {
  const auto& clock = service_.options.wall_clock;
  const std::string_view date = clock ? date_.at(clock()) : std::string_view();
  write_reply_head(reply, framing_, keeps_alive, date, head_);
  const bool has_body = !framing_.is_head && allows_body(reply.status);
  return stream_.write(head_, has_body ? body_of(reply) : std::string_view());
}

bool Connection::refuse(Cause cause) {
  service_.refusals.add(cause);
  return part_with(reply_to(cause));
}

// Always false: what the client still sends is not understood, or not wanted.
bool Connection::part_with(const Reply& reply) {
  if (!send(reply, false)) return false;
  stream_.finish();
  reader_.discard_until(std::chrono::steady_clock::now() + kFarewell);
  return false;
}

void serve_stream(Service& service, Seat& seat, ByteStream& stream) {
  Connection(service, seat, stream).serve();
}

void serve_tls(Service& service, Seat& seat) {
  const Options& options = service.options;
  const auto deadline = std::chrono::steady_clock::now() + options.head_timeout;
  const auto stream = service.tls->accept(seat.socket, deadline, {options.keep_alive, options.write_timeout});
  if (!stream) return service.refusals.add(Cause::handshake_failed);
  serve_stream(service, seat, *stream);
}

}  // namespace

void serve_connection(Service& service, Seat& seat) noexcept {
  try {
    if (service.tls) return serve_tls(service, seat);
    PlainStream stream(seat.socket);
    serve_stream(service, seat, stream);
  } catch (const std::exception& exception) {  // no memory, or a hook that throws: this connection only ends
    try {
      service.report(exception.what());
    } catch (...) {  // nobody is left to tell
    }
  }
}

}  // namespace gracegate::server::http
