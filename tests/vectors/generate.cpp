// gracegate_make_vectors DIR: writes the golden vectors below DIR. The same bytes on every run.
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "tests/vectors/vectors.hpp"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: gracegate_make_vectors DIR\n", stderr);
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  for (const char* room : {"notices", "keysets", "feeds"}) std::filesystem::create_directories(folder / room);
  for (const auto& vector : gracegate::test::all_vectors()) {
    std::ofstream file(folder / vector.file, std::ios::binary);
    if (!(file << vector.text).flush()) {
      std::fprintf(stderr, "cannot write %s\n", vector.file.c_str());
      return 1;
    }
  }
  return 0;
}
