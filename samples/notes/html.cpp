#include "samples/notes/html.hpp"

namespace notes {
namespace {

std::string link(std::string_view path, std::string_view text, std::string_view title) {
  const std::string current = text == title ? " aria-current=\"page\"" : "";
  return "<a href=\"" + std::string(path) + "\"" + current + ">" + std::string(text) + "</a>";
}

std::string header(const Session& session, std::string_view title) {
  std::string html = "<header class=\"top\"><a class=\"brand\" href=\"/\">Notes</a>";
  if (session.person) {
    html += "<nav aria-label=\"Main\">" + link("/notes", "Notes", title) + link("/export", "Export", title) +
            link("/billing", "Billing", title) + link("/support", "Support", title) + "</nav>" +
            "<div class=\"who\"><span>" + escape(session.person->name) + "</span><span class=\"quiet\">" +
            escape(session.person->account_name) + "</span></div>" +
            "<form method=\"post\" action=\"/logout\">" + csrf_field(session) +
            "<button class=\"plain\">Sign out</button></form>";
  }
  return html + "</header>";
}

}  // namespace

std::string escape(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string csrf_field(const Session& session) {
  return "<input type=\"hidden\" name=\"csrf\" value=\"" + session.csrf + "\">";
}

std::string page(const Session& session, std::string_view title, std::string_view content) {
  std::string html = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>";
  html += escape(title) + " · Notes</title>\n";
  html += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  html += "<meta name=\"color-scheme\" content=\"light dark\">\n";
  html += "<link rel=\"stylesheet\" href=\"/assets/notes.css\">\n</head>\n<body>\n";
  html += header(session, title);
  html += "\n<main>\n";
  html.append(content).append("\n</main>\n</body>\n</html>\n");
  return html;
}

}  // namespace notes
