// A bare cpp-httplib server that answers every GET with the same bytes: the yardstick for ours.
//   bench_bare_server FILE READY_FILE      the body; where the port is written
#include <httplib.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

int main(int argc, char** argv) {
  if (argc != 3) return std::fputs("bench_bare_server FILE READY_FILE\n", stderr), 2;
  std::ifstream file(argv[1], std::ios::binary);
  const std::string body{std::istreambuf_iterator<char>(file), {}};
  httplib::Server server;
  server.set_tcp_nodelay(true);
  server.set_keep_alive_max_count(1'000'000);
  server.new_task_queue = [] { return new httplib::ThreadPool(32); };
  server.Get("/.*", [&](const httplib::Request&, httplib::Response& response) {
    response.set_header("ETag", "\"an-entity-tag-like-ours\"");
    response.set_header("Cache-Control", "no-cache");
    response.set_content(body, "application/jose");
  });
  const int port = server.bind_to_any_port("127.0.0.1");
  std::ofstream(argv[2]) << port << "\n";
  server.listen_after_bind();
}
