#include "server/config.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <ostream>

#include "core/utf8.hpp"
#include "core/web_link.hpp"
#include "gracegate/version.h"
#include "server/cases/contact.hpp"

namespace gracegate::server {
namespace {

constexpr const char* kAbout = R"(gracegated: the entitlement server of gracegate.

It keeps accounts and cases, signs the notices that products trust, and tells them of a change within
milliseconds. It needs nothing but a folder:

    gracegated serve --data /var/lib/gracegate

The first start creates database, keys, an admin and an SDK key, and says where they are written down.
Then: gracectl --help.)";

constexpr std::size_t kMaxContactName = 200;

Error fault(std::string message) { return {ErrorCode::invalid_argument, std::move(message), ""}; }

// "127.0.0.1:8080", "[::1]:8080", "0.0.0.0:0"
std::string split_address(const std::string& address, Config& config) {
  const std::size_t colon = address.rfind(':');
  if (colon == std::string::npos || colon == 0) return "give HOST:PORT, for example 127.0.0.1:8080";
  std::string host = address.substr(0, colon);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  const std::string port = address.substr(colon + 1);
  if (port.empty() || port.size() > 5 || port.find_first_not_of("0123456789") != std::string::npos ||
      std::stoi(port) > 65535)
    return "give a port from 0 to 65535 after the colon; 0 picks a free one";
  config.host = host;
  config.port = std::stoi(port);
  return {};
}

void add_where(CLI::App& serve, Config& config, std::string& listen) {
  serve.add_option("--data", config.data, "Folder of database, keys and first-run.json; is created")
      ->required()
      ->type_name("DIR");
  serve.add_flag("--new-root", config.may_make_root,
                 "The keys are lost for good: make others, which only new releases of the products believe");
  serve.add_option("--listen", listen, "Address and port; port 0 picks a free one")
      ->type_name("HOST:PORT")
      ->capture_default_str();
  serve.add_option("--ready-file", config.ready_file, "Written with the server's address once it answers")
      ->type_name("FILE");
  serve.add_option("--public-url", config.public_url, "Address by which products reach this server")
      ->type_name("URL");
  serve.add_option("--tls-cert", config.tls_cert, "Certificate chain (PEM): serve https")->type_name("FILE");
  serve.add_option("--tls-key", config.tls_key, "Its private key (PEM)")->type_name("FILE");
  serve
      .add_option("--trust-proxy", config.trusted_proxies,
                  "Proxy whose X-Forwarded-For is believed; may be repeated")
      ->type_name("CIDR");
  serve.add_option("--max-connections", config.max_connections, "Connections at once")->capture_default_str();
  serve
      .add_option("--max-connections-per-address", config.max_connections_per_address,
                  "Of them from one address, behind a proxy of its requests at once; 0: no limit")
      ->capture_default_str();
}

void add_what(CLI::App& serve, Config& config) {
  serve.add_option(
      "--product", config.product,
      "Id of the product whose customers are kept here; as at the first start, there \"default\"");
  serve
      .add_option("--pay-url", config.links.pay, "Where customers pay; {account} stands for the account's id")
      ->type_name("URL");
  serve.add_option("--help-url", config.links.help, "Where customers get help")->type_name("URL");
  serve.add_option("--export-url", config.links.export_data, "Where customers take their data out")
      ->type_name("URL");
  serve.add_option("--terms-url", config.links.terms, "Your terms of service")->type_name("URL");
  serve.add_option("--contact-name", config.contact.name, "The real person who can help")->type_name("NAME");
  serve.add_option("--contact-email", config.contact.email, "Their mail address")->type_name("MAIL");
  serve.add_option("--contact-phone", config.contact.phone, "Their telephone number")->type_name("PHONE");
  serve.add_option("--log-level", config.log_level, "debug, info, warning or error")
      ->check(CLI::IsMember({"debug", "info", "warning", "error"}))
      ->capture_default_str();
  serve.add_flag("--log-json", config.log_json, "One JSON object a line");
  serve.add_option("--clock", config.clock_file, "For demos and tests: the time of day as this file says")
      ->type_name("FILE");
}

// CLI11 reads files for the whole program: what stands in ours is meant for the one command that it has.
class ServeFile : public CLI::ConfigTOML {
 public:
  std::vector<CLI::ConfigItem> from_config(std::istream& in) const override {
    auto lines = CLI::ConfigTOML::from_config(in);
    for (CLI::ConfigItem& line : lines) line.parents.insert(line.parents.begin(), "serve");
    return lines;
  }
};

// What the command line says as well is taken from there. A name that is not known is a mistake.
void read_file_options(CLI::App& app, CLI::App& serve) {
  app.set_config("--config", "", "Options of serve from a file (TOML or INI), by their long names")
      ->type_name("FILE");
  app.config_formatter(std::make_shared<ServeFile>());
  app.allow_config_extras(CLI::config_extras_mode::error);
  serve.allow_config_extras(CLI::config_extras_mode::error);
  serve.fallthrough();  // so that --config may stand behind serve
  serve.footer("Options can stand in a file, by their long names: --config FILE");
}

Result<void> check_link(const char* option, const std::string& url) {
  std::string example = url;
  if (const std::size_t at = example.find("{account}"); at != std::string::npos) example.replace(at, 9, "id");
  if (example.find_first_of("{}") != std::string::npos)
    return fault(std::string(option) + ": {account} is the only placeholder there is");
  if (example.empty() || is_web_link(example)) return {};
  return fault(std::string(option) + ": give an https URL (http for loopback only)");
}

Result<void> check_contact(const Contact& contact) {
  const auto is_line = [](const std::string& text) {
    return text.size() <= kMaxContactName && is_utf8(text) && !has_control_characters(text);
  };
  if (!is_line(contact.name))
    return fault("--contact-name: give one line of at most " + std::to_string(kMaxContactName) +
                 " bytes of UTF-8");
  if (!contact.email.empty() && !is_email(contact.email))
    return fault("--contact-email " + std::string(kEmailRule));
  if (!contact.phone.empty() && !is_phone(contact.phone))
    return fault("--contact-phone " + std::string(kPhoneRule));
  return {};
}

// As CLI11 says it of a name in our file.
constexpr std::string_view kUnknownInFile = "INI was not able to parse serve.";

Parsed refuse(std::ostream& err, const std::string& complaint) {
  err << "gracegated: " << complaint << "\n";
  return {std::nullopt, 2, false};
}

// What is not known here goes first: it is why the parser misses something else, or was meant for it.
std::string complaint_of(const CLI::App& app, const CLI::ParseError& error) {
  const std::vector<std::string> unknown = app.remaining(true);
  if (!unknown.empty()) return unknown.front() + " is not known here";
  const std::string_view text = error.what();
  if (text.substr(0, kUnknownInFile.size()) == kUnknownInFile)
    return "--config: " + std::string(text.substr(kUnknownInFile.size())) + " is not known there";
  return app.get_subcommands().empty() ? "give a command" : error.what();
}

// Help and version are errors to the parser, too.
Parsed explain(const CLI::App& app, const CLI::ParseError& error, std::ostream& out, std::ostream& err) {
  if (error.get_exit_code() == 0) return {std::nullopt, app.exit(error, out, err), false};
  const auto chosen = app.get_subcommands();
  const std::string command = chosen.empty() ? "" : chosen.front()->get_name() + " ";
  return refuse(err, complaint_of(app, error) + "; see gracegated " + command + "--help");
}

}  // namespace

Parsed parse_command_line(int argc, const char* const* argv, std::ostream& out, std::ostream& err) {
  Config config;
  std::string listen = "127.0.0.1:8080";
  CLI::App app(kAbout, "gracegated");
  app.set_version_flag("--version", std::string("gracegated ") + GRACEGATE_VERSION);
  app.require_subcommand(1);
  CLI::App& serve = *app.add_subcommand("serve", "Run the server until SIGTERM or SIGINT");
  read_file_options(app, serve);
  const CLI::App& routes =
      *app.add_subcommand("routes", "List the HTTP API: method, path, and who may call, a route in a line");
  add_where(serve, config, listen);
  add_what(serve, config);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {  // also help and version
    return explain(app, error, out, err);
  }
  if (routes.parsed()) return {std::nullopt, 0, true};
  std::string complaint = split_address(listen, config);
  if (!complaint.empty()) complaint = "--listen: " + complaint;
  if (serve.count("--product") > 0 && config.product.empty())
    complaint = "--product: give 1 to 128 characters, or leave it out";
  if (complaint.empty())
    if (const auto valid = validate(config); !valid) complaint = valid.error().message;
  if (!complaint.empty()) return refuse(err, complaint);
  return {std::move(config), 0, false};
}

Result<void> validate(const Config& config) {
  if (config.tls_cert.empty() != config.tls_key.empty())
    return fault("--tls-cert and --tls-key go together: give both");
  if (!config.public_url.empty() && !is_web_link(config.public_url))
    return fault("--public-url: give an https URL (http for loopback only)");
  if (!config.public_url.empty() && config.public_url.back() == '/')
    return fault("--public-url: leave out the slash at its end");
  if (config.product.size() > 128) return fault("--product: give 1 to 128 characters");
  for (const auto& [option, url] : {std::pair{"--pay-url", config.links.pay},
                                    {"--help-url", config.links.help},
                                    {"--export-url", config.links.export_data},
                                    {"--terms-url", config.links.terms}})
    if (const auto valid = check_link(option, url); !valid) return valid.error();
  return check_contact(config.contact);
}

}  // namespace gracegate::server
