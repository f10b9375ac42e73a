#include "server/store/sqlite/reader_pool.hpp"

namespace gracegate::server::sqlite {

ReaderPool::ReaderPool(const std::string& file, std::size_t size) {
  free_.reserve(size);
  for (std::size_t i = 0; i < size; ++i) free_.push_back(std::make_unique<Connection>(file));
}

std::unique_ptr<Connection> ReaderPool::take() {
  std::unique_lock lock(mutex_);
  is_free_.wait(lock, [this] { return !free_.empty(); });
  auto connection = std::move(free_.back());
  free_.pop_back();
  return connection;
}

void ReaderPool::give_back(std::unique_ptr<Connection> connection) {
  {
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(connection));
  }
  is_free_.notify_one();
}

}  // namespace gracegate::server::sqlite
