// The same product with the gate in it.
#include <openssl/ssl.h>

#include <cstdio>

#include "gracegate/gate.hpp"

int main(int argc, char** argv) {
  SSL_CTX* context = SSL_CTX_new(TLS_client_method());
  std::puts(context == nullptr ? "no" : "yes");
  SSL_CTX_free(context);
  gracegate::Config config;
  config.server = argc > 1 ? argv[1] : "https://grace.example.com";
  config.product = "notes";
  const auto gate = gracegate::Gate::open(std::move(config));
  if (!gate) return std::puts(gate.error().message.c_str()), 1;
  const auto banner = gate->banner("acme", {});
  if (banner) std::puts(gracegate::banner_html(*banner).c_str());
  return gate->allows("acme", gracegate::Operation::write) ? 0 : 1;
}
