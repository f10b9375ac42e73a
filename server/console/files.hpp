// The console's templates, style and script, as they are in this folder.
#ifndef GRACEGATE_SERVER_CONSOLE_FILES_HPP
#define GRACEGATE_SERVER_CONSOLE_FILES_HPP

#include <cstddef>
#include <string_view>

namespace gracegate::server::console {

struct File {
  std::string_view name;  // "templates/case.mustache"
  std::string_view text;
};
extern const File kFiles[];
extern const std::size_t kFileCount;

// Precondition: there is a file of that name.
std::string_view file_text(std::string_view name);

}  // namespace gracegate::server::console

#endif
