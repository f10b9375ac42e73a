// The handlers that the route table names, by resource.
#ifndef GRACEGATE_SERVER_API_HANDLERS_HPP
#define GRACEGATE_SERVER_API_HANDLERS_HPP

#include "server/api/call.hpp"

namespace gracegate::server::api {

// health.cpp
Result<http::Reply> healthz(const Call& call);
Result<http::Reply> readyz(const Call& call);
Result<http::Reply> metrics(const Call& call);
// publication.cpp
Result<http::Reply> get_keys(const Call& call);
Result<http::Reply> get_notice(const Call& call);
Result<http::Reply> get_feed(const Call& call);
// keyring.cpp
Result<http::Reply> get_keyring(const Call& call);
Result<http::Reply> rotate_key(const Call& call);
Result<http::Reply> revoke_key(const Call& call);
Result<http::Reply> replace_root(const Call& call);
Result<http::Reply> remove_root(const Call& call);
Result<http::Reply> request_keyset(const Call& call);
Result<http::Reply> install_keyset(const Call& call);
// sightings.cpp
Result<http::Reply> post_sightings(const Call& call);
// sign_in.cpp
Result<http::Reply> log_in(const Call& call);
// me.cpp
Result<http::Reply> get_me(const Call& call);
Result<http::Reply> put_me(const Call& call);
Result<http::Reply> post_own_password(const Call& call);
// people.cpp
Result<http::Reply> list_people(const Call& call);
Result<http::Reply> post_person(const Call& call);
Result<http::Reply> post_role(const Call& call);
Result<http::Reply> disable_person(const Call& call);
Result<http::Reply> enable_person(const Call& call);
Result<http::Reply> post_new_password(const Call& call);
// sessions.cpp
Result<http::Reply> list_own_sessions(const Call& call);
Result<http::Reply> end_own_session(const Call& call);
Result<http::Reply> list_sessions(const Call& call);
Result<http::Reply> end_session(const Call& call);
// overview.cpp
Result<http::Reply> get_overview(const Call& call);
// accounts.cpp
Result<http::Reply> list_accounts(const Call& call);
Result<http::Reply> get_account(const Call& call);
Result<http::Reply> put_account(const Call& call);
// standings.cpp
Result<http::Reply> get_standing(const Call& call);
Result<http::Reply> get_banner(const Call& call);
// payments.cpp
Result<http::Reply> post_payment(const Call& call);
// notice_files.cpp
Result<http::Reply> post_notice(const Call& call);
// cases.cpp
Result<http::Reply> list_cases(const Call& call);
Result<http::Reply> get_case(const Call& call);
Result<http::Reply> post_case(const Call& call);
// case_actions.cpp
Result<http::Reply> extend_case(const Call& call);
Result<http::Reply> hold_case(const Call& call);
Result<http::Reply> resume_case(const Call& call);
Result<http::Reply> settle_case(const Call& call);
Result<http::Reply> waive_case(const Call& call);
Result<http::Reply> release_case(const Call& call);
Result<http::Reply> escalate_case(const Call& call);
Result<http::Reply> reopen_case(const Call& call);
// help.cpp
Result<http::Reply> post_help(const Call& call);
// help_inbox.cpp
Result<http::Reply> list_help(const Call& call);
Result<http::Reply> get_help(const Call& call);
Result<http::Reply> get_help_file(const Call& call);
Result<http::Reply> post_help_answer(const Call& call);
Result<http::Reply> post_help_close(const Call& call);
// policies.cpp
Result<http::Reply> list_policies(const Call& call);
Result<http::Reply> get_policy(const Call& call);
Result<http::Reply> put_policy(const Call& call);
Result<http::Reply> simulate(const Call& call);
// audit.cpp
Result<http::Reply> list_audit(const Call& call);
Result<http::Reply> verify_audit(const Call& call);
// enforcement.cpp
Result<http::Reply> get_enforcement(const Call& call);
Result<http::Reply> put_enforcement(const Call& call);
// tokens.cpp
Result<http::Reply> list_tokens(const Call& call);
Result<http::Reply> post_token(const Call& call);
Result<http::Reply> delete_token(const Call& call);
// backup.cpp
Result<http::Reply> post_backup(const Call& call);

}  // namespace gracegate::server::api

#endif
