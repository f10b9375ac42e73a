// Reading a request for help that a product sends (sdk/src/core/help_request.cpp writes it).
#ifndef GRACEGATE_SERVER_API_HELP_INPUT_HPP
#define GRACEGATE_SERVER_API_HELP_INPUT_HPP

#include <string>

#include "server/api/members.hpp"
#include "server/cases/help.hpp"

namespace gracegate::server::api {

struct HelpInput {
  HelpRequest request;
  std::string file;  // bytes; empty: none
};
HelpInput read_help(Members& in);

}  // namespace gracegate::server::api

#endif
