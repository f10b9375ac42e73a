// Files on this machine.
#ifndef GRACEGATE_SERVER_CTL_LOCAL_FILE_HPP
#define GRACEGATE_SERVER_CTL_LOCAL_FILE_HPP

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "gracegate/result.hpp"

namespace gracegate::ctl {

using Json = nlohmann::ordered_json;

// A JSON object of at most 1 MiB; "-" is the standard input. Errors: invalid_argument, naming `what`.
Result<Json> json_from(const std::string& what, const std::string& file);

// One line, without its end; "-" is the standard input. Errors: invalid_argument.
Result<std::string> line_from(const std::string& file, std::size_t most_bytes);

// Errors: conflict (the file exists).
Result<void> check_free(const std::string& file);

}  // namespace gracegate::ctl

#endif
