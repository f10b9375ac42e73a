#include "server/store/audit_chain.hpp"

#include "core/signature.hpp"

namespace gracegate::server {

namespace {

constexpr std::size_t kPage = 1000;

void append(std::string& to, std::string_view field) {
  for (unsigned shift = 64; shift > 0; shift -= 8)
    to += static_cast<char>(static_cast<std::uint64_t>(field.size()) >> (shift - 8) & 0xFF);
  to += field;
}

std::string canonical(const std::string& before, const AuditEntry& entry) {
  std::string bytes;
  for (const std::string& field :
       {before, std::to_string(entry.id), std::to_string(entry.at.time_since_epoch().count()), entry.actor,
        entry.action, entry.account, entry.case_id, entry.why, entry.detail})
    append(bytes, field);
  return bytes;
}

// Whether `entry` is the one that comes next; if so, it is taken into `check`.
bool follows(AuditCheck& check, const AuditEntry& entry) {
  if (entry.id != check.entries + 1 || entry.hash != chain_hash(check.last_hash, entry)) return false;
  check.entries = entry.id;
  check.last_hash = entry.hash;
  return true;
}

}  // namespace

std::string chain_hash(const std::string& before, const AuditEntry& entry) {
  return sha256_text({canonical(before, entry)});
}

Result<AuditCheck> verify_audit(const Reader& reader) {
  AuditCheck check;
  while (true) {
    const auto page = reader.audit({check.entries, std::nullopt, std::nullopt, kPage});
    if (!page) return page.error();
    for (const AuditEntry& entry : *page) {
      if (follows(check, entry)) continue;
      check.broken = check.entries + 1;
      return check;
    }
    if (page->size() < kPage) return check;
  }
}

}  // namespace gracegate::server
