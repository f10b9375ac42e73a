// write_seeds TARGET FOLDER: the target's seeds, a file each.
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "tests/fuzz/targets.hpp"

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: write_seeds TARGET FOLDER\n", stderr);
    return 2;
  }
  const std::filesystem::path folder = argv[2];
  std::filesystem::create_directories(folder);
  int number = 0;
  for (const std::string& seed : gracegate::fuzz::target(argv[1]).seeds())
    std::ofstream(folder / ("seed-" + std::to_string(number++)), std::ios::binary) << seed;
  return 0;
}
