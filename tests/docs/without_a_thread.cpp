#include <gracegate/gate.hpp>
#include <thread>

// Of the product's loop: sleeps until there is something to do, `rest` at the most.
void turn(gracegate::Gate& gate, std::chrono::milliseconds rest) {
  const auto until_due =
      gate.poll(std::chrono::milliseconds(200));  // asks the server for so long at the most
  std::this_thread::sleep_for(std::min(rest, until_due));
}
