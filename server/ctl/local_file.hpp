// Files on this machine.
#ifndef GRACEGATE_SERVER_CTL_LOCAL_FILE_HPP
#define GRACEGATE_SERVER_CTL_LOCAL_FILE_HPP

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "gracegate/result.hpp"

namespace gracegate::ctl {

using Json = nlohmann::ordered_json;

// What is in it, at most 1 MiB; "-" is the standard input. Errors: invalid_argument.
Result<std::string> text_from(const std::string& file);

// The same as a JSON object. Errors: invalid_argument, naming `what`.
Result<Json> json_from(const std::string& what, const std::string& file);

// Errors: conflict (the file exists).
Result<void> check_free(const std::string& file);

}  // namespace gracegate::ctl

#endif
