#include <gracegate/httplib.hpp>
#include <iostream>

gracegate::Result<gracegate::Gate> open_gate() {
  gracegate::Config config;
  config.server = "https://grace.example.com";
  config.product = "notes";
  config.sdk_key = "gg_product_example";  // from a file or the environment: it is a secret
  config.root_keys = {"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"};
  config.cache_file = "/var/lib/notes/gate";
  config.log = [](gracegate::LogLevel, std::string_view text) { std::cerr << text << '\n'; };
  return gracegate::Gate::open(std::move(config));
}

void protect_product(httplib::Server& server, const gracegate::Gate& gate) {
  gracegate::protect(server, gate,
                     [](const httplib::Request& req) { return req.get_header_value("X-Account"); });
}
