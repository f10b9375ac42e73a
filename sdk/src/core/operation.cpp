#include "gracegate/operation.hpp"

#include <algorithm>

#include "core/request_path.hpp"

namespace gracegate {
namespace {

std::optional<Operation> by_own_rule(const HttpRules& rules, std::string_view method, std::string_view path) {
  if (!rules.rule) return std::nullopt;
  try {
    return rules.rule(method, path);
  } catch (...) {
    return std::nullopt;
  }
}

bool any_covers(const std::vector<std::string>& rules, std::string_view path) {
  return std::any_of(rules.begin(), rules.end(), [&](const std::string& rule) { return covers(rule, path); });
}

bool is_safe(std::string_view method) {
  return method == "GET" || method == "HEAD" || method == "OPTIONS" || method == "TRACE";
}

}  // namespace

std::string_view to_string(Operation operation) {
  switch (operation) {
    case Operation::read:
      return "read";
    case Operation::write:
      return "write";
    case Operation::export_data:
      return "export";
    case Operation::essential:
      break;
  }
  return "essential";
}

bool mode_allows(Mode mode, Operation operation) {
  if (operation == Operation::write) return mode < Mode::read_only;
  if (operation == Operation::read) return mode < Mode::shutdown;
  return true;
}

Operation classify(const HttpRules& rules, std::string_view method, std::string_view target) {
  const std::string_view path = path_of_target(target);
  if (const auto own = by_own_rule(rules, method, path)) return *own;
  if (is_unambiguous(path)) {
    if (any_covers(rules.essential_paths, path)) return Operation::essential;
    if (any_covers(rules.export_paths, path)) return Operation::export_data;
  }
  return is_safe(method) ? Operation::read : Operation::write;
}

}  // namespace gracegate
