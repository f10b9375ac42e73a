// A product that links OpenSSL: the yardstick for the size of the SDK.
#include <openssl/ssl.h>

#include <cstdio>

int main() {
  SSL_CTX* context = SSL_CTX_new(TLS_client_method());
  std::puts(context == nullptr ? "no" : "yes");
  SSL_CTX_free(context);
}
