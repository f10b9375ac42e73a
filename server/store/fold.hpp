// Search without the difference of upper and lower case.
#ifndef GRACEGATE_SERVER_STORE_FOLD_HPP
#define GRACEGATE_SERVER_STORE_FOLD_HPP

#include <string>
#include <string_view>

namespace gracegate::server {

// `text` (UTF-8) with Latin, Greek and Cyrillic capitals made small; all else stays. The same in every
// process, whatever its locale. What stores keep of it is made by this function: a change of it needs a
// migration.
std::string folded(std::string_view text);

}  // namespace gracegate::server

#endif
