#include "client/answer_words.hpp"

namespace gracegate {

std::string explain(const TransportResponse& response) {
  const std::string status = std::to_string(response.status);
  switch (response.status) {
    case 401:
      return "server refuses the SDK key (401): check sdk_key, and that it was not revoked";
    case 403:
      return "server does not let this SDK key do that (403): the feed needs a product key, "
             "an account key reads the one account that it was made for";
    case 404:
      return "server has no such page (404): give the address of gracegated as `server`, without /v1";
    case 301:
    case 302:
    case 307:
    case 308:
      return "server answers with a redirect (" + status + "): give the final address as `server`";
    default:
      return "server answers " + status;
  }
}

Error about_document(const Error& error, std::string_view body) {
  const bool may_be_ours =
      body.substr(0, 2) == "ey" || body.substr(0, 1) == "{";  // a JWS; a page of the feed
  if (!may_be_ours) {
    return {
        error.code,
        "this is not gracegated: check `server`, its port too, and what may answer in its place (a sign-in "
        "page, a proxy)",
        {}};
  }
  if (error.code != ErrorCode::untrusted) return error;
  return {error.code,
          error.message +
              "; if it stays so, see that root_keys has root_key of the server's first-run.json and "
              "that product is the server's",
          {}};
}

}  // namespace gracegate
