// A few connections for reads, so that a read waits neither for the writer nor, mostly, for another read.
#ifndef GRACEGATE_SERVER_STORE_SQLITE_READER_POOL_HPP
#define GRACEGATE_SERVER_STORE_SQLITE_READER_POOL_HPP

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "server/store/sqlite/connection.hpp"

namespace gracegate::server::sqlite {

// A resource. Threads: any.
class ReaderPool {
 public:
  ReaderPool(const std::string& file, std::size_t size);  // throws Failure

  // A connection for as long as the lease lives; waits until one is free.
  class Lease {
   public:
    explicit Lease(ReaderPool& pool) : pool_(pool), connection_(pool.take()) {}
    ~Lease() { pool_.give_back(std::move(connection_)); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    Connection& connection() const { return *connection_; }

   private:
    ReaderPool& pool_;
    std::unique_ptr<Connection> connection_;
  };

 private:
  std::unique_ptr<Connection> take();
  void give_back(std::unique_ptr<Connection> connection);

  std::mutex mutex_;
  std::condition_variable is_free_;
  std::vector<std::unique_ptr<Connection>> free_;  // room for all is reserved: giving back cannot fail
};

}  // namespace gracegate::server::sqlite

#endif
