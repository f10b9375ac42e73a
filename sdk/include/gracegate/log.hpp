// Where the SDK says what it does. It writes nothing anywhere by itself.
#ifndef GRACEGATE_LOG_HPP
#define GRACEGATE_LOG_HPP

#include <functional>
#include <string_view>

namespace gracegate {

enum class LogLevel { debug, info, warning, error };

// error: nothing gets better before a person acts (a key is refused, an answer does not verify). warning: the
// gate helps itself and goes on. info: contact was made, a condition is over. Each is said as it begins or
// ends, not on each attempt. `message` is one line without secrets. Threads: called on the thread that has
// something to say, one call at a time per gate; an exception out of it is swallowed.
using Log = std::function<void(LogLevel level, std::string_view message)>;

}  // namespace gracegate

#endif
