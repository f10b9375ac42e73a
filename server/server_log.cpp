#include "server/server_log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <nlohmann/json.hpp>

#include "core/percent.hpp"

namespace gracegate::server {
namespace {

bool g_as_json = false;  // set once by start_log(), before any thread

std::string json_text(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
}

// Text from outside stays on its line and cannot look like ours. A secret in the place of an id is left out.
std::string path_of(const http::Request& request) {
  std::string path;
  for (const std::string& segment : request.path)
    path.append("/").append(segment.compare(0, 3, "gg_") == 0 ? "gg_..." : percent_encode(segment));
  return path.empty() ? "/" : path;
}

void log(spdlog::level::level_enum level, std::string_view message) {
  if (!spdlog::default_logger_raw()->should_log(level)) return;
  if (g_as_json)
    spdlog::log(level, "\"message\":{}", json_text(message));
  else
    spdlog::log(level, "{}", message);
}

}  // namespace

void start_log(const std::string& level, bool as_json) {
  g_as_json = as_json;
  spdlog::set_default_logger(
      std::make_shared<spdlog::logger>("", std::make_shared<spdlog::sinks::stderr_sink_mt>()));
  spdlog::set_level(spdlog::level::from_str(level));
  spdlog::set_pattern(
      as_json ? R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})" : "%Y-%m-%dT%H:%M:%S.%eZ %l %v",
      spdlog::pattern_time_type::utc);
}

void log_info(std::string_view message) { log(spdlog::level::info, message); }
void log_warning(std::string_view message) { log(spdlog::level::warn, message); }
void log_error(std::string_view message) { log(spdlog::level::err, message); }

void log_request(const http::Request& request, const http::Reply& reply, std::chrono::microseconds took) {
  const bool matters = request.method != "GET" || reply.status >= 500;
  const auto level = matters ? spdlog::level::info : spdlog::level::debug;
  if (!spdlog::default_logger_raw()->should_log(level)) return;
  const std::string path = path_of(request);
  if (g_as_json)
    spdlog::log(level, R"("method":"{}","path":{},"status":{},"micros":{},"from":{})", request.method,
                json_text(path), reply.status, took.count(), json_text(request.remote_addr));
  else
    spdlog::log(level, "{} {} {} {}us {}", request.method, path, reply.status, took.count(),
                request.remote_addr);
}

}  // namespace gracegate::server
