#include "tests/browser/notary.hpp"

#include <nlohmann/json.hpp>
#include <vector>

namespace gracegate::browser_test {
namespace {

constexpr const char* kIssuer = "https://grace.example.com";
constexpr const char* kProduct = "notes";

std::int64_t seconds_of(TimePoint at) { return at.time_since_epoch().count(); }

std::int64_t after_of(const std::string& target) {
  return std::stoll(target.substr(target.find("after=") + 6));
}

}  // namespace

// One request at a time; a question for changes is held until there are some.
class Notary::Line : public Transport {
 public:
  explicit Line(Notary& notary) : notary_(notary) {}

  Result<TransportResponse> send(const TransportRequest& request) override {
    ++notary_.asked_;
    if (request.target.find("/v1/keys") != std::string::npos) return notary_.answer(request, notary_.keys());
    if (!request.body.empty()) return notary_.take(request);
    std::unique_lock<std::mutex> lock(notary_.mutex_);
    const std::int64_t after = after_of(request.target);
    notary_.taken_ = after;
    notary_.changed_.notify_all();
    const auto is_over = [this] { return is_cancelled_ || is_interrupted_; };
    notary_.changed_.wait(lock, [&] { return is_over() || notary_.revision_ > after; });
    const bool is_news = !is_over();
    is_interrupted_ = false;
    if (!is_news) return Error{ErrorCode::unavailable, "interrupted", {}};
    return notary_.answer(request, notary_.feed(after));
  }

  void interrupt() noexcept override { set(is_interrupted_); }
  void cancel() noexcept override { set(is_cancelled_); }

 private:
  void set(bool& flag) noexcept {
    const std::lock_guard<std::mutex> lock(notary_.mutex_);
    flag = true;
    notary_.changed_.notify_all();
  }

  Notary& notary_;
  bool is_interrupted_ = false;  // under its mutex_, as is_cancelled_
  bool is_cancelled_ = false;
};

Notary::Notary(std::shared_ptr<testing::ManualClock> clock) : clock_(std::move(clock)) {}

std::unique_ptr<Transport> Notary::transport() { return std::make_unique<Line>(*this); }

std::string Notary::root_key() const { return to_string(root_.key()); }

TransportResponse Notary::answer(const TransportRequest& request, std::string body) const {
  TransportResponse response;
  response.status = 200;
  response.body = std::move(body);
  response.receipt = test::sign_receipt(signer_, request.nonce, response.body, clock_->wall());
  return response;
}

// Sightings, and requests for help: those are answered within a day, by Maria.
Result<TransportResponse> Notary::take(const TransportRequest& request) {
  if (request.target != "/v1/help") return answer(request, "{}");
  const std::lock_guard<std::mutex> lock(mutex_);
  if (is_deaf_) return Error{ErrorCode::unavailable, "cannot connect", {}};
  help_.push_back(request.body);
  const nlohmann::json receipt{{"id", nlohmann::json::parse(request.body).at("id")},
                               {"answer_by", format_rfc3339(clock_->wall() + kDay)},
                               {"by", "Maria"}};
  return answer(request, receipt.dump());
}

std::vector<std::string> Notary::help() {
  const std::lock_guard<std::mutex> lock(mutex_);
  return help_;
}

void Notary::become_deaf() {
  const std::lock_guard<std::mutex> lock(mutex_);
  is_deaf_ = true;
}

std::string Notary::keys() const { return test::sign_keyset(root_, test::make_keyset(signer_)); }

// All notices are sent as changes: there are a handful.
std::string Notary::feed(std::int64_t after) const {
  FeedHead head;
  head.issuer = kIssuer;
  head.audience = kProduct;
  head.issued_at = clock_->wall();
  head.epoch = 1;
  head.revision = revision_;
  head.after = after;
  head.complete = after == 0;
  std::vector<std::string> notices;
  for (const auto& [account, jws] : notices_) notices.push_back(jws);
  return test::sign_feed_of(signer_, head, notices);
}

std::string Notary::sign(const std::string& claims) const {
  const nlohmann::json given = nlohmann::json::parse(claims);
  nlohmann::json notice{
      {"iss", kIssuer},
      {"aud", kProduct},
      {"iat", seconds_of(clock_->wall())},
      {"exp", seconds_of(clock_->wall() + 30 * kDay)},
      {"epoch", 1},
      {"seq", revision_ + 1},
      {"zone", {{"name", "UTC"}, {"offsets", {{{"from", 0}, {"seconds", 0}, {"abbr", "UTC"}}}}}},
      {"cases", nlohmann::json::array()},
      {"links", nlohmann::json::object()},
      {"contact", nullptr},
      {"suspended", nullptr}};
  notice.update(given);
  return signer_.sign("gracegate-notice+jwt", notice.dump());
}

void Notary::publish(const std::string& claims) {
  std::unique_lock<std::mutex> lock(mutex_);
  const std::string account = nlohmann::json::parse(claims).at("sub");
  notices_[account] = sign(claims);
  const std::int64_t revision = ++revision_;
  changed_.notify_all();
  changed_.wait(lock, [&] { return taken_ >= revision; });
}

}  // namespace gracegate::browser_test
