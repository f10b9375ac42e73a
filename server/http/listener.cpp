#include "server/http/listener.hpp"

#include <fcntl.h>
#include <poll.h>

#include <array>
#include <atomic>

#include "server/http/connection.hpp"
#include "server/http/connection_queue.hpp"
#include "server/http/listening_socket.hpp"
#include "server/http/turned_away.hpp"

namespace gracegate::server::http {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kOutOfResources{50};
constexpr std::chrono::milliseconds kAfterCut{500};  // for threads whose sockets were shut down
constexpr std::chrono::milliseconds kForever{-1};

Result<std::unique_ptr<TlsContext>> load_tls(const Options& options) {
  if (options.tls_cert.empty() && options.tls_key.empty()) return std::unique_ptr<TlsContext>();
  return TlsContext::load(options.tls_cert, options.tls_key);
}

}  // namespace

struct Listener::Impl {
  Impl(std::shared_ptr<Service> shared, ListeningSocket bound)
      : service(std::move(shared)),
        socket(std::move(bound)),
        port(socket.port()),
        queue(service->options.max_connections + ConnectionTable::kMaxLeaving) {}

  bool open_wake();
  void wait(std::chrono::milliseconds at_most, bool for_clients);
  void accept_all();
  void admit(Accepted client);
  bool drain();

  const std::shared_ptr<Service> service;
  ListeningSocket socket;
  const int port;
  ConnectionQueue queue;
  TurnedAway turned_away;
  std::atomic<bool> is_stopping{false};
  Descriptor wake_reader, wake_writer;
};

bool Listener::Impl::open_wake() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) return false;
  wake_reader = Descriptor(ends[0]);
  wake_writer = Descriptor(ends[1]);
  return true;
}

void Listener::Impl::wait(std::chrono::milliseconds at_most, bool for_clients) {
  std::array<pollfd, 2> entries{{{wake_reader.get(), POLLIN, 0}, {socket.descriptor(), POLLIN, 0}}};
  ::poll(entries.data(), for_clients ? 2 : 1, static_cast<int>(at_most.count()));
}

void Listener::Impl::accept_all() {
  ListeningSocket::Pause pause = ListeningSocket::Pause::none;
  while (!is_stopping && pause == ListeningSocket::Pause::none) {
    if (auto client = socket.accept(pause)) admit(*std::move(client));
  }
  if (pause != ListeningSocket::Pause::for_a_while) return;
  service->table.make_room();
  wait(kOutOfResources, false);
}

void Listener::Impl::admit(Accepted client) {
  const bool is_trusted = service->trusted.contains(client.peer);
  const auto place = service->table.admit(client.socket.get(), client.peer, is_trusted);
  Cause cause = Cause::too_many_connections;
  if (Seat* const* seat = std::get_if<Seat*>(&place)) {
    const bool is_served = queue.submit([shared = service, seat = *seat] {
      serve_connection(*shared, *seat);
      shared->table.leave(*seat);
    });
    if (is_served) {
      static_cast<void>(client.socket.release());
      return;
    }
    service->table.forget(**seat);
  } else {
    cause = std::get<Cause>(place);
  }
  service->refusals.add(cause);
  if (!service->tls) turned_away.tell(std::move(client.socket), cause, Clock::now());
}

bool Listener::Impl::drain() {
  socket.close();
  ConnectionTable& table = service->table;
  table.dismiss_all();
  bool is_empty = table.wait_until_empty(Clock::now() + service->options.drain);
  if (!is_empty) {
    table.cut_all();
    is_empty = table.wait_until_empty(Clock::now() + kAfterCut);
  }
  static_cast<void>(queue.shutdown(Clock::now() + kAfterCut));  // threads that only have to end
  return is_empty;
}

Listener::Listener(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Listener::~Listener() = default;

Result<std::unique_ptr<Listener>> Listener::open(Options options, Handler handler) {
  auto trusted = Networks::parse(options.trusted_proxies);
  if (!trusted) return trusted.error();
  auto tls = load_tls(options);
  if (!tls) return tls.error();
  auto socket = ListeningSocket::open(options);
  if (!socket) return socket.error();
  auto service =
      std::make_shared<Service>(std::move(options), std::move(handler), *std::move(trusted), *std::move(tls));
  auto impl = std::make_unique<Impl>(std::move(service), *std::move(socket));
  if (!impl->open_wake())
    return Error{ErrorCode::unavailable, "out of file descriptors: raise the limit", ""};
  return std::unique_ptr<Listener>(new Listener(std::move(impl)));
}

int Listener::port() const { return impl_->port; }

bool Listener::run() {
  while (!impl_->is_stopping) {
    impl_->wait(impl_->turned_away.empty() ? kForever : std::chrono::milliseconds(1000), true);
    impl_->turned_away.close_before(Clock::now());
    impl_->accept_all();
  }
  return impl_->drain();
}

void Listener::stop() {
  impl_->is_stopping = true;
  static_cast<void>(!::write(impl_->wake_writer.get(), "", 1));  // a full pipe wakes as well
}

Stats Listener::stats() const {
  Stats stats;
  stats.connections = impl_->service->table.size();
  stats.requests = impl_->service->table.requests();
  for (size_t i = 0; i < kCauses; ++i) {
    const auto cause = static_cast<Cause>(i);
    stats.refused.emplace_back(slug_of(cause), impl_->service->refusals.of(cause));
  }
  return stats;
}

}  // namespace gracegate::server::http
