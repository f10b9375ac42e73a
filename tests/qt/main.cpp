// All tests of the program share one QApplication. Catch2 v2 has its main() in the program, v3 in a header.
#include <QApplication>
#include <QFontDatabase>

#if !__has_include(<catch2/catch_all.hpp>)
#define CATCH_CONFIG_RUNNER
#endif
#include "tests/support/catch.hpp"

int main(int argc, char** argv) {
  QApplication application(argc, argv);
  return Catch::Session().run(argc, argv);
}
