#include "tests/e2e/world.hpp"

#include <unistd.h>

#include <algorithm>
#include <exception>
#include <iostream>
#include <stdexcept>

namespace e2e {
namespace {

// The end of what a program has said.
void show_log(const std::string& name, const std::string& log) {
  constexpr std::size_t kEnd = 2000;
  std::cerr << "--- " << name << "\n" << (log.size() > kEnd ? log.substr(log.size() - kEnd) : log) << "\n";
}

}  // namespace

World::World(TimePoint start) : clock_(folder_.file("clock"), start) {
  start_server();
  first_run_ = Json::parse(text_of_file(folder_.file("data/first-run.json")));
  payment_token_ = finance_token();
}

World::~World() {
  if (std::uncaught_exceptions() == 0) return;
  show_log("gracegated", text_of_file(folder_.file("gracegated.log")));
  for (const auto* group : {&samples_, &strays_})
    for (const auto& one : *group) show_log("notes at " + one->url(), one->log());
}

void World::start_server() {
  const std::string ready = folder_.file("gracegated.ready");
  ::unlink(ready.c_str());
  const std::string listen = "127.0.0.1:" + (url_.empty() ? "0" : std::to_string(port()));
  server_ = std::make_unique<Process>(
      program("gracegated"),
      Words{"serve", "--data", folder_.file("data"), "--listen", listen, "--ready-file", ready, "--clock",
            clock_.file(), "--product", "notes", "--pay-url", "https://notes.example.com/pay/{account}",
            "--help-url", "https://notes.example.com/support", "--contact-name", "Maria Lindqvist",
            "--log-level", "warning"},
      folder_.file("gracegated.log"));
  eventually([&] { return !text_of_file(ready).empty() || !server_->is_running(); });
  url_ = text_of_file(ready);
  if (url_.empty()) throw std::runtime_error("gracegated does not start");
  url_.pop_back();  // the end of its line
}

int World::port() const { return std::stoi(url_.substr(url_.rfind(':') + 1)); }

Words World::sample_options(const ClockFile* clock) const {
  return {"--server",    url_,
          "--sdk-key",   secret("sdk_key"),
          "--root-key",  secret("root_key"),
          "--clock",     clock != nullptr ? clock->file() : clock_.file(),
          "--api-token", payment_token_};
}

Sample& World::start_sample(const std::string& name, const ClockFile* clock) {
  auto& group = clock != nullptr ? strays_ : samples_;
  group.push_back(std::make_unique<Sample>(folder_.path(), name, sample_options(clock)));
  group.back()->start();
  return *group.back();
}

// The server says nothing between the old time and the new one: a gate that still had the old clock would
// take the difference for its own fault. A gate's time has whole seconds until the server has spoken: it may
// be late by one, and is right from then on. An answer that is on its way while the clock moves takes 1 /
// 2000 of what has passed from it, for a clock that runs too fast, until the next answer.
void World::move_to(TimePoint at, double rate) {
  server_->freeze();
  const auto before = times_of_samples();
  clock_.show(at, rate);
  wait_for_samples([&](std::size_t i, TimePoint now) {
    const bool has_moved = now > before[i] || at <= before[i];
    const Seconds drift = std::max(Seconds(0), at - before[i]) / 2000;
    return has_moved && now >= at - Seconds(1) - drift;
  });
  server_->thaw();
  if (server_->is_running()) wait_for_samples([&](std::size_t, TimePoint now) { return now >= at; });
}

std::vector<TimePoint> World::times_of_samples() const {
  std::vector<TimePoint> times;
  for (const auto& one : samples_) times.push_back(one->now().value_or(TimePoint()));
  return times;
}

void World::wait_for_samples(const std::function<bool(std::size_t, TimePoint)>& is_there) {
  for (std::size_t i = 0; i < samples_.size(); ++i) {
    if (!samples_[i]->is_running()) continue;
    const auto has_it = [&] { return is_there(i, samples_[i]->now().value_or(TimePoint())); };
    if (!eventually(has_it))
      throw std::runtime_error(
          "notes does not see that time moved, but " +
          std::to_string(samples_[i]->now().value_or(TimePoint()).time_since_epoch().count()) +
          samples_[i]->log());
  }
}

Outcome World::ctl_outcome(const Words& words) const {
  return run(program("gracectl"), words, folder_.path(),
             {"GRACEGATE_SERVER=" + url_, "GRACEGATE_TOKEN=" + secret("admin_token")});
}

Json World::ctl(const Words& words) const {
  Words all{"--json"};
  all.insert(all.end(), words.begin(), words.end());
  const Outcome outcome = ctl_outcome(all);
  if (outcome.exit_code != 0) throw std::runtime_error("gracectl failed: " + outcome.err);
  return Json::parse(outcome.out);
}

Answer World::ask(const std::string& method, const std::string& path, const Json& body) const {
  return ask_as("admin_token", method, path, body);
}

Answer World::ask_as(const char* who, const std::string& method, const std::string& path,
                     const Json& body) const {
  Question question;
  question.method = method;
  question.path = path;
  question.headers = {{"Authorization", "Bearer " + secret(who)}};
  if (!body.is_null()) question.body = body.dump();
  question.content_type = "application/json";
  return e2e::ask(url_, question);
}

std::string World::finance_token() const {
  const Json wanted = {
      {"kind", "person"}, {"name", "notes"}, {"role", "finance"}, {"why", "reports payments"}};
  const Answer made = ask("POST", "/v1/tokens", wanted);
  if (made.status != 201) throw std::runtime_error("no token for payments: " + made.body);
  return made.json().at("token").get<std::string>();
}

void World::add_account(const std::string& id, const std::string& zone) const {
  const Answer added = ask("PUT", "/v1/accounts/" + id, {{"name", id + " Ltd"}, {"zone", zone}});
  if (added.status != 201) throw std::runtime_error("account not added: " + added.body);
}

std::string World::open_case(const std::string& account, Seen seen) const {
  const Json owed = {{"minor", 3000000}, {"currency", "USD"}, {"invoices", {"INV-1"}}};
  const Answer opened =
      ask("POST", "/v1/cases",
          {{"account", account}, {"reason", "nonpayment"}, {"owed", owed}, {"why", "unpaid"}});
  if (opened.status != 201) throw std::runtime_error("case not opened: " + opened.body);
  const std::string id = opened.json().at("id").get<std::string>();
  if (seen == Seen::by_nobody) return id;
  const Answer told = ask_as("sdk_key", "POST", "/v1/sightings",
                             {{"sightings", Json::array({{{"account", account}, {"case", id}}})}});
  if (told.status != 200) throw std::runtime_error("sighting not taken: " + told.body);
  return id;
}

std::string World::first_seen(const std::string& case_id) const {
  const Json seen = ask("GET", "/v1/cases/" + case_id).json().at("seen_at");
  return seen.is_string() ? seen.get<std::string>() : std::string();
}

bool World::becomes_seen(const std::string& case_id) const {
  return eventually([&] {
    static int count = 0;
    const std::string id = "stir-" + std::to_string(++count);
    add_account(id);
    open_case(id);
    return !first_seen(case_id).empty();
  });
}

std::string World::mode(const std::string& account) const {
  const Answer standing = ask("GET", "/v1/accounts/" + account + "/standing");
  return standing.status == 200 ? standing.json().at("mode").get<std::string>() : standing.body;
}

}  // namespace e2e
