// Reading files with keys: a private one is taken only if this user alone may read it. They are written by
// server/files/private_file.hpp.
#ifndef GRACEGATE_SERVER_PUBLISH_KEY_FILE_HPP
#define GRACEGATE_SERVER_PUBLISH_KEY_FILE_HPP

#include <optional>
#include <string>

#include "gracegate/result.hpp"

namespace gracegate::server {

// Makes the folder (0700) unless it exists. Errors: unavailable; untrusted (others may write there).
Result<void> make_private_folder(const std::string& folder);

// nullopt: there is none. Errors: unavailable; untrusted (others may read it, or it belongs to another user).
Result<std::optional<std::string>> read_private_file(const std::string& file);
// The same for what is no secret.
Result<std::optional<std::string>> read_public_file(const std::string& file);

}  // namespace gracegate::server

#endif
