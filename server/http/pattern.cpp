#include "server/http/pattern.hpp"

#include <algorithm>

namespace gracegate::server::http {

bool matches(std::string_view pattern, const std::vector<std::string>& path, std::vector<std::string>& ids) {
  ids.clear();
  std::size_t segment = 0;
  for (std::size_t at = 0; at < pattern.size(); ++segment) {
    const std::size_t end = std::min(pattern.find('/', at + 1), pattern.size());
    const std::string_view part = pattern.substr(at + 1, end - at - 1);
    at = end;
    if (segment >= path.size()) return false;
    if (part.front() == '{')
      ids.push_back(path[segment]);
    else if (part != path[segment])
      return false;
  }
  return segment == path.size();
}

}  // namespace gracegate::server::http
