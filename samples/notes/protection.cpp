// The gate in front of every route of the product: whose request it is, and who looks at the answer.
#include "gracegate/httplib.hpp"
#include "samples/notes/routes.hpp"

namespace notes {

void protect_routes(httplib::Server& server, const Product& product) {
  gracegate::ProtectOptions options;
  options.rules.essential_paths.emplace_back("/assets");
  options.viewer = [&product](const httplib::Request& req) {
    const Person* person = person_of(product, req);
    return person ? gracegate::Viewer{person->role, person->locale, std::nullopt} : gracegate::Viewer{};
  };
  const auto account_of = [&product](const httplib::Request& req) {
    const Person* person = person_of(product, req);
    return person ? person->account : std::string();
  };
  gracegate::protect(server, product.gate, account_of, std::move(options));
}

}  // namespace notes
