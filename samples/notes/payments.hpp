// Telling the entitlement server that an account has paid, so that the banner goes away at once. A real
// product does this where its payment provider confirms the money, or lets the provider's webhook do it.
#ifndef NOTES_PAYMENTS_HPP
#define NOTES_PAYMENTS_HPP

#include <string>

#include "gracegate/notice.hpp"

namespace notes {

struct Payment {
  std::string id;  // unique; reporting the same one twice counts once
  gracegate::Owed paid;
};

// Threads: any; constant.
class Payments {
 public:
  // `api_token` has the role finance; it stays on the product's server, browsers never see it.
  Payments(std::string server, std::string api_token);

  // Errors: unavailable (the server does not answer), forbidden (the token), invalid_argument (refused).
  gracegate::Result<void> report(const std::string& account, const Payment& payment) const;

 private:
  std::string server_;
  std::string api_token_;
};

}  // namespace notes

#endif
