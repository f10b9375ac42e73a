#include <gracegate/gate.hpp>

#include <iostream>

int main() {
  gracegate::Config config;
  config.server = "http://127.0.0.1:8080";
  config.product = "notes";
  config.sdk_key = "gg_product_example";  // this and the next from data/first-run.json
  config.root_keys = {"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"};
  config.log = [](gracegate::LogLevel, std::string_view line) { std::cerr << line << '\n'; };
  auto gate = gracegate::Gate::open(std::move(config));
  if (!gate) return (std::cerr << gate.error().message << '\n', 1);
  do {  // open until the server's first answer is here: press Enter to ask again
    std::cout << gracegate::to_string(gate->standing("acme").mode) << '\n';
    if (const auto banner = gate->banner("acme", {})) std::cout << gracegate::banner_text(*banner);
  } while (std::cin.get() == '\n');
}
