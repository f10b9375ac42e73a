#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "server/api/handlers.hpp"
#include "server/api/members.hpp"
#include "server/api/reply.hpp"

namespace gracegate::server::api {
namespace {

// A folder of our own that goes when the answer is made.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "gracegate-backup-XXXXXX").string();
    if (mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~ScratchFolder() {
    std::error_code ignored;  // nothing is lost but space under the system's folder for temporary files
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace

Result<http::Reply> post_backup(const Call& call) {
  const auto why = read_body(call.request, [](Members& in) { return in.why(); });
  if (!why) return why.error();
  const auto noted = call.app.desk.change(std::nullopt, [&](const Reader&) -> Result<Change> {
    Change change;
    change.audit.push_back(entry(call, {}, "backup", *why));
    return change;
  });
  if (!noted) return noted.error();
  const ScratchFolder folder;
  const std::string file = (folder.path() / "backup.db").string();
  if (const auto copied = call.app.store.backup(file); !copied) return copied.error();
  std::ifstream in_file(file, std::ios::binary);
  http::Reply reply;
  reply.content_type = "application/vnd.sqlite3";
  reply.headers.emplace_back("Cache-Control", "no-store");
  reply.body.assign(std::istreambuf_iterator<char>(in_file), {});
  if (reply.body.empty())
    return Error{ErrorCode::unavailable, "the copy could not be read; is the disk full?", ""};
  return reply;
}

}  // namespace gracegate::server::api
