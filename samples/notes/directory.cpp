#include "samples/notes/directory.hpp"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace notes {
namespace {

Person person_from(const nlohmann::json& user, const std::string& account, const std::string& account_name) {
  Person person;
  person.id = user.at("id").get<std::string>();
  person.name = user.at("name").get<std::string>();
  person.account = account;
  person.account_name = account_name;
  person.role =
      user.value("role", "member") == "billing" ? gracegate::Role::billing : gracegate::Role::member;
  person.locale = user.value("locale", "en");
  person.api_key = user.value("api_key", "");
  return person;
}

// Each demo company has one person for the contract, with an API key, and one who just writes notes.
void add_company(std::vector<Person>& people, const std::string& id, const std::string& name,
                 const std::string& billing, const std::string& member, const std::string& locale) {
  people.push_back(
      {id + "-billing", billing, id, name, gracegate::Role::billing, locale, "notes_demo_" + id});
  people.push_back({id + "-member", member, id, name, gracegate::Role::member, locale, ""});
}

}  // namespace

std::string reference_to(const Person& person) {
  std::uint64_t hash = 0xcbf29ce484222325u;  // FNV-1a
  for (const char c : person.id) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return "p_" + std::to_string(hash);
}

Directory::Directory() {
  add_company(people_, "acme", "Acme Robotics", "Ada Byron", "Ben Okafor", "en");
  add_company(people_, "globex", "Globex Travel", "Grace Lind", "Gil Moreau", "en");
  add_company(people_, "initech", "Initech Software", "Ines Vogel", "Ivo Brandt", "de");
  add_company(people_, "hooli", "Hooli Gardens", "Hana Sato", "Hugo Peters", "en");
  add_company(people_, "umbra", "Umbra Films", "Uma Costa", "Uri Levi", "en");
}

Directory::Directory(const std::string& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error("cannot read " + file);
  try {
    for (const auto& account : nlohmann::json::parse(in)) {
      const auto id = account.at("id").get<std::string>();
      for (const auto& user : account.at("users")) {
        people_.push_back(person_from(user, id, account.value("name", id)));
      }
    }
  } catch (const nlohmann::json::exception& error) {
    throw std::runtime_error(file + ": " + error.what());
  }
}

std::vector<std::string> Directory::accounts() const {
  std::vector<std::string> ids;
  for (const Person& one : people_) {
    if (std::find(ids.begin(), ids.end(), one.account) == ids.end()) ids.push_back(one.account);
  }
  return ids;
}

const Person* Directory::person(const std::string& id) const {
  for (const Person& one : people_) {
    if (one.id == id) return &one;
  }
  return nullptr;
}

const Person* Directory::owner_of_key(const std::string& api_key) const {
  for (const Person& one : people_) {
    if (!api_key.empty() && one.api_key == api_key) return &one;
  }
  return nullptr;
}

const Person* Directory::billing_person(const std::string& account) const {
  for (const Person& one : people_) {
    if (one.account == account && one.role == gracegate::Role::billing) return &one;
  }
  return nullptr;
}

}  // namespace notes
