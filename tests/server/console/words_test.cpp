#include "server/console/words.hpp"

#include <set>

#include "core/texts.hpp"
#include "gracegate/notice.hpp"
#include "server/cases/words.hpp"
#include "server/store/store.hpp"
#include "tests/support/catch.hpp"

using namespace gracegate;
using namespace gracegate::server;
using namespace gracegate::server::console;

namespace {

template <class Enum>
void check_words(std::string_view kind, Enum last) {
  for (const std::string& value : words_to(last)) {
    INFO(kind << " " << value);
    CHECK(word_for(kind, value) != value);
  }
}

}  // namespace

TEST_CASE("Every value that a page can show has a word for people") {
  check_words("mode", Mode::shutdown);
  check_words("state", CaseState::released);
  check_words("reason", Reason::other);
  check_words("topic", HelpTopic::time);
  check_words("wanting", Attention::unseen);
  check_words("role", StaffRole::admin);
  check_words("token", Token::Kind::account);
  check_words("contact", AccountContact::Kind::technical);
  for (const texts::Locale* locale : texts::all()) {
    INFO(locale->tag);
    CHECK(word_for("language", std::string(locale->tag)) != locale->tag);
  }
}

TEST_CASE("No choice offers what the API does not know") {
  CHECK(choices_of("reason").size() == words_to(Reason::other).size());
  CHECK(choices_of("wanting").size() == words_to(Attention::unseen).size());
  CHECK(choices_of("role").size() == words_to(StaffRole::admin).size());
  CHECK(choices_of("token").size() == words_to(Token::Kind::account).size());
  std::set<std::string_view> tags;
  for (const texts::Locale* locale : texts::all()) tags.insert(locale->tag);
  CHECK(choices_of("language").size() == tags.size());
}

TEST_CASE("What was done is said in words of ours alone") {
  CHECK(done_words("settle") == "Settled. Everything is open again within seconds.");
  CHECK(done_words("<script>").empty());
}
