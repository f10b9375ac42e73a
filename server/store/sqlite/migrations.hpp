// The schema, as steps that are only ever added to: server/store/migrations/NNNN_name.sql, compiled in.
#ifndef GRACEGATE_SERVER_STORE_SQLITE_MIGRATIONS_HPP
#define GRACEGATE_SERVER_STORE_SQLITE_MIGRATIONS_HPP

#include <cstddef>

#include "server/store/sqlite/connection.hpp"

namespace gracegate::server::sqlite {

extern const char* const kMigrations[];  // the first makes version 1
extern const std::size_t kMigrationCount;

inline constexpr std::int64_t kApplicationId = 0x47475354;  // "GGST", in the header of the file

// Makes a new file ours, or runs the steps that an older one of ours has not seen, each in one transaction.
// Throws Failure and changes nothing: the file is another program's, or of a newer version of this one.
void bring_up_to_date(Connection& connection);

}  // namespace gracegate::server::sqlite

#endif
