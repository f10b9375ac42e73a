// Where the gate keeps what it has verified, over a restart. Replaceable.
#ifndef GRACEGATE_CACHE_HPP
#define GRACEGATE_CACHE_HPP

#include <optional>
#include <string>

#include "gracegate/result.hpp"

namespace gracegate {

// Threads: called from Gate::open and then from the gate's thread only.
class Cache {
 public:
  virtual ~Cache() = default;
  // nullopt: nothing there yet. Errors: unavailable.
  virtual Result<std::optional<std::string>> load() = 0;
  // Replaces all that is kept, whole or not at all. Errors: unavailable.
  virtual Result<void> store(const std::string& bytes) = 0;
  // What load() gave cannot be used: keeps it aside for a look (file cache: FILE.bad).
  virtual void set_aside() noexcept = 0;
};

}  // namespace gracegate

#endif
