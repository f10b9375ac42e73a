// Things to be stored, with something in every field, and how to tell whether they came back.
#ifndef GRACEGATE_TESTS_SERVER_STORE_SAMPLES_HPP
#define GRACEGATE_TESTS_SERVER_STORE_SAMPLES_HPP

#include <string>

#include "server/store/store.hpp"

namespace gracegate::test {

inline TimePoint at(std::int64_t seconds) { return TimePoint(Seconds(seconds)); }

server::Account full_account(const std::string& id);
server::Policy full_policy(const std::string& name, int version = 1);
server::Case full_case(const std::string& id, const std::string& account);  // of policy "standard" 1
server::Case bare_case(const std::string& id, const std::string& account);  // every optional field empty
server::HelpRequest full_help(const std::string& id, const std::string& account, const std::string& case_id);
server::HelpRequest bare_help(const std::string& id, const std::string& account, const std::string& case_id);
server::Token full_token(const std::string& id);
server::Session full_session(const std::string& id);
server::AuditEntry entry_of(const std::string& action, const std::string& account = "",
                            const std::string& case_id = "");
server::PublishedNotice notice_of(const std::string& account, bool is_held = true);

// All fields of a value in one text: two values are equal if their texts are.
std::string text_of(const server::Account& account);
std::string text_of(const server::Policy& policy);
std::string text_of(const server::Case& one);
std::string text_of(const server::HelpRequest& help);
std::string text_of(const server::Token& token);
std::string text_of(const server::Person& person);
std::string text_of(const server::Session& session);
std::string text_of(const server::Settings& settings);
std::string text_of(const server::PublishedNotice& notice);
std::string text_of(const server::AuditEntry& entry);

// A change that must succeed.
server::Committed commit(server::Store& store, const server::Change& change);
// A store with policy "standard" 1 and these accounts.
void prepare(server::Store& store, const std::vector<std::string>& accounts);

}  // namespace gracegate::test

#endif
