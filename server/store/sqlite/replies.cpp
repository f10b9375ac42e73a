// What makes a request that comes twice count once: saved replies, and payments seen.
#include "server/store/sqlite/tables.hpp"

namespace gracegate::server::sqlite {

std::optional<KnownReply> read_reply(Connection& connection, const IdempotencyKey& key) {
  Query row(connection.prepared("SELECT digest, status, body FROM idempotency"
                                " WHERE token = ?1 AND key = ?2 AND at >= ?3"),
            key.token, key.key, key.at - kReplyKept);
  if (!row.next()) return std::nullopt;
  std::string digest = row.text();
  const int status = row.small();
  return KnownReply{std::move(digest), {status, row.text()}};
}

void write_reply(Connection& connection, const IdempotencyKey& key, const SavedReply& reply) {
  run(connection, "DELETE FROM idempotency WHERE at < ?1", key.at - kReplyKept);
  run(connection,
      "INSERT INTO idempotency (token, key, digest, status, body, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
      key.token, key.key, key.digest, reply.status, reply.body, key.at);
}

bool has_payment(Connection& connection, const PaymentSeen& payment) {
  return Query(connection.prepared("SELECT 1 FROM payments WHERE account = ?1 AND id = ?2"), payment.account,
               payment.id)
      .next();
}

void write_payment(Connection& connection, const PaymentSeen& payment) {
  run(connection, "INSERT INTO payments (account, id) VALUES (?1, ?2)", payment.account, payment.id);
}

}  // namespace gracegate::server::sqlite
