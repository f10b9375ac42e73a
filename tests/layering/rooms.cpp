// Which rooms may include which: only downward.
#include "tests/layering/tree.hpp"

namespace gracegate::layering {
namespace {

struct Room {
  std::string_view place;
  std::vector<std::string_view> may_include;  // of our own headers, by the first part of the path
  bool client_headers;                        // and the public headers of gracegate::client
};

// The first place that fits is the room of a file.
const std::vector<Room>& rooms() {
  static const std::vector<Room> kAll = {
      {"sdk/include/", {"gracegate/"}, true},  // one header for each: see check_public_header()
      {"sdk/src/core/", {"gracegate/", "core/"}, false},
      {"sdk/src/client/", {"gracegate/", "core/", "client/"}, true},
      {"sdk/src/qt/", {"gracegate/", "qt/"}, true},
      {"server/cases/", {"gracegate/", "core/", "server/cases/"}, false},
      {"server/files/", {"gracegate/", "server/files/"}, false},
      {"server/store/", {"gracegate/", "core/", "server/cases/", "server/files/", "server/store/"}, false},
      {"server/publish/",
       {"gracegate/", "core/", "server/cases/", "server/files/", "server/store/", "server/publish/"},
       false},
      {"server/http/", {"gracegate/", "core/", "server/files/", "server/http/"}, false},
      {"server/auth/", {"gracegate/", "core/", "server/auth/", "server/store/store.hpp"}, false},
      {"server/api/",  // knows requests and addresses, not sockets, and the store by its interface
       {"gracegate/", "core/", "server/api/", "server/auth/", "server/cases/", "server/http/address.hpp",
        "server/http/body_budget.hpp", "server/http/exchange.hpp", "server/http/pattern.hpp",
        "server/publish/", "server/store/audit_chain.hpp", "server/store/store.hpp"},
       false},
      {"server/console/",  // knows the store by its words alone: it reads and writes through the API
       {"gracegate/", "core/percent.hpp", "core/notice_codec.hpp", "core/texts.hpp", "server/api/",
        "server/auth/", "server/cases/", "server/console/", "server/http/exchange.hpp",
        "server/http/pattern.hpp", "server/http/target.hpp", "server/store/store.hpp"},
       false},
      {"server/ctl/",  // asks the server over the network, but for a restore and where the root is; knows the
                       // words of the store
       {"gracegate/", "core/", "server/cases/", "server/ctl/", "server/files/", "server/publish/key_file.hpp",
        "server/publish/signer.hpp", "server/store/sqlite/restore.hpp", "server/store/store.hpp"},
       false},
      {"server/", {"gracegate/", "core/", "server/"}, false},
      {"samples/", {"gracegate/", "samples/"}, true},  // a product sees the public headers alone
  };
  return kAll;
}

bool starts_with_any(const std::string& path, const std::vector<std::string_view>& beginnings) {
  for (const std::string_view beginning : beginnings)
    if (path.compare(0, beginning.size(), beginning) == 0) return true;
  return false;
}

const Room* room_of(const Source& source) {
  for (const Room& room : rooms())
    if (source.is_in(room.place)) return &room;
  return nullptr;
}

// Qt is for those who ask for it.
bool sees_qt_headers(const Source& source) {
  return source.is_in("sdk/src/qt/") || source.is_in("samples/desktop/");
}

// A header of gracegate::core includes such alone; each header belongs to one of the libraries.
bool sees_client_headers(const Source& source, const Room& room, const HeaderSets& headers) {
  if (!source.is_in("sdk/include/")) return room.client_headers;
  return headers.core.count(source.path.substr(sizeof("sdk/include/") - 1)) == 0;
}

void check_public_header(const Source& source, const HeaderSets& headers, Breaches& breaches) {
  const std::string_view top = "sdk/include/";
  if (!source.is_in(top) || !source.is_header() || source.is_in("sdk/include/gracegate/detail/")) return;
  const std::string name = source.path.substr(top.size());
  if (headers.core.count(name) + headers.client.count(name) + headers.qt.count(name) != 1)
    breaches.push_back(source.path + ": is not in exactly one header set of sdk/CMakeLists.txt");
}

}  // namespace

void check_rooms(const Source& source, const HeaderSets& headers, Breaches& breaches) {
  check_public_header(source, headers, breaches);
  const Room* room = room_of(source);
  if (room == nullptr) {
    breaches.push_back(source.path + ": is in no room that the rules know");
    return;
  }
  for (const Include& include : source.includes) {
    if (!include.quoted) continue;
    const bool is_client_header = headers.client.count(include.path) != 0;
    const bool is_qt_header = headers.qt.count(include.path) != 0;
    if (!starts_with_any(include.path, room->may_include) || (is_qt_header && !sees_qt_headers(source)) ||
        (is_client_header && !sees_client_headers(source, *room, headers)))
      breaches.push_back(source.path + ": must not include \"" + include.path + "\"");
  }
}

}  // namespace gracegate::layering
