#include "server/api/reply.hpp"

#include <nlohmann/json.hpp>

namespace gracegate::server::api {
namespace {

constexpr std::string_view kProblems = "https://gracegate.dev/problems/";

struct Kind {
  int status;
  std::string_view slug;
  std::string_view title;
};

Kind kind_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::malformed:
      return {400, "malformed", "The request cannot be read"};
    case ErrorCode::forbidden:
      return {403, "forbidden", "Your role does not allow this"};
    case ErrorCode::not_found:
      return {404, "not-found", "There is no such thing"};
    case ErrorCode::conflict:
      return {409, "conflict", "The present state does not allow this"};
    case ErrorCode::outdated:
      return {412, "changed-meanwhile", "It was changed by somebody else meanwhile"};
    case ErrorCode::too_large:
      return {413, "too-large", "The request is too large"};
    case ErrorCode::invalid_argument:
      return {422, "invalid", "The request makes no sense"};
    case ErrorCode::unavailable:
      return {503, "unavailable", "Not possible right now"};
    case ErrorCode::untrusted:
    case ErrorCode::internal:
      break;
  }
  return {500, "internal", "Something went wrong on our side"};
}

}  // namespace

http::Reply json_reply(int status, std::string body) {
  http::Reply reply;
  reply.status = status;
  reply.headers.emplace_back("Cache-Control", "no-store");
  reply.content_type = "application/json";
  reply.body = std::move(body);
  return reply;
}

bool has_tag(const http::Request& request, const std::string& etag) {
  const std::string* tags = request.header("If-None-Match");
  if (tags == nullptr) return false;
  return *tags == "*" || tags->find(etag) != std::string::npos;  // a weak tag compares like a strong one
}

http::Reply tagged_reply(const http::Request& request, std::string_view content_type, const std::string& etag,
                         std::shared_ptr<const std::string> body) {
  http::Reply reply;
  reply.headers.reserve(2);
  reply.headers.emplace_back("ETag", etag);
  reply.headers.emplace_back("Cache-Control", "no-cache");
  if (has_tag(request, etag)) {
    reply.status = 304;
    return reply;
  }
  reply.content_type = content_type;
  reply.shared_body = std::move(body);
  return reply;
}

http::Reply problem(int status, std::string_view slug, std::string_view title, std::string_view detail,
                    std::string_view pointer) {
  nlohmann::ordered_json body = {{"type", std::string(kProblems).append(slug)},
                                 {"title", title},
                                 {"status", status},
                                 {"detail", detail}};
  if (!pointer.empty() && pointer.front() == '?')
    body["parameter"] = pointer.substr(1);
  else if (!pointer.empty())
    body["pointer"] = pointer;
  http::Reply reply;
  reply.status = status;
  reply.headers.emplace_back("Cache-Control", "no-store");
  reply.content_type = "application/problem+json";
  reply.body = body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  return reply;
}

int status_of(ErrorCode code) { return kind_of(code).status; }

http::Reply problem_of(const Error& error) {
  const Kind kind = kind_of(error.code);
  const bool is_ours = kind.status == 500;
  http::Reply reply = problem(
      kind.status, kind.slug, kind.title,
      is_ours ? "try again; if it stays so, look into the server's log" : error.message, error.pointer);
  if (kind.status == 503) reply.headers.emplace_back("Retry-After", "1");
  return reply;
}

}  // namespace gracegate::server::api
