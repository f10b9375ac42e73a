#include "tests/layering/tree.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace gracegate::layering {
namespace {

namespace fs = std::filesystem;

bool is_source(const fs::path& file) {
  const std::string extension = file.extension().string();
  for (const char* known : {".cpp", ".hpp", ".ipp", ".inc", ".h", ".c"})
    if (extension == known) return true;
  return false;
}

std::string read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

Source source_at(const fs::path& root, const fs::path& file) {
  Source source;
  source.path = fs::relative(file, root).generic_string();
  source.code = without_comments(read(file));
  source.includes = includes_of(source.code);
  return source;
}

}  // namespace

bool Source::is_header() const {
  const fs::path extension = fs::path(path).extension();
  return extension == ".hpp" || extension == ".h" || extension == ".ipp";
}

std::vector<Source> sources_of(const fs::path& root) {
  std::vector<Source> all;
  for (const char* top : {"sdk", "server", "samples"}) {
    if (!fs::exists(root / top)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root / top))
      if (entry.is_regular_file() && is_source(entry.path())) all.push_back(source_at(root, entry.path()));
  }
  std::sort(all.begin(), all.end(), [](const Source& a, const Source& b) { return a.path < b.path; });
  return all;
}

Breaches breaches_of(const fs::path& root) {
  const HeaderSets headers = read_header_sets(root);
  Breaches breaches;
  for (const Source& source : sources_of(root)) {
    check_rooms(source, headers, breaches);
    check_libraries(source, breaches);
    check_core_purity(source, headers, breaches);
  }
  std::sort(breaches.begin(), breaches.end());
  return breaches;
}

}  // namespace gracegate::layering
