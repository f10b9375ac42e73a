// Statements made of a table's columns, so that these are named once for reading and writing: "id, name,
// zone".
#ifndef GRACEGATE_SERVER_STORE_SQLITE_COLUMNS_HPP
#define GRACEGATE_SERVER_STORE_SQLITE_COLUMNS_HPP

#include <string>

namespace gracegate::server::sqlite {

std::string select_from(const std::string& table, const std::string& columns);
std::string insert_into(const std::string& table, const std::string& columns);
// Inserts a row, or replaces the one with the same key, which is the first column.
std::string upsert_into(const std::string& table, const std::string& columns);

}  // namespace gracegate::server::sqlite

#endif
