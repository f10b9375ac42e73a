// Certificates for this machine, made on the spot.
#ifndef GRACEGATE_TESTS_CLIENT_CERTIFICATE_HPP
#define GRACEGATE_TESTS_CLIENT_CERTIFICATE_HPP

#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdlib.h>

#include <cstdio>
#include <memory>
#include <string>

namespace gracegate::test {

// Signs itself: it is its own authority.
struct Certificate {
  std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key{EVP_EC_gen("P-256"), EVP_PKEY_free};
  std::unique_ptr<X509, decltype(&X509_free)> x509{X509_new(), X509_free};

  // Valid for the two hours that end so many seconds from now, for these names; nullptr: it has a subject
  // alone, whose common name is localhost.
  explicit Certificate(long ends_in = 3600, const char* names = "DNS:localhost") {
    X509_set_version(x509.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(x509.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(x509.get()), ends_in - 7200);
    X509_gmtime_adj(X509_getm_notAfter(x509.get()), ends_in);
    X509_set_pubkey(x509.get(), key.get());
    X509_NAME* const name = X509_get_subject_name(x509.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("localhost"),
                               -1, -1, 0);
    X509_set_issuer_name(x509.get(), name);
    if (names != nullptr) add(NID_subject_alt_name, names);
    add(NID_basic_constraints, "critical,CA:TRUE");
    X509_sign(x509.get(), key.get(), EVP_sha256());
  }
  void add(int what, const char* value) {
    X509_EXTENSION* const extension = X509V3_EXT_conf_nid(nullptr, nullptr, what, value);
    X509_add_ext(x509.get(), extension, -1);
    X509_EXTENSION_free(extension);
  }
};

// Certificates in a file, for as long as it lives.
class PemFile {
 public:
  template <class... Certificates>
  explicit PemFile(const Certificates&... certificates) {
    const int fd = ::mkstemp(path_.data());
    FILE* const file = ::fdopen(fd, "w");
    (PEM_write_X509(file, certificates.x509.get()), ...);
    std::fclose(file);
  }
  ~PemFile() { std::remove(path_.c_str()); }
  PemFile(const PemFile&) = delete;
  PemFile& operator=(const PemFile&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_ = "/tmp/gracegate-ca-XXXXXX";
};

}  // namespace gracegate::test

#endif
