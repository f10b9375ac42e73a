// The pages that the route table names, by resource. Each asks the API, and shows what it says.
#ifndef GRACEGATE_SERVER_CONSOLE_PAGES_HPP
#define GRACEGATE_SERVER_CONSOLE_PAGES_HPP

#include "server/console/visit.hpp"

namespace gracegate::server::console {

// overview.cpp
http::Reply overview(const Visit& visit);
// accounts.cpp
http::Reply accounts(const Visit& visit);
http::Reply account(const Visit& visit);
// account_form.cpp
http::Reply new_account(const Visit& visit);
http::Reply edit_account(const Visit& visit);
http::Reply save_account(const Visit& visit);
// cases.cpp
http::Reply cases(const Visit& visit);
http::Reply one_case(const Visit& visit);
// open.cpp
http::Reply open_form(const Visit& visit);
http::Reply open_case(const Visit& visit);
// act.cpp
http::Reply act_form(const Visit& visit);
http::Reply act(const Visit& visit);
// inbox.cpp
http::Reply inbox(const Visit& visit);
http::Reply help(const Visit& visit);
http::Reply help_file(const Visit& visit);
http::Reply answer_help(const Visit& visit);
// audit.cpp
http::Reply audit(const Visit& visit);
http::Reply audit_csv(const Visit& visit);
// people.cpp
http::Reply people(const Visit& visit);
http::Reply add_person(const Visit& visit);
http::Reply person(const Visit& visit);
http::Reply change_person(const Visit& visit);
http::Reply me(const Visit& visit);
http::Reply change_me(const Visit& visit);
// policies.cpp
http::Reply policies(const Visit& visit);
// policy_form.cpp
http::Reply policy_form(const Visit& visit);
http::Reply save_policy(const Visit& visit);
// keys.cpp
http::Reply keys(const Visit& visit);
http::Reply change_keys(const Visit& visit);
// enforcement.cpp
http::Reply enforcement(const Visit& visit);
http::Reply switch_enforcement(const Visit& visit);

}  // namespace gracegate::server::console

#endif
