#include "server/http/request_reader.hpp"

#include <algorithm>
#include <cstring>
#include <optional>

namespace gracegate::server::http {
namespace {

constexpr size_t kUsualHead = 4096;

Deadline after(std::chrono::milliseconds time) { return std::chrono::steady_clock::now() + time; }

}  // namespace

RequestReader::RequestReader(ByteStream& stream, const Options& options, const HeadLimits& limits, Seat& seat)
    : stream_(stream), options_(options), limits_(limits), seat_(seat), buffer_(kUsualHead) {}

std::string_view RequestReader::head() const { return {buffer_.data() + begin_, head_length_}; }

RequestReader::Outcome RequestReader::refuse(Cause cause) {
  cause_ = cause;
  return Outcome::refused;
}

// Makes sure that there is space behind end_, moving or growing what is there.
void RequestReader::make_room() {
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (end_ == buffer_.size())
    buffer_.resize(std::min(buffer_.size() * 2, std::max(end_, limits_.max_head) + 1));
}

// An idle connection holds no more memory than it needs for the usual request.
void RequestReader::shrink() {
  if (has_more() || buffer_.size() == kUsualHead) return;
  buffer_.resize(kUsualHead);
  buffer_.shrink_to_fit();
  begin_ = end_ = 0;
}

ReadResult RequestReader::receive_idle() {
  shrink();
  const ReadResult result =
      is_first_ ? stream_.read_until(after(options_.head_timeout), buffer_.data(), buffer_.size())
                : stream_.read_next(buffer_.data(), buffer_.size());
  begin_ = 0;
  end_ = result.count;
  return result;
}

RequestReader::Outcome RequestReader::read_head() {
  if (!has_more() && (seat_.must_leave || receive_idle().end != ReadEnd::none)) return Outcome::ended;
  is_first_ = false;
  HeadScanner scanner(limits_);
  std::optional<Deadline> deadline;
  while (true) {
    const HeadScanner::State state = scanner.look_at({buffer_.data() + begin_, end_ - begin_});
    if (state == HeadScanner::State::refused) return refuse(scanner.cause());
    if (state == HeadScanner::State::complete) break;
    if (seat_.must_leave) return Outcome::ended;
    if (!deadline) deadline = after(options_.head_timeout);
    make_room();
    const ReadResult more = stream_.read_until(*deadline, buffer_.data() + end_, buffer_.size() - end_);
    if (more.end == ReadEnd::timed_out) return refuse(Cause::request_timeout);
    if (more.end == ReadEnd::closed) return Outcome::ended;
    end_ += more.count;
  }
  seat_.is_idle.store(false, std::memory_order_relaxed);
  head_length_ = scanner.length();
  return Outcome::arrived;
}

void RequestReader::drop_head() {
  begin_ += head_length_;
  head_length_ = 0;
}

RequestReader::Outcome RequestReader::read_body(size_t length, std::string& body, BodyBudget::Share& share) {
  std::optional<Deadline> deadline;
  while (true) {
    const size_t taken = std::min(length - body.size(), end_ - begin_);
    if (!share.take(taken)) return refuse(Cause::too_many_bodies);
    body.append(buffer_.data() + begin_, taken);
    begin_ += taken;
    if (body.size() == length) return Outcome::arrived;
    if (seat_.must_leave) return Outcome::ended;
    if (!deadline) deadline = after(options_.body_timeout);
    const ReadResult more = stream_.read_until(*deadline, buffer_.data(), buffer_.size());
    if (more.end == ReadEnd::timed_out) return refuse(Cause::request_timeout);
    if (more.end == ReadEnd::closed) return Outcome::ended;
    begin_ = 0;
    end_ = more.count;
  }
}

void RequestReader::discard_until(Deadline deadline) {
  while (!seat_.must_leave && std::chrono::steady_clock::now() < deadline) {
    if (stream_.read_until(deadline, buffer_.data(), buffer_.size()).end != ReadEnd::none) return;
  }
}

}  // namespace gracegate::server::http
