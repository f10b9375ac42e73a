// Answers as text, right ones and wrong ones.
#ifndef GRACEGATE_TESTS_CLIENT_FAULTS_ANSWERS_HPP
#define GRACEGATE_TESTS_CLIENT_FAULTS_ANSWERS_HPP

#include <string>

#include "gracegate/transport.hpp"
#include "tests/client/faults/fault.hpp"

namespace gracegate::test {

// Target, nonce and tag of a request.
TransportRequest parse_request(const std::string& head);

std::string text_of(const TransportResponse& response);
// The same, which says another length.
std::string text_of(const TransportResponse& response, std::size_t length);
// The whole answer of those faults that are one, else empty.
std::string text_of(Fault fault);

}  // namespace gracegate::test

#endif
