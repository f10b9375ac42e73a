// The gate in front of every route of the product: whose request it is, and who looks at the answer.
#include "gracegate/httplib.hpp"
#include "samples/notes/routes.hpp"

namespace notes {
namespace {

gracegate::Viewer viewer_for(const Person& person) {
  gracegate::Viewer viewer;
  viewer.role = person.role;
  viewer.locale = person.locale;
  viewer.person = reference_to(person);
  return viewer;
}

}  // namespace

void protect_routes(httplib::Server& server, const Product& product) {
  gracegate::ProtectOptions options;
  options.rules.essential_paths.emplace_back("/assets");
  options.viewer = [&product](const httplib::Request& req) {
    const Person* person = person_of(product, req);
    return person ? viewer_for(*person) : gracegate::Viewer{};
  };
  const auto account_of = [&product](const httplib::Request& req) {
    const Person* person = person_of(product, req);
    return person ? person->account : std::string();
  };
  gracegate::protect(server, product.gate, account_of, std::move(options));
}

}  // namespace notes
