// gracectl backup and gracectl restore.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "server/ctl/case_actions.hpp"
#include "server/ctl/commands.hpp"
#include "server/ctl/input.hpp"
#include "server/ctl/local_file.hpp"
#include "server/files/private_file.hpp"
#include "server/store/sqlite/restore.hpp"

namespace gracegate::ctl {
namespace {

constexpr std::string_view kSqliteHead("SQLite format 3\0", 16);
constexpr std::chrono::minutes kPatience{15};

struct RestoreInput {
  std::string file, data;
};

// Whatever goes wrong with files of this machine is in the way of it; it is no trouble of the server.
Error refused(const Error& error) {
  return {error.code == ErrorCode::invalid_argument ? error.code : ErrorCode::conflict, error.message, ""};
}

Result<void> back_up(const Session& session, const std::string& file, const std::string& why) {
  const auto reason = sentence("--why", why);
  if (!reason) return reason.error();
  if (const auto free = check_free(file); !free) return free;
  Request request;
  request.method = "POST";
  request.target = "/v1/backup";
  request.body = Json{{"why", *reason}}.dump();
  request.patience = kPatience;
  const auto reply = session.api.send(request);
  if (!reply) return reply.error();
  if (const auto fine = check(*reply); !fine) return fine;
  if (std::string_view(reply->body).substr(0, kSqliteHead.size()) != kSqliteHead)
    return Error{ErrorCode::untrusted, "what came is no backup: check that --server is a gracegated", ""};
  if (const auto written = server::write_private_file(file, reply->body); !written)
    return refused(written.error());
  if (session.wants_json)
    print_json(session, {{"file", file}, {"bytes", reply->body.size()}});
  else
    session.notes << "written: " << reply->body.size() << " bytes, without the private keys; keep the folder "
                  << "keys of the server's data safe too\n";
  return {};
}

std::string key_advice(const std::string& data) {
  std::error_code ignored;  // what cannot be looked at is not there
  if (std::filesystem::exists(data + "/keys", ignored))
    return "the keys in " + data +
           "/keys are used: products go on trusting this server if they are its old ones";
  return "before the first start, put the old server's folder keys to " + data +
         "/keys; without it the server makes a new root key, and every product must be given that one";
}

Result<void> restore(const Session& session, const RestoreInput& input) {
  const auto epoch = server::restore_sqlite_store(input.file, input.data);
  if (!epoch) return refused(epoch.error());
  const std::string advice = key_advice(input.data);
  if (session.wants_json)
    print_json(session, {{"database", input.data + "/gracegate.db"}, {"epoch", *epoch}, {"keys", advice}});
  else
    session.out << "restored to " << input.data << "/gracegate.db, epoch " << *epoch << "\n"
                << advice << "\n";
  return {};
}

}  // namespace

void add_backup_commands(Commands& commands) {
  auto file = std::make_shared<std::string>();
  auto why = std::make_shared<std::string>("backup");
  CLI::App& copy = commands.add(
      commands.root(),
      {"backup", "Write a consistent copy of the server's database, without private keys (admin)",
       "gracectl backup /backups/gracegate-$(date +%F).db\n"
       "gracectl backup before-upgrade.db --why \"upgrade to 0.2\""},
      [file, why](const Session& session) { return back_up(session, *file, *why); });
  copy.add_option("FILE", *file, "Where to; one that exists is not replaced")->required();
  copy.add_option("--why", *why, "The reason, for the audit log (backup)")->type_name("TEXT");

  auto input = std::make_shared<RestoreInput>();
  CLI::App& back =
      commands.add(commands.root(),
                   {"restore", "Make a backup the database of a server that is not running; asks no server",
                    "gracectl restore /backups/gracegate-2026-12-06.db --data /var/lib/gracegate"},
                   [input](const Session& session) { return restore(session, *input); });
  back.add_option("FILE", input->file, "The backup")->required();
  back.add_option("--data", input->data, "Folder of the server, without a database so far; is created")
      ->required()
      ->type_name("DIR");
}

}  // namespace gracegate::ctl
