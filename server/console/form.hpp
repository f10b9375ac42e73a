// What a form of the console has sent.
#ifndef GRACEGATE_SERVER_CONSOLE_FORM_HPP
#define GRACEGATE_SERVER_CONSOLE_FORM_HPP

#include <string>
#include <string_view>
#include <utility>

#include "server/http/target.hpp"

namespace gracegate::server::console {

// A value.
class Form {
 public:
  Form() = default;
  explicit Form(http::Fields fields) : fields_(std::move(fields)) {}

  // The first of that name without white space around it, "" where there is none; line ends are \n.
  std::string text(std::string_view name) const;
  // Whether that is what somebody has typed, but for white space around it.
  bool says(std::string_view name, const std::string& text) const;
  // As it was typed: for passwords.
  std::string secret(std::string_view name) const;
  const http::Fields& fields() const { return fields_; }

 private:
  http::Fields fields_;
};

}  // namespace gracegate::server::console

#endif
