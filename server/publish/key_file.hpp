// Files with private keys: this user alone may read them, and they are there whole or not at all.
#ifndef GRACEGATE_SERVER_PUBLISH_KEY_FILE_HPP
#define GRACEGATE_SERVER_PUBLISH_KEY_FILE_HPP

#include <optional>
#include <string>

#include "gracegate/result.hpp"

namespace gracegate::server {

// Makes the folder (0700) unless it exists. Errors: unavailable.
Result<void> make_private_folder(const std::string& folder);

// nullopt: there is none. Errors: unavailable; untrusted (others may read it, or it belongs to another user).
Result<std::optional<std::string>> read_private_file(const std::string& file);
// The same for what is no secret.
Result<std::optional<std::string>> read_public_file(const std::string& file);

// Writes a file that must not exist yet, 0600. Errors: conflict (it exists), unavailable.
Result<void> create_private_file_with(const std::string& file, const std::string& bytes);
// Writes it in place of what is there. Errors: unavailable.
Result<void> replace_file(const std::string& file, const std::string& bytes);

}  // namespace gracegate::server

#endif
