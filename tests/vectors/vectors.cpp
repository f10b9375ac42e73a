#include "tests/vectors/vectors.hpp"

#include <nlohmann/json.hpp>

namespace gracegate::test {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const std::vector<SigningKey>& keys) {
  Json list = Json::array();
  for (const SigningKey& key : keys) {
    list.push_back({{"kid", key.id},
                    {"x", to_string(key.key)},
                    {"nbf", key.not_before.time_since_epoch().count()},
                    {"exp", key.not_after.time_since_epoch().count()}});
  }
  return list;
}

Json start(std::string_view name, const Input& input) {
  Json vector = {{"name", name}, {input.member, input.value}};
  if (input.keys.empty()) {
    Json roots = Json::array();
    for (const PublicKey& root : input.roots) roots.push_back(to_string(root));
    vector["roots"] = std::move(roots);
    return vector;
  }
  vector["keys"] = json_of(input.keys);
  vector["reader"] = {{"issuer", input.reader.issuer},
                      {"audience", input.reader.audience},
                      {"account", input.reader.account}};
  if (!input.nonce.empty()) vector["reader"]["nonce"] = input.nonce;
  if (!input.digest.empty()) vector["reader"]["digest"] = input.digest;
  return vector;
}

Vector finish(std::string_view folder, std::string_view slug, const Json& vector) {
  const std::string file = std::string(folder) + "/" + std::string(slug) + ".json";
  return {file, vector.dump(2) + "\n"};
}

}  // namespace

Vector accepted(std::string_view folder, std::string_view slug, std::string_view name, const Input& input,
                std::string_view expected_json) {
  Json vector = start(name, input);
  vector["expected"] = Json::parse(expected_json);
  return finish(folder, slug, vector);
}

Vector refused(std::string_view folder, std::string_view slug, std::string_view name, const Input& input,
               ErrorCode code, std::string_view why) {
  Json vector = start(name, input);
  vector["error"] = code_name(code);
  vector["why"] = why;
  return finish(folder, slug, vector);
}

std::string_view code_name(ErrorCode code) {
  switch (code) {
    case ErrorCode::malformed:
      return "malformed";
    case ErrorCode::too_large:
      return "too_large";
    case ErrorCode::untrusted:
      return "untrusted";
    default:
      return "not an error of a format";
  }
}

std::vector<Vector> all_vectors() {
  std::vector<Vector> all;
  for (auto make : {notice_vectors, keyset_vectors, feed_vectors, receipt_vectors}) {
    for (Vector& vector : make()) all.push_back(std::move(vector));
  }
  return all;
}

}  // namespace gracegate::test
