// Small parts of HTTP that cpp-httplib leaves to its users.
#ifndef NOTES_FORM_HPP
#define NOTES_FORM_HPP

#include <httplib.h>

#include <string>

namespace notes {

// The value of a cookie; empty: not sent.
std::string cookie(const httplib::Request& req, const std::string& name);
// "a b/c" → "a%20b%2Fc": for one segment of a path or one value of a query.
std::string percent_encoded(const std::string& text);
// After a POST: the browser fetches `path` next.
void see_other(httplib::Response& res, const std::string& path);
// Takes as long whatever the first difference is.
bool is_same_secret(const std::string& a, const std::string& b);

}  // namespace notes

#endif
