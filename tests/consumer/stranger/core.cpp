#include <gracegate/countdown.hpp>
#include <gracegate/keyset.hpp>

// RFC 8037's example key, whose thumbprint appendix A.3 states.
int main() {
  const auto key = gracegate::parse_public_key("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
  const bool right_key = key && gracegate::key_id(*key) == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k";
  const bool right_count = gracegate::count_down(14 * gracegate::kDay).value == 14;
  return right_key && right_count ? 0 : 1;
}
