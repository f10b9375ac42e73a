// What the server calls by a JSON pointer, in the words of the command line.
#ifndef GRACEGATE_SERVER_CTL_OPTION_NAMES_HPP
#define GRACEGATE_SERVER_CTL_OPTION_NAMES_HPP

#include <string>

namespace gracegate::ctl {

// "/zone" is "--zone", "/contacts/0/email" is "--contact email". What no option gives stays a pointer.
std::string option_of(const std::string& pointer);

}  // namespace gracegate::ctl

#endif
