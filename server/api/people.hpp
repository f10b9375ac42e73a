// Changes to people, and to what lets them in.
#ifndef GRACEGATE_SERVER_API_PEOPLE_HPP
#define GRACEGATE_SERVER_API_PEOPLE_HPP

#include <string>

#include "gracegate/result.hpp"
#include "server/api/call.hpp"

namespace gracegate::server::api {

// Errors: not_found.
Result<Person> known_person(const Reader& reader, const std::string& name);

// The change that writes `person`, with its audit entry.
Change changed(const Call& call, const Person& person, const std::string& action, const std::string& why);

// Adds to `change` the end of a person's sessions and of the tokens of their sign-ins, but of what the call
// is made with.
Result<void> sign_out(const Call& call, const Reader& reader, const std::string& person, Change& change);

}  // namespace gracegate::server::api

#endif
