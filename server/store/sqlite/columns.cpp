#include "server/store/sqlite/columns.hpp"

#include <vector>

namespace gracegate::server::sqlite {
namespace {

std::vector<std::string> names_of(const std::string& columns) {
  std::vector<std::string> names(1);
  for (const char c : columns) {
    if (c == ',')
      names.emplace_back();
    else if (c != ' ')
      names.back() += c;
  }
  return names;
}

}  // namespace

std::string select_from(const std::string& table, const std::string& columns) {
  return "SELECT " + columns + " FROM " + table;
}

std::string insert_into(const std::string& table, const std::string& columns) {
  std::string values;
  for (std::size_t i = 1; i <= names_of(columns).size(); ++i)
    values.append(i == 1 ? "?" : ", ?").append(std::to_string(i));
  std::string sql = "INSERT INTO ";
  return sql.append(table).append(" (").append(columns).append(") VALUES (").append(values).append(")");
}

std::string upsert_into(const std::string& table, const std::string& columns) {
  const std::vector<std::string> names = names_of(columns);
  std::string sql = insert_into(table, columns) + " ON CONFLICT (" + names.front() + ") DO UPDATE SET ";
  for (std::size_t i = 1; i < names.size(); ++i)
    sql.append(i == 1 ? "" : ", ").append(names[i]).append(" = excluded.").append(names[i]);
  return sql;
}

}  // namespace gracegate::server::sqlite
