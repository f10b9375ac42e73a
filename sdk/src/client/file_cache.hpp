// The cache as one file.
#ifndef GRACEGATE_CLIENT_FILE_CACHE_HPP
#define GRACEGATE_CLIENT_FILE_CACHE_HPP

#include <string>
#include <utility>

#include "gracegate/cache.hpp"

namespace gracegate {

// Readable by its owner alone (0600). Written beside the file, flushed to the disk and renamed over it, so
// that after any crash there is the old one or the new one. Follows no symbolic link.
class FileCache : public Cache {
 public:
  explicit FileCache(std::string path) : path_(std::move(path)) {}

  Result<std::optional<std::string>> load() override;
  Result<void> store(const std::string& bytes) override;
  // FILE becomes FILE.bad; with others there already FILE.bad2, up to FILE.bad9.
  Result<std::string> set_aside() override;

 private:
  std::string path_;
};

}  // namespace gracegate

#endif
