// Requests for help take the room that is left in a notice.
#ifndef GRACEGATE_SERVER_PUBLISH_HELP_ROOM_HPP
#define GRACEGATE_SERVER_PUBLISH_HELP_ROOM_HPP

#include <cstddef>
#include <string>

#include "gracegate/notice.hpp"

namespace gracegate::server {

// As encode_notice(), without the oldest requests for help where it would have more than `most` bytes.
// Without any it may still have more.
std::string encode_with_help_that_fits(Notice notice, std::size_t most);

}  // namespace gracegate::server

#endif
