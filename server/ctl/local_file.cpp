#include "server/ctl/local_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "core/json_reader.hpp"
#include "server/ctl/input.hpp"

namespace gracegate::ctl {
namespace {

constexpr std::size_t kMaxJsonFile = 1u << 20;

// A descriptor that is closed at its end.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return number_; }

 private:
  int number_;
};

Error in_the_way(const std::string& file) {
  return {ErrorCode::conflict, file + " exists; it is not replaced: name another file", ""};
}

Error cannot_write(const std::string& file, int error) {
  if (error == EEXIST) return in_the_way(file);
  return {ErrorCode::conflict, "cannot write " + file + ": " + std::strerror(error), ""};
}

bool write_all(int descriptor, std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = ::write(descriptor, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(descriptor) == 0;
}

// The name is on the disk too, not only the content.
void sync_folder_of(const std::string& file) {
  const std::size_t slash = file.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : file.substr(0, slash + 1);
  const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (descriptor.get() >= 0) static_cast<void>(::fsync(descriptor.get()));  // not every file system can
}

std::string read_some(std::istream& in) {
  std::string text(kMaxJsonFile + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

}  // namespace

Result<Json> json_from(const std::string& file) {
  std::ifstream opened;
  if (file != "-") opened.open(file, std::ios::binary);
  std::istream& in = file == "-" ? std::cin : opened;
  if (!in) return bad_input("--file: " + file + " cannot be read: " + std::strerror(errno));
  const std::string text = read_some(in);
  if (text.size() > kMaxJsonFile) return bad_input("--file: give at most 1 MiB");
  const auto strict = parse_json(text);
  if (!strict) return bad_input("--file: " + strict.error().message);
  if (strict->kind != JsonValue::Kind::object) return bad_input("--file: give a JSON object");
  return Json::parse(text, nullptr, false);
}

Result<void> check_free(const std::string& file) {
  struct stat found = {};
  if (::lstat(file.c_str(), &found) == 0) return in_the_way(file);
  return {};
}

Result<void> write_private(const std::string& file, const std::string& content) {
  const std::string part = file + ".part";
  const Descriptor descriptor(
      ::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (descriptor.get() < 0) return cannot_write(part, errno);
  // A link, not a rename: it does not replace.
  const bool is_done = write_all(descriptor.get(), content) && ::link(part.c_str(), file.c_str()) == 0;
  const int error = errno;
  ::unlink(part.c_str());
  if (!is_done) return cannot_write(file, error);
  sync_folder_of(file);
  return {};
}

}  // namespace gracegate::ctl
