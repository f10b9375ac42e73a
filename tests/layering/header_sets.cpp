#include <fstream>

#include "tests/layering/tree.hpp"

namespace gracegate::layering {
namespace {

bool is_public_header(const std::string& word) { return word.rfind("include/gracegate/", 0) == 0; }

}  // namespace

// Reads the words of each "target_sources(gracegate_core PUBLIC FILE_SET HEADERS ... FILES a b c)".
HeaderSets read_header_sets(const std::filesystem::path& root) {
  std::ifstream file(root / "sdk" / "CMakeLists.txt");
  HeaderSets sets;
  std::set<std::string>* current = nullptr;
  for (std::string word; file >> word;) {
    if (word == "target_sources(gracegate_core") current = &sets.core;
    if (word == "target_sources(gracegate_client") current = &sets.client;
    if (word == "target_sources(gracegate_qt") current = &sets.qt;
    const bool closes = word.back() == ')';
    if (closes) word.pop_back();
    if (current != nullptr && is_public_header(word)) current->insert(word.substr(sizeof("include/") - 1));
    if (closes) current = nullptr;
  }
  return sets;
}

}  // namespace gracegate::layering
