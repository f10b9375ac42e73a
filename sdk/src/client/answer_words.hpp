// What an answer of no use says to the people who run the product.
#ifndef GRACEGATE_CLIENT_ANSWER_WORDS_HPP
#define GRACEGATE_CLIENT_ANSWER_WORDS_HPP

#include <string>
#include <string_view>

#include "gracegate/result.hpp"
#include "gracegate/transport.hpp"

namespace gracegate {

// Why there is no document, and what to look at.
std::string explain(const TransportResponse& response);
// The same for a document that does not count, and `error` says why.
Error about_document(const Error& error, std::string_view body);

}  // namespace gracegate

#endif
