// Files on this machine.
#ifndef GRACEGATE_SERVER_CTL_LOCAL_FILE_HPP
#define GRACEGATE_SERVER_CTL_LOCAL_FILE_HPP

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "gracegate/result.hpp"

namespace gracegate::ctl {

using Json = nlohmann::ordered_json;

// A JSON object of at most 1 MiB; "-" is the standard input. Errors: invalid_argument.
Result<Json> json_from(const std::string& file);

// Errors: conflict (the file exists).
Result<void> check_free(const std::string& file);
// Writes a new file for this user alone (0600): whole and on the disk, or not at all; one that exists stays
// as it is. Errors: conflict (it exists, or cannot be written).
Result<void> write_private(const std::string& file, const std::string& content);

}  // namespace gracegate::ctl

#endif
