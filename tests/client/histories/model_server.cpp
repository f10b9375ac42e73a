#include "tests/client/histories/model_server.hpp"

#include <algorithm>

#include "core/jws.hpp"
#include "core/receipt.hpp"

namespace gracegate::test {
namespace {

constexpr Seconds kValidity = 30 * kDay;

std::string path_of(const TransportRequest& request) {
  return request.target.substr(0, request.target.find('?'));
}

std::int64_t after_of(const TransportRequest& request) {
  const std::size_t at = request.target.find("after=");
  return at == std::string::npos ? 0 : std::stoll(request.target.substr(at + 6));
}

}  // namespace

void ModelServer::pass(Seconds by) {
  now_ += by;
  std::vector<std::string> old;
  for (const auto& [account, terms] : truth_)
    if (terms.expires - now_ < kValidity / 2) old.push_back(account);
  for (const std::string& account : old) publish(account);
}

void ModelServer::open(const std::string& account, Seconds countdown, Seconds read_only) {
  truth_[account] = {now_, now_ + countdown, now_ + countdown + read_only, {}};
  publish(account);
}

void ModelServer::extend(const std::string& account, Seconds by) {
  const auto found = truth_.find(account);
  if (found == truth_.end()) return;
  found->second.limited += by;
  found->second.shut += by;
  publish(account);
}

void ModelServer::settle(const std::string& account) {
  truth_.erase(account);
  publish(account);
}

void ModelServer::back_up() { backup_ = {truth_, published_, revision_}; }

void ModelServer::rebuild() {
  truth_ = backup_.truth;
  published_ = backup_.published;
  revision_ = backup_.revision;
  ++epoch_;
  publish_all();
}

void ModelServer::rotate() {
  signer_ = TestSigner(next_key_++);
  if (next_key_ > 200) next_key_ = 3;
  ++keyset_version_;
  publish_all();
}

void ModelServer::replace_root() {
  if (successions_.size() == kMaxSuccessions) return;
  TestSigner::Seed seed{};
  seed[0] = 0xee;
  seed[1] = static_cast<std::uint8_t>(successions_.size());
  const TestSigner next(seed);
  successions_.push_back(sign_succession(root_, next));
  root_ = next;
  ++keyset_version_;
}

void ModelServer::publish_all() {
  for (const auto& [account, published] : std::map<std::string, Published>(published_)) publish(account);
}

void ModelServer::publish(const std::string& account) {
  Published& one = published_[account];
  one.revision = ++revision_;
  const auto found = truth_.find(account);
  if (found == truth_.end()) {
    one.notice = clear_notice(account, now_, revision_);
  } else {
    Terms& terms = found->second;
    terms.expires = now_ + kValidity;
    one.notice = overdue_notice(account, now_, revision_);
    one.notice.cases[0].deadline = terms.limited;
    one.notice.cases[0].stages = {
        {Mode::countdown, terms.opened}, {Mode::read_only, terms.limited}, {Mode::shutdown, terms.shut}};
  }
  one.notice.epoch = epoch_;
}

std::string ModelServer::keys(const TestSigner& with) const {
  KeySet keys = make_keyset(with, keyset_version_);
  keys.successions = successions_;
  return sign_keyset(with.id() == signer_.id() ? root_ : with, keys);
}

std::string ModelServer::feed(std::int64_t after, const TestSigner& with) const {
  if (after > revision_) after = 0;
  FeedHead head;
  head.issuer = "https://grace.example.com";
  head.audience = "notes";
  head.issued_at = now_;
  head.epoch = epoch_;
  head.revision = revision_;
  head.after = after;
  head.complete = after == 0;
  std::vector<Notice> notices;
  for (const auto& [account, published] : published_)
    if (after == 0 ? !published.notice.cases.empty() : published.revision > after)
      notices.push_back(published.notice);
  return sign_feed(with, head, notices);
}

std::string ModelServer::notice(const std::string& account, const TestSigner& with) const {
  const auto found = published_.find(account);
  if (found != published_.end()) return sign_notice(with, found->second.notice);
  Notice unknown = clear_notice(account, now_, 0);
  unknown.epoch = epoch_;
  return sign_notice(with, unknown);
}

std::string ModelServer::body(const TransportRequest& request, const TestSigner& with) const {
  const std::string path = path_of(request);
  if (path == "/v1/keys") return keys(with);
  if (path == "/v1/feed") return feed(after_of(request), with);
  return notice(path.substr(path.rfind('/') + 1), with);
}

TransportResponse ModelServer::answer(const TransportRequest& request, const TestSigner& with) const {
  TransportResponse response;
  response.status = 200;
  response.body = body(request, with);
  response.etag = '"' + body_digest(response.body) + '"';
  response.receipt = sign_receipt(with, request.nonce, response.body, now_);
  if (response.etag != request.if_none_match) return response;
  response.status = 304;
  response.body.clear();
  return response;
}

class ModelNetwork::Line : public Transport {
 public:
  explicit Line(ModelNetwork& network) : network_(network) {}
  Result<TransportResponse> send(const TransportRequest& request) override { return network_.send(request); }
  void cancel() noexcept override {}

 private:
  ModelNetwork& network_;
};

std::unique_ptr<Transport> ModelNetwork::transport() { return std::make_unique<Line>(*this); }

const TransportResponse* ModelNetwork::recorded(const std::string& path) {
  const auto found = recorded_.find(path);
  if (found == recorded_.end()) return nullptr;
  return &found->second[random_() % found->second.size()];
}

Result<TransportResponse> ModelNetwork::send(const TransportRequest& request) {
  const Error away{ErrorCode::unavailable, "cannot connect", {}};
  const std::string path = path_of(request);
  TransportResponse response;
  switch (state) {
    case Network::up:
      response = server_.answer(request, server_.signer());
      recorded_[path].push_back(response);
      return response;
    case Network::fails:
      response.status = 500;
      return response;
    case Network::lies:
      response.status = 200;
      response.body = "<html>Sign in to the guest network</html>";
      return response;
    case Network::forges:
      return server_.answer(request, TestSigner(250));
    case Network::replays:
      if (const TransportResponse* old = recorded(path)) return *old;
      return away;
    case Network::strips:
      response = server_.answer(request, server_.signer());
      response.receipt.clear();
      return response;
    case Network::mixes_up:
      response = server_.answer(request, server_.signer());
      if (const TransportResponse* old = recorded(path))
        response.receipt = old->receipt;
      else
        response.receipt.clear();
      return response;
    case Network::away:
      break;
  }
  return away;
}

}  // namespace gracegate::test
