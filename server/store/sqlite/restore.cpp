#include "server/store/sqlite/restore.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "server/files/descriptor.hpp"
#include "server/store/sqlite/connection.hpp"
#include "server/store/sqlite/failure.hpp"
#include "server/store/sqlite/migrations.hpp"
#include "server/store/sqlite/tables.hpp"

namespace gracegate::server {

namespace {

using sqlite::Connection;
using sqlite::Failure;
namespace fs = std::filesystem;

[[noreturn]] void refuse(ErrorCode code, std::string message) {
  throw Failure({code, std::move(message), ""});
}

[[noreturn]] void refuse_write(const std::string& file, int error) {
  refuse(ErrorCode::unavailable, "cannot write " + file + ": " + std::strerror(error));
}

bool exists(const std::string& file) {
  struct stat found = {};
  return ::lstat(file.c_str(), &found) == 0;
}

// A copy that goes again, unless it was given its name.
class Copy {
 public:
  Copy(const std::string& from, const std::string& to) : file_(to) {
    const Descriptor made(
        ::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (!made.is_open()) refuse_write(to, errno);
    std::error_code fault;
    fs::copy_file(from, to, fs::copy_options::overwrite_existing, fault);
    ::chmod(to.c_str(), S_IRUSR | S_IWUSR);  // copy_file() copies the rights too
    if (!fault) return;
    remove();
    refuse_write(to, fault.value());
  }
  ~Copy() { remove(); }
  Copy(const Copy&) = delete;
  Copy& operator=(const Copy&) = delete;

  const std::string& file() const { return file_; }
  // A link, not a rename: what exists is not replaced.
  void name(const std::string& name) const {
    sync(file_);
    if (::link(file_.c_str(), name.c_str()) != 0) refuse_write(name, errno);
    sync(fs::path(name).parent_path().string());
  }

 private:
  void remove() const {
    for (const char* end : {"", "-journal", "-wal", "-shm"}) ::unlink((file_ + end).c_str());
  }
  static void sync(const std::string& path) {
    const Descriptor open(::open(path.empty() ? "." : path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!open.is_open() || ::fsync(open.get()) != 0) refuse_write(path, errno);
  }

  std::string file_;
};

// The folder of the database: where it was made for this, it goes again unless it is kept.
class Folder {
 public:
  explicit Folder(const std::string& path) : path_(path) {
    std::error_code fault;
    is_new_ = fs::create_directories(path, fault);
    if (is_new_) fs::permissions(path, fs::perms::owner_all, fault);
    if (fault) refuse_write(path, fault.value());
  }
  ~Folder() {
    std::error_code ignored;  // somebody else has put something into it
    if (is_new_) fs::remove(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  void keep() { is_new_ = false; }

 private:
  std::string path_;
  bool is_new_ = false;
};

void check_backup(const std::string& file) {
  if (!fs::is_regular_file(file))
    refuse(ErrorCode::invalid_argument, "name a backup: " + file + " is no file");
  if (exists(file + "-wal"))
    refuse(ErrorCode::invalid_argument, "this is the database of a server, and a part of it is in " + file +
                                            "-wal: make a backup with gracectl backup, and restore that");
}

void check_owner(Connection& connection) {
  sqlite::Query owner(connection.prepared("PRAGMA application_id"));
  if (owner.next() && owner.integer() == sqlite::kApplicationId) return;
  refuse(ErrorCode::invalid_argument, "this file is not a backup of gracegate");
}

void check_integrity(Connection& connection) {
  sqlite::Query check(connection.prepared("PRAGMA integrity_check"));
  if (!check.next() || check.text() != "ok")
    refuse(ErrorCode::invalid_argument, "the backup is damaged: take another one");
  sqlite::Query references(connection.prepared("PRAGMA foreign_key_check"));
  if (references.next()) refuse(ErrorCode::invalid_argument, "the backup is damaged: take another one");
}

// What SQLite cannot read at all is no backup either.
void check_content(const std::string& file) {
  const auto checked = sqlite::reported([&] {
    Connection connection(file);
    check_owner(connection);
    check_integrity(connection);
  });
  if (checked) return;
  if (checked.error().code == ErrorCode::invalid_argument) throw Failure(checked.error());
  refuse(ErrorCode::invalid_argument, "this file is not a backup of gracegate, or it is damaged");
}

// An issuer that no server has: the next start signs every notice anew, in the new epoch.
std::int64_t begin_epoch(const std::string& file) {
  Connection connection(file);
  sqlite::bring_up_to_date(connection);
  sqlite::Transaction transaction(connection, sqlite::Transaction::Kind::write);
  Settings settings = sqlite::read_settings(connection);
  ++settings.epoch;
  settings.issuer.clear();
  sqlite::write_settings(connection, settings);
  transaction.commit();
  return settings.epoch;
}

std::int64_t restore(const std::string& backup, const std::string& folder) {
  check_backup(backup);
  const std::string database = folder + "/gracegate.db";
  for (const char* end : {"", "-wal", "-shm", "-journal"}) {
    std::string message = folder + " has a database: stop its server and move ";
    message.append(database).append(end).append(" away first");
    if (exists(database + end)) refuse(ErrorCode::conflict, message);
  }
  Folder home(folder);
  const Copy copy(backup, database + ".restored");
  check_content(copy.file());
  const std::int64_t epoch = begin_epoch(copy.file());
  copy.name(database);
  home.keep();
  return epoch;
}

}  // namespace

Result<std::int64_t> restore_sqlite_store(const std::string& backup, const std::string& folder) {
  return sqlite::reported([&] { return restore(backup, folder); });
}

}  // namespace gracegate::server
