// gracectl audit verify: the log is whole, and still has an entry that was noted elsewhere.
#ifndef GRACEGATE_SERVER_CTL_AUDIT_PROOF_HPP
#define GRACEGATE_SERVER_CTL_AUDIT_PROOF_HPP

#include "server/ctl/commands.hpp"

namespace gracegate::ctl {

void add_audit_proof(Commands& commands, CLI::App& group);

}  // namespace gracegate::ctl

#endif
