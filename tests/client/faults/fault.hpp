// What can be the matter with a server, or with what answers in its place.
#ifndef GRACEGATE_TESTS_CLIENT_FAULTS_FAULT_HPP
#define GRACEGATE_TESTS_CLIENT_FAULTS_FAULT_HPP

#include "gracegate/standing.hpp"

namespace gracegate::test {

enum class Fault {
  none,
  refuses,              // nobody listens on the port
  resets,               // takes the request and breaks the connection off
  black_hole,           // takes the request and says nothing
  drips,                // byte by byte, each of them in time
  truncates,            // half of the right answer, then the end
  endless,              // 1 GB, not announced
  huge,                 // 1 GB, announced
  wrong_length,         // the right answer, announced as half of it: the rest waits on the connection
  gzip_bomb,            // packed, though nobody asked for that
  sign_in_page,         // of a guest network
  redirect,             // to there
  expired_certificate,  // of the right authority
  foreign_certificate,  // of an unknown one
  unauthorized,
  forbidden,
  too_many,  // with Retry-After: 7
  broken,
};

struct FaultRow {
  Fault fault;
  const char* name;
  const char* said;    // part of the line that the log gets
  bool is_unverified;  // something came that looked like an answer
};

inline constexpr FaultRow kFaults[] = {
    {Fault::refuses, "refuses", "takes no connection", false},
    {Fault::resets, "resets", "breaks off the connection", false},
    {Fault::black_hole, "black hole", "in time", false},
    {Fault::drips, "drips", "does not finish its answer in time", false},
    {Fault::truncates, "truncates", "breaks off the connection", false},
    {Fault::endless, "endless", "sends more than is allowed", false},
    {Fault::huge, "huge", "sends more than is allowed", false},
    {Fault::wrong_length, "wrong length", "refused an answer of the server", true},
    {Fault::gzip_bomb, "gzip bomb", "this is not gracegated", true},
    {Fault::sign_in_page, "sign-in page", "this is not gracegated", true},
    {Fault::redirect, "redirect", "answers with a redirect (302)", false},
    {Fault::expired_certificate, "expired certificate", "has a TLS certificate that does not verify", false},
    {Fault::foreign_certificate, "foreign certificate", "has a TLS certificate that does not verify", false},
    {Fault::unauthorized, "401", "refuses the SDK key (401)", false},
    {Fault::forbidden, "403", "(403)", false},
    {Fault::too_many, "429", "answers 429", false},
    {Fault::broken, "500", "answers 500", false},
};

inline bool needs_tls(Fault fault) {
  return fault == Fault::expired_certificate || fault == Fault::foreign_certificate;
}

}  // namespace gracegate::test

#endif
