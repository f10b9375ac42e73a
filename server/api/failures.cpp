#include "server/api/failures.hpp"

#include "server/api/reply.hpp"

namespace gracegate::server::api {
namespace {

constexpr std::array<std::string_view, 3> kNames{"internal", "unavailable", "notice"};

}  // namespace

void Failures::add(const std::string& operation, const Error& error) {
  const int status = status_of(error.code);
  if (status < 500) return;
  add(status == 503 ? Cause::unavailable : Cause::internal, operation + ": " + error.message);
}

void Failures::add_unsigned(const std::string& account, const Error& error) {
  add(Cause::notice, "the notice of account " + account + " could not be signed anew: " + error.message);
}

void Failures::add(Cause cause, std::string_view line) {
  ++counts_.at(static_cast<std::size_t>(cause));
  tell_(cause, line);
}

std::string Failures::metrics() const {
  std::string text =
      "# HELP gracegate_failures_total What failed on our side; the log has the cause of each.\n"
      "# TYPE gracegate_failures_total counter\n";
  for (std::size_t i = 0; i < kNames.size(); ++i)
    text.append("gracegate_failures_total{cause=\"")
        .append(kNames.at(i))
        .append("\"} ")
        .append(std::to_string(counts_.at(i)))
        .append("\n");
  return text;
}

}  // namespace gracegate::server::api
