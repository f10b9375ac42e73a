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
  // nullopt: nothing there yet. Errors: unavailable; then the gate goes on without this cache, so that what
  // could not be read is not written over.
  virtual Result<std::optional<std::string>> load() = 0;
  // Replaces all that is kept, whole or not at all. Errors: unavailable.
  virtual Result<void> store(const std::string& bytes) = 0;
  // What load() gave cannot be used: keeps it aside for a look, or to be put back. Returns where it is now
  // (file cache: FILE.bad). Errors: unavailable; then as with load().
  virtual Result<std::string> set_aside() = 0;
};

}  // namespace gracegate

#endif
