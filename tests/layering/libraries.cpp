// Which file may use which library, and where SQL may stand.
#include <algorithm>

#include "tests/layering/tree.hpp"

namespace gracegate::layering {
namespace {

struct Library {
  std::string_view header;                // beginning of the include
  std::vector<std::string_view> allowed;  // beginnings of paths
  bool in_headers;                        // whether our headers may include it there
};

const std::vector<Library>& libraries() {
  static const std::vector<Library> kAll = {
      {"openssl/",
       {"sdk/src/core/signature.cpp", "server/publish/signer.", "server/auth/password.",
        "server/auth/token_secret.", "server/http/tls", "sdk/src/client/http/tls.cpp"},
       false},
      {"nlohmann/json_fwd.hpp", {"sdk/src/core/", "server/", "samples/"}, true},
      {"nlohmann/",
       {"sdk/src/core/banner_json.cpp", "sdk/src/core/denied.cpp", "sdk/src/core/feed.cpp",
        "sdk/src/core/help_request.cpp", "sdk/src/core/json_parse.cpp", "sdk/src/core/keyset.cpp",
        "sdk/src/core/notice_encode.cpp", "sdk/src/core/receipt.cpp", "sdk/src/core/sighting.cpp",
        "server/api/", "server/console/", "server/ctl/", "server/first_run.cpp", "server/server_log.cpp",
        "samples/"},
       false},
      {"httplib.h", {"sdk/include/gracegate/httplib.hpp", "server/ctl/api_client.cpp", "samples/"}, true},
      {"Q", {"sdk/include/gracegate/qt.hpp", "sdk/src/qt/", "samples/desktop/"}, true},  // Qt
      {"sqlite3.h", {"server/store/sqlite/"}, false},
      {"date/", {"server/cases/"}, false},
      {"CLI/", {"server/config.cpp", "server/ctl/", "samples/"}, false},
      {"spdlog/", {"server/server_log.cpp"}, false},
      {"kainjow/", {"server/console/"}, false},
  };
  return kAll;
}

bool begins(std::string_view text, std::string_view with) { return text.substr(0, with.size()) == with; }

// Standard headers have no dot; those of C have one and no path.
bool is_standard(const std::string& header) {
  if (header.find_first_of("./") == std::string::npos) return true;
  for (const char* c : {"stddef.h", "stdint.h", "stdbool.h", "time.h", "signal.h"})
    if (header == c) return true;
  return false;
}

bool is_system(const std::string& header) {
  for (const char* folder : {"sys/", "netinet/", "arpa/", "linux/"})
    if (begins(header, folder)) return true;
  for (const char* name : {"dirent.h", "emmintrin.h", "fcntl.h", "ifaddrs.h", "netdb.h", "poll.h",
                           "pthread.h", "sched.h", "syslog.h", "termios.h", "unistd.h"})
    if (header == name) return true;
  return false;
}

// emmintrin.h (vector instructions of the processor) reaches nothing outside of it.
bool may_use_system(const Source& source, const std::string& header) {
  return header == "emmintrin.h"
             ? !source.is_in("sdk/include/")
             : source.is_in("sdk/src/client/") || source.is_in("server/") || source.is_in("samples/");
}

bool is_allowed(const Source& source, const Library& library) {
  const bool in_place = std::any_of(library.allowed.begin(), library.allowed.end(),
                                    [&](std::string_view place) { return source.is_in(place); });
  // Pages are made of JSON: each file of the console would include it anyway.
  const bool is_of_pages = source.is_in("server/console/") && library.header == "nlohmann/";
  return in_place && (library.in_headers || !source.is_header() || source.is_in("samples/") || is_of_pages);
}

bool may_include(const Source& source, const std::string& header) {
  for (const Library& library : libraries())
    if (begins(header, library.header)) return is_allowed(source, library);
  if (is_standard(header)) return true;
  return is_system(header) && may_use_system(source, header);
}

bool has_sql(const std::string& code) {
  for (const char* statement :
       {"\"SELECT ", "INSERT INTO ", "\"UPDATE ", "DELETE FROM ", "CREATE TABLE ", "PRAGMA "})
    if (code.find(statement) != std::string::npos) return true;
  return false;
}

}  // namespace

void check_libraries(const Source& source, Breaches& breaches) {
  for (const Include& include : source.includes)
    if (!include.quoted && !may_include(source, include.path))
      breaches.push_back(source.path + ": must not include <" + include.path + ">");
  if (!source.is_in("server/store/") && has_sql(source.code))
    breaches.push_back(source.path + ": SQL stands in server/store alone");
}

}  // namespace gracegate::layering
