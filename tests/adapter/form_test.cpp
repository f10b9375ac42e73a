#include "tests/adapter/product.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate::detail;

namespace {

const std::string kForm =
    "--b1\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nline\r\nline\r\n"
    "--b1\r\ncontent-disposition:form-data; name=file; filename=\"a b; c.pdf\"\r\nContent-Type: "
    "application/pdf\r\n\r\n--b2\r\n-b1\r\n"
    "--b1\r\nContent-Disposition: form-data; name=\"empty\"\r\n\r\n\r\n"
    "--b1--\r\n";

}  // namespace

TEST_CASE("The boundary of a form is read with quotes and without, and of nothing else") {
  CHECK(form_boundary("multipart/form-data; boundary=b1") == "b1");
  CHECK(form_boundary("Multipart/Form-Data; charset=utf-8; Boundary=\"b 1\"") == "b 1");
  for (const char* other : {"", "multipart/form-data", "multipart/mixed; boundary=b1",
                            "application/x-www-form-urlencoded; boundary=b1"}) {
    CAPTURE(other);
    CHECK(form_boundary(other).empty());
  }
  CHECK(form_boundary("multipart/form-data; boundary=" + std::string(71, 'b')).empty());
}

TEST_CASE("Each part of a form is read with its name, file name and type, byte for byte") {
  const auto parts = form_parts(kForm, "b1");
  REQUIRE(parts.size() == 3);
  CHECK(parts[0].name == "text");
  CHECK(parts[0].bytes == "line\r\nline");
  CHECK(parts[0].file_name.empty());
  CHECK(parts[1].name == "file");
  CHECK(parts[1].file_name == "a b; c.pdf");
  CHECK(parts[1].type == "application/pdf");
  CHECK(parts[1].bytes == "--b2\r\n-b1");
  CHECK(parts[2].name == "empty");
  CHECK(parts[2].bytes.empty());
}

TEST_CASE("A form that is cut off anywhere has the parts that were complete, and never more") {
  for (std::size_t size = 0; size <= kForm.size(); ++size) {
    const std::string cut = kForm.substr(0, size);  // its own memory, so that a sanitizer sees its end
    const auto parts = form_parts(cut, "b1");
    CHECK(parts.size() <= 3);
    for (const FormPart& part : parts) {
      CHECK(part.bytes.data() >= cut.data());
      CHECK(part.bytes.data() + part.bytes.size() <= cut.data() + cut.size());
    }
  }
}

TEST_CASE("What is no form has no parts, and a form of many parts is read up to a bound") {
  for (const char* other :
       {"", "--b1", "--b1--", "text=a&b=c", "--b1\r\n\r\n", "x\r\n--b1\r\n\r\nx\r\n--b1--"}) {
    CAPTURE(other);
    CHECK(form_parts(other, "b1").empty());
  }
  std::string many = "--b1\r\n";
  for (int i = 0; i < 1000; ++i) many += "A: b\r\n\r\nx\r\n--b1\r\n";
  CHECK(form_parts(many, "b1").size() == 32);
}

TEST_CASE("A body is kept up to its bound and taken to its end") {
  BoundedBody body(4);
  for (const char* piece : {"ab", "cd"}) CHECK(body.take(piece, 2));
  CHECK_FALSE(body.is_too_large());
  CHECK(body.take("ef", 2));
  CHECK(body.is_too_large());
  CHECK(body.bytes() == "abcd");
}

TEST_CASE("The name of a file is its last part, short, and on one line") {
  CHECK(typed_file_name("C:\\Users\\ada\\proof.pdf") == "proof.pdf");
  CHECK(typed_file_name("/tmp/a\r\nb.pdf") == "ab.pdf");
  const std::string cut =
      typed_file_name(std::string(300, 'a') + "\xC3\xA4" + std::string(195, 'b') + ".pdf");
  CHECK(cut == std::string(195, 'b') + ".pdf");
}
