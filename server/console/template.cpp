#include "server/console/template.hpp"

#include <cassert>
#include <kainjow/mustache.hpp>
#include <nlohmann/json.hpp>

#include "server/console/files.hpp"

namespace gracegate::server::console {
namespace {

using Json = nlohmann::ordered_json;
namespace mustache = kainjow::mustache;

constexpr std::string_view kFolder = "templates/";
constexpr std::string_view kEnding = ".mustache";

mustache::data data_of(const Json& value) {
  if (value.is_object()) {
    mustache::data out = mustache::data::type::object;
    for (const auto& [name, member] : value.items()) {
      out.set(name, data_of(member));
      if (member.is_array()) out.set("has_" + name, !member.empty());
    }
    return out;
  }
  if (value.is_array()) {
    mustache::data out = mustache::data::type::list;
    for (const Json& item : value) out.push_back(data_of(item));
    return out;
  }
  if (value.is_boolean()) return value.get<bool>();
  if (value.is_null()) return false;
  const std::string text = value.is_string() ? value.get<std::string>()
                                             : value.dump(-1, ' ', false, Json::error_handler_t::replace);
  return text.empty() ? mustache::data(false) : mustache::data(text);
}

mustache::partial part(std::string_view file) {
  return [file] { return std::string(file_text(file)); };
}

// "_time" of "templates/_time.mustache"
std::string name_of(std::string_view file) {
  return std::string(file.substr(kFolder.size(), file.size() - kFolder.size() - kEnding.size()));
}

void add_parts(mustache::data& data) {
  for (std::size_t i = 0; i < kFileCount; ++i)
    if (kFiles[i].name.substr(0, kFolder.size() + 1) == "templates/_")
      data.set(name_of(kFiles[i].name), mustache::data(part(kFiles[i].name)));
}

}  // namespace

std::string page(std::string_view name, const Json& model) {
  mustache::data data = data_of(model);
  add_parts(data);
  const std::string content = std::string(kFolder).append(name).append(kEnding);
  data.set("_content", mustache::data(part(content)));
  mustache::mustache layout{std::string(file_text("templates/layout.mustache"))};
  std::string text = layout.render(data);
  assert(layout.is_valid());
  return text;
}

}  // namespace gracegate::server::console
