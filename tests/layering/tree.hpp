// The rules that keep the layers apart, as tables, and a walk over a tree of sources that reports each
// breach.
#ifndef GRACEGATE_TESTS_LAYERING_TREE_HPP
#define GRACEGATE_TESTS_LAYERING_TREE_HPP

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/layering/source_text.hpp"

namespace gracegate::layering {

// A source file: its path from the root with '/', and its text without comments.
struct Source {
  std::string path;
  std::string code;
  std::vector<Include> includes;

  bool is_in(std::string_view place) const { return path.compare(0, place.size(), place) == 0; }
  bool is_header() const;
};

// Public headers by the library whose FILE_SET lists them: "gracegate/time.hpp".
struct HeaderSets {
  std::set<std::string> core, client, qt;
};
HeaderSets read_header_sets(const std::filesystem::path& root);  // from sdk/CMakeLists.txt

// Each adds a line "path: what is wrong" per breach.
using Breaches = std::vector<std::string>;
void check_rooms(const Source& source, const HeaderSets& headers, Breaches& breaches);
void check_libraries(const Source& source, Breaches& breaches);
void check_core_purity(const Source& source, const HeaderSets& headers, Breaches& breaches);

// The C and C++ sources below sdk, server and samples, in order of path.
std::vector<Source> sources_of(const std::filesystem::path& root);
// Every breach in a tree, sorted.
Breaches breaches_of(const std::filesystem::path& root);

}  // namespace gracegate::layering

#endif
