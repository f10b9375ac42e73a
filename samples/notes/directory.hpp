// Who there is: the product's customers (accounts) and their people.
#ifndef NOTES_DIRECTORY_HPP
#define NOTES_DIRECTORY_HPP

#include <string>
#include <vector>

#include "gracegate/banner.hpp"

namespace notes {

struct Person {
  std::string id;  // unique over all accounts
  std::string name;
  std::string account;
  std::string account_name;
  gracegate::Role role = gracegate::Role::member;
  std::string locale = "en";
  std::string api_key;  // "notes_…"; empty: none
};

// The same each time, and says nothing to anybody else.
std::string reference_to(const Person& person);

// Threads: constant after construction.
class Directory {
 public:
  // The companies of the demo.
  Directory();
  // JSON: [{"id", "name", "users": [{"id", "name", "role": "billing"|"member", "locale", "api_key"}]}].
  // Throws std::runtime_error with what is wrong.
  explicit Directory(const std::string& file);

  const std::vector<Person>& people() const { return people_; }
  std::vector<std::string> accounts() const;
  // nullptr: nobody.
  const Person* person(const std::string& id) const;
  const Person* owner_of_key(const std::string& api_key) const;
  // Somebody of the account who looks after the contract; nullptr: nobody.
  const Person* billing_person(const std::string& account) const;

 private:
  std::vector<Person> people_;
};

}  // namespace notes

#endif
