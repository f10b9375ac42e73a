#include "client/packed_jws.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/test_signer.hpp"

using gracegate::PackedJws;

TEST_CASE("A signed notice is given back byte for byte") {
  const gracegate::test::TestSigner signer(2);
  const auto notice =
      gracegate::test::overdue_notice("acme", gracegate::TimePoint(gracegate::Seconds(1764000000)));
  const std::string jws = sign_notice(signer, notice);
  const PackedJws packed(jws);
  const PackedJws moved = PackedJws(packed.text());
  CHECK(packed.text() == jws);
  CHECK(moved.text() == jws);
}

TEST_CASE("Text that is no such thing is given back as it is too") {
  for (const char* text :
       {"", ".", "..", "a.b.c", "!!!.???.###", "no dots", "QQ.QQ.QQ", "QR.QQ.QQ", "YQ.YQ", "....."}) {
    CAPTURE(text);
    CHECK(PackedJws(text).text() == text);
  }
}
