// The files that go to the root and come back. Somebody carries them by hand, so what is refused is told by
// what it seems to be.
#ifndef GRACEGATE_SERVER_CTL_KEYSET_FILE_HPP
#define GRACEGATE_SERVER_CTL_KEYSET_FILE_HPP

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "gracegate/result.hpp"

namespace gracegate::ctl {

using Json = nlohmann::ordered_json;

// `text` of the file `name`: what gracectl keys request has printed. Error: invalid_argument.
Result<Json> read_request(const std::string& name, const std::string& text);

// The same of what gracectl keys sign has printed, without its end of line; whose signature it has is not
// looked at.
Result<std::string> read_keyset(const std::string& name, const std::string& text);

}  // namespace gracegate::ctl

#endif
