#include "server/files/private_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "server/files/descriptor.hpp"

namespace gracegate::server {
namespace {

class SignalsWait {
 public:
  SignalsWait() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~SignalsWait() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  SignalsWait(const SignalsWait&) = delete;
  SignalsWait& operator=(const SignalsWait&) = delete;

 private:
  sigset_t before_;
};

// A file beside the one that is meant, for this user alone. It goes again, unless it was renamed.
class Draft {
 public:
  explicit Draft(const std::string& file)
      : name_(file + ".XXXXXX"), open_(::mkostemp(name_.data(), O_CLOEXEC)) {}
  ~Draft() {
    if (open_.is_open()) ::unlink(name_.c_str());
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;

  const char* name() const { return name_.c_str(); }

  bool write(std::string_view bytes) const {
    while (open_.is_open() && !bytes.empty()) {
      const ssize_t count = ::write(open_.get(), bytes.data(), bytes.size());
      if (count < 0 && errno != EINTR) return false;
      if (count > 0) bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return open_.is_open() && ::fsync(open_.get()) == 0;
  }

 private:
  std::string name_;
  Descriptor open_;
};

// A name in a folder is durable once the folder is; not every file system can do that.
void sync_folder_of(const std::string& file) {
  const std::size_t slash = file.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : file.substr(0, slash + 1);
  const Descriptor open(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (open.is_open()) static_cast<void>(::fsync(open.get()));
}

Error trouble(const std::string& file, int error) {
  if (error == EEXIST) return {ErrorCode::conflict, file + " exists; it is not replaced", ""};
  return {ErrorCode::unavailable, "cannot write " + file + ": " + std::strerror(error), ""};
}

// `give_name` makes the draft the file.
Result<void> put(const std::string& file, std::string_view bytes,
                 int (*give_name)(const char* draft, const char* name)) {
  const SignalsWait wait;
  const Draft draft(file);
  if (!draft.write(bytes) || give_name(draft.name(), file.c_str()) != 0) return trouble(file, errno);
  sync_folder_of(file);
  return {};
}

}  // namespace

Result<void> write_private_file(const std::string& file, std::string_view bytes) {
  return put(file, bytes, ::link);  // unlike rename(), never over a file that exists
}

Result<void> replace_private_file(const std::string& file, std::string_view bytes) {
  return put(file, bytes, std::rename);
}

}  // namespace gracegate::server
