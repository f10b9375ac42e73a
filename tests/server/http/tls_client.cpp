#include "tests/server/http/tls_client.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

namespace gracegate::tests {
namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

void require(bool holds) {
  if (!holds) throw std::runtime_error("cannot set up TLS for the test");
}

Certificate self_signed(EVP_PKEY* key) {
  Certificate certificate(X509_new(), X509_free);
  X509_set_version(certificate.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
  X509_set_pubkey(certificate.get(), key);
  X509_NAME* name = X509_get_subject_name(certificate.get());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("localhost"),
                             -1, -1, 0);
  X509_set_issuer_name(certificate.get(), name);
  require(X509_sign(certificate.get(), key, EVP_sha256()) > 0);
  return certificate;
}

File open_file(const std::string& path) {
  File file(std::fopen(path.c_str(), "w"), std::fclose);
  require(file != nullptr);
  return file;
}

}  // namespace

TemporaryCertificate::TemporaryCertificate() {
  std::string pattern = (std::filesystem::temp_directory_path() / "gracegate-tls-XXXXXX").string();
  require(::mkdtemp(pattern.data()) != nullptr);
  folder_ = pattern;
  const Key pair(EVP_EC_gen("P-256"), EVP_PKEY_free);
  require(pair != nullptr);
  require(PEM_write_PrivateKey(open_file(key()).get(), pair.get(), nullptr, nullptr, 0, nullptr, nullptr) ==
          1);
  constexpr unsigned char kPassphrase[] = "secret";
  require(PEM_write_PrivateKey(open_file(locked_key()).get(), pair.get(), EVP_aes_128_cbc(), kPassphrase,
                               sizeof kPassphrase - 1, nullptr, nullptr) == 1);
  require(PEM_write_X509(open_file(certificate()).get(), self_signed(pair.get()).get()) == 1);
}

TemporaryCertificate::~TemporaryCertificate() {
  std::error_code ignored;  // a folder left in the temporary one does no harm
  std::filesystem::remove_all(folder_, ignored);
}

TlsClient::TlsClient(int port)
    : plain_(port),
      context_(SSL_CTX_new(TLS_client_method()), SSL_CTX_free),
      ssl_(SSL_new(context_.get()), SSL_free) {
  constexpr std::array<unsigned char, 12> offered{2, 'h', '2', 8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
  SSL_set_alpn_protos(ssl_.get(), offered.data(), offered.size());
  require(SSL_set_fd(ssl_.get(), plain_.socket()) == 1 && SSL_connect(ssl_.get()) == 1);
}

std::string TlsClient::protocol() const {
  const unsigned char* name = nullptr;
  unsigned size = 0;
  SSL_get0_alpn_selected(ssl_.get(), &name, &size);
  return {reinterpret_cast<const char*>(name), size};
}

bool TlsClient::send(std::string_view bytes) {
  return SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size())) > 0;
}

bool TlsClient::receive() {
  std::array<char, 16 * 1024> bytes;
  const int count = SSL_read(ssl_.get(), bytes.data(), static_cast<int>(bytes.size()));
  if (count > 0) received_.append(bytes.data(), static_cast<size_t>(count));
  return count > 0;
}

std::string TlsClient::read_reply() {
  const auto is_whole = [this] {
    const size_t end = received_.find("\r\n\r\n"), length = received_.find("Content-Length: ");
    return end != std::string::npos &&
           received_.size() >= end + 4 + std::strtoul(received_.c_str() + length + 16, nullptr, 10);
  };
  while (!is_whole() && receive()) {
  }
  return std::exchange(received_, std::string());
}

bool TlsClient::is_closed_by_server() {
  while (receive()) {
  }
  return received_.empty();
}

bool TlsClient::was_told_goodbye() const {
  return (SSL_get_shutdown(ssl_.get()) & SSL_RECEIVED_SHUTDOWN) != 0;
}

}  // namespace gracegate::tests
