#include <gracegate/httplib.hpp>
#include <gracegate/testing.hpp>

// Compiled and linked, not run: one line puts the gate in front of every route.
int main() {
  const gracegate::Gate gate = gracegate::testing::fixed_gate({});
  httplib::Server server;
  gracegate::protect(server, gate,
                     [](const httplib::Request& request) { return request.get_header_value("account"); });
}
