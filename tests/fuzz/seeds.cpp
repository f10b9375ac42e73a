// What fuzzing starts from: the golden vectors, whole and taken apart, and pages and requests of all kinds.
#include <nlohmann/json.hpp>

#include "core/base64url.hpp"
#include "core/notice_file.hpp"
#include "tests/fuzz/targets.hpp"
#include "tests/vectors/vectors.hpp"

namespace gracegate::fuzz {
namespace {

using Json = nlohmann::json;
using Seeds = std::vector<std::string>;

void add_with_payload(Seeds& seeds, const std::string& jws) {
  seeds.push_back(jws);
  const std::size_t first = jws.find('.');
  const std::size_t last = jws.rfind('.');
  if (first == std::string::npos || first == last) return;
  if (const auto payload = base64url_decode(std::string_view(jws).substr(first + 1, last - first - 1)))
    seeds.push_back(*payload);
}

Seeds seeds_of(const std::vector<test::Vector>& vectors) {
  Seeds seeds;
  for (const test::Vector& vector : vectors) {
    const Json content = Json::parse(vector.text);
    if (content.contains("jws")) {
      add_with_payload(seeds, content["jws"]);
      continue;
    }
    seeds.push_back(content.at("body"));
    const Json body = Json::parse(seeds.back(), nullptr, false);
    if (body.is_object() && body.value("head", Json()).is_string()) add_with_payload(seeds, body["head"]);
  }
  return seeds;
}

}  // namespace

Seeds notice_seeds() { return seeds_of(test::notice_vectors()); }
Seeds keyset_seeds() { return seeds_of(test::keyset_vectors()); }
Seeds feed_seeds() { return seeds_of(test::feed_vectors()); }
Seeds receipt_seeds() { return seeds_of(test::receipt_vectors()); }

Seeds notice_file_seeds() {
  const std::string text = encode_notice_file({keyset_seeds().front(), notice_seeds().front()});
  return {
      text,
      "> " + text + "> ",
      "-----BEGIN GRACEGATE NOTICE-----\r\n> a.b.c~\t d.e.f\n-----END GRACEGATE NOTICE-----",
      "-----BEGIN GRACEGATE NOTICE-----a~b-----BEGIN GRACEGATE NOTICE-----c~d-----END GRACEGATE NOTICE-----",
      "-----END GRACEGATE NOTICE----------BEGIN GRACEGATE NOTICE-----",
      ""};
}

Seeds form_seeds() {
  const std::string type = "multipart/form-data; boundary=b\n";
  const std::string text = "--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nwhy?\n\r\n";
  const std::string file =
      "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"C:\\a\\proof.pdf\"\r\n"
      "Content-Type: application/pdf\r\n\r\n%PDF\r\n";
  return {type + text + file + "--b--\r\n",
          type + text + "--b--",
          type + "preface\r\n" + file,
          "multipart/form-data; boundary=\"b\"\n" + file + file,
          "application/x-www-form-urlencoded\ntext=a",
          type + "--b\r\n\r\n\r\n--b\r\nContent-Disposition: form-data; name=case\r\n\r\n\r\n--b--",
          ""};
}

Seeds inject_seeds() {
  return {"<!doctype html><html><head><title>a</title></head><body><p>b</p></body></html>",
          "<BODY class='a > b' data-x=\"<body>\">",
          "<!-- <body> --><script>var a = '<body>';</script><style>a{content:'<body>'}</style><body>",
          "<template><body></template><body\n>",
          "<textarea><body></textarea><title><body></title><body/>",
          "<script><!-- <script> </script> --></script><body>",
          "<noscript><body></noscript><plaintext><body>",
          "\xef\xbb\xbf<html><body>",
          "\xff\xfe<\0b\0",
          "<svg><style><body></svg><body>",
          "<![CDATA[<body>]]><?xml <body> ?><body>",
          "<iframe srcdoc='<body>'></iframe><xmp><body></xmp><body  onload=x >",
          "no page at all",
          ""};
}

Seeds classify_seeds() {
  return {"GET /",
          "POST /notes",
          "POST /login",
          "GET /export/all?format=csv",
          "get /login",
          "DELETE /notes/1",
          "POST /login/../notes",
          "POST /login%2f..%2fnotes",
          "POST //login",
          "POST /%6cogin",
          "GET http://example.com/billing?a#b",
          "POST https://example.com",
          "OPTIONS *",
          "POST /billing;x=1",
          "POST /login\\notes",
          "PATCH /%zz",
          "POST /gracegate/%",
          ""};
}

Seeds countdown_seeds() {
  Seeds seeds;
  for (const std::int64_t left :
       {std::int64_t{0}, std::int64_t{1}, std::int64_t{59}, std::int64_t{3600}, std::int64_t{3601},
        std::int64_t{86400}, std::int64_t{86401}, std::int64_t{1209600}, INT64_MAX, INT64_MIN}) {
    for (const char* locale : {"en", "de-AT", "ar-EG-u-nu-latn", ""}) {
      std::string seed;
      for (const std::int64_t number :
           {left, std::int64_t{1764000000}, std::int64_t{1764000000} + left % 5000000})
        seed.append(reinterpret_cast<const char*>(&number), sizeof number);
      seeds.push_back(seed + locale);
    }
  }
  return seeds;
}

}  // namespace gracegate::fuzz
