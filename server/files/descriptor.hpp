// Owns a file descriptor.
#ifndef GRACEGATE_SERVER_FILES_DESCRIPTOR_HPP
#define GRACEGATE_SERVER_FILES_DESCRIPTOR_HPP

#include <unistd.h>

#include <utility>

namespace gracegate::server {

// Threads: one at a time.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }

  int get() const { return number_; }
  int release() { return std::exchange(number_, -1); }
  bool is_open() const { return number_ >= 0; }

 private:
  int number_;
};

}  // namespace gracegate::server

#endif
