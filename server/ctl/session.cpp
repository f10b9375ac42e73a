#include "server/ctl/session.hpp"

#include <nlohmann/json.hpp>
#include <ostream>
#include <random>

#include "core/json_reader.hpp"
#include "server/ctl/answers.hpp"
#include "server/ctl/option_names.hpp"

namespace gracegate::ctl {
namespace {

constexpr std::size_t kMostValues = 1u << 24;

ErrorCode code_of(int status) {
  switch (status) {
    case 400:
    case 415:
      return ErrorCode::malformed;
    case 401:
    case 403:
      return ErrorCode::forbidden;
    case 404:
      return ErrorCode::not_found;
    case 412:
      return ErrorCode::outdated;
    case 413:
      return ErrorCode::too_large;
    case 422:
      return ErrorCode::invalid_argument;
    case 502:
    case 503:
    case 504:
      return ErrorCode::unavailable;
    default:
      return status < 500 ? ErrorCode::conflict : ErrorCode::internal;
  }
}

// The parser of the core bounds the depth and refuses repeated members; the second one gives the value.
Json parsed(const std::string& text) {
  if (!parse_json(text, kMostValues)) return {};
  return Json::parse(text, nullptr, false);
}

bool is_wrong_login(const Json& problem) {
  const std::string type = text_at(problem, "type");
  return type.substr(type.rfind('/') + 1) == "wrong-login";
}

// `detail` names the place at fault by its option; most details of the server name it already, by the
// pointer.
std::string located(const std::string& detail, const std::string& pointer) {
  if (pointer.empty()) return detail;
  if (detail.rfind(pointer + " ", 0) == 0) return option_of(pointer) + detail.substr(pointer.size());
  return option_of(pointer) + ": " + detail;
}

Error refusal_of(const Reply& reply) {
  const Json problem = parsed(reply.body);
  std::string message = text_at(problem, "detail");
  const std::string pointer = text_at(problem, "pointer");
  if (reply.status == 401)
    message = is_wrong_login(problem)
                  ? "name or password is wrong: " + message
                  : "give a valid token with --token or GRACEGATE_TOKEN; gracectl login prints one";
  else if (message.empty())
    message = "the server answers with status " + std::to_string(reply.status) +
              ": check that --server is the address of a gracegated";
  else
    message = located(message, pointer);
  return {code_of(reply.status), std::move(message), pointer};
}

Error no_gracegated() {
  return {ErrorCode::untrusted, "what answers there is no gracegated: check that --server is its address",
          ""};
}

Request writing(const std::string& method, const std::string& target, const Json& body) {
  Request request;
  request.method = method;
  request.target = target;
  request.body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
  return request;
}

}  // namespace

std::string target_of(std::string path, const Parameters& parameters) {
  char mark = '?';
  for (const auto& [name, value] : parameters) {
    if (value.empty()) continue;
    path.append(1, mark).append(name).append("=").append(percent_encoded(value));
    mark = '&';
  }
  return path;
}

Result<Json> ask(const Session& session, const Request& request) {
  const auto reply = session.api.send(request);
  if (!reply) return reply.error();
  if (const auto fine = check(*reply); !fine) return fine.error();
  Json json = parsed(reply->body);
  if (json.is_object()) return json;
  return no_gracegated();
}

Result<Json> get(const Session& session, const std::string& target) {
  Request request;
  request.target = target;
  return ask(session, request);
}

Result<Json> change(const Session& session, const std::string& method, const std::string& target,
                    const Json& body) {
  Request request = writing(method, target, body);
  request.idempotency_key = fresh_idempotency_key();
  return ask(session, request);
}

Result<Json> ask_for_secret(const Session& session, const std::string& target, const Json& body) {
  Request request = writing("POST", target, body);
  request.may_repeat = false;
  return ask(session, request);
}

Result<Json> get_all(const Session& session, const std::string& path, Parameters parameters,
                     const std::string& member_name) {
  parameters.emplace_back("limit", "500");
  parameters.emplace_back("after", "");
  auto all = get(session, target_of(path, parameters));
  if (!all) return all;
  if (!member(*all, member_name.c_str()).is_array()) return no_gracegated();
  Json page = *all;
  while (member(page, "next").is_string() && text_at(page, "next") != parameters.back().second) {
    parameters.back().second = text_at(page, "next");
    auto next = get(session, target_of(path, parameters));
    if (!next) return next;
    page = *std::move(next);
    for (const Json& one : member(page, member_name.c_str())) (*all)[member_name].push_back(one);
  }
  (*all)["next"] = nullptr;
  return all;
}

Result<void> check(const Reply& reply) {
  if (reply.status >= 200 && reply.status < 300) return {};
  return refusal_of(reply);
}

std::string fresh_idempotency_key() {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::random_device source;
  std::string key = "ctl-";
  for (int word = 0; word < 4; ++word) {
    const std::uint32_t bits = source();
    for (int shift = 28; shift >= 0; shift -= 4) key += kHex[(bits >> shift) & 15];
  }
  return key;
}

void print_json(const Session& session, const Json& json) {
  session.out << safe_json(json.dump(-1, ' ', false, Json::error_handler_t::replace)) << "\n";
}

}  // namespace gracegate::ctl
