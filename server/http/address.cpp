#include "server/http/address.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <cstring>

#include "server/http/characters.hpp"

namespace gracegate::server::http {
namespace {

constexpr std::array<unsigned char, 12> kMappedPrefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

bool is_ipv4(const Address& address) {
  return std::equal(kMappedPrefix.begin(), kMappedPrefix.end(), address.begin());
}

Address mapped(const void* ipv4) {
  Address address{};
  std::copy(kMappedPrefix.begin(), kMappedPrefix.end(), address.begin());
  std::memcpy(address.data() + kMappedPrefix.size(), ipv4, 4);
  return address;
}

Address masked(Address address, unsigned bits) {
  for (unsigned i = 0; i < address.size(); ++i) {
    const unsigned kept = std::min(8U, bits - std::min(bits, i * 8));
    address[i] = static_cast<unsigned char>(address[i] & (0xFF00U >> kept));
  }
  return address;
}

std::optional<unsigned> parse_bits(std::string_view text, unsigned most) {
  unsigned bits = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), bits);
  if (error != std::errc() || end != text.data() + text.size() || bits > most) return std::nullopt;
  return bits;
}

void apply_hop(std::string_view hop, const Networks& trusted, Request& request, bool& is_found) {
  const auto address = parse_address(hop);
  if (address) request.remote_addr = to_string(*address);
  is_found = !address || !trusted.contains(*address);
}

}  // namespace

std::optional<Address> parse_address(std::string_view text) {
  const std::string copy(text);
  Address address{};
  if (::inet_pton(AF_INET6, copy.c_str(), address.data()) == 1) return address;
  in_addr ipv4{};
  if (::inet_pton(AF_INET, copy.c_str(), &ipv4) == 1) return mapped(&ipv4);
  return std::nullopt;
}

std::optional<Address> address_of(const sockaddr_storage& peer) {
  if (peer.ss_family == AF_INET) return mapped(&reinterpret_cast<const sockaddr_in&>(peer).sin_addr);
  if (peer.ss_family != AF_INET6) return std::nullopt;
  Address address{};
  std::memcpy(address.data(), &reinterpret_cast<const sockaddr_in6&>(peer).sin6_addr, address.size());
  return address;
}

std::string to_string(const Address& address) {
  char text[INET6_ADDRSTRLEN] = "";
  if (is_ipv4(address)) {
    ::inet_ntop(AF_INET, address.data() + kMappedPrefix.size(), text, sizeof text);
  } else {
    ::inet_ntop(AF_INET6, address.data(), text, sizeof text);
  }
  return text;
}

Address site_of(const Address& address) { return is_ipv4(address) ? address : masked(address, 64); }

Result<Networks> Networks::parse(const std::vector<std::string>& texts) {
  Networks networks;
  for (const std::string& text : texts) {
    const size_t slash = text.find('/');
    const auto base = parse_address(std::string_view(text).substr(0, slash));
    const bool short_form = base && is_ipv4(*base) && text.find(':') == std::string::npos;
    std::optional<unsigned> bits = short_form ? 32 : 128;
    if (slash != std::string::npos) bits = parse_bits(std::string_view(text).substr(slash + 1), *bits);
    if (!base || !bits) {
      return Error{ErrorCode::invalid_argument,
                   "--trust-proxy: give an address or a network, for example 127.0.0.1 or 10.0.0.0/8", ""};
    }
    const unsigned all_bits = *bits + (short_form ? 96 : 0);
    networks.networks_.push_back({masked(*base, all_bits), all_bits});
  }
  return networks;
}

bool Networks::contains(const Address& address) const {
  return std::any_of(networks_.begin(), networks_.end(),
                     [&](const Network& network) { return masked(address, network.bits) == network.base; });
}

void apply_forwarding(const Networks& trusted, Request& request) {
  bool is_found = false;
  for (auto header = request.headers.rbegin(); header != request.headers.rend() && !is_found; ++header) {
    if (!same_letters(header->first, "X-Forwarded-For")) continue;
    for (std::string_view hops = header->second; !is_found && !hops.empty();) {
      const size_t comma = hops.rfind(',');
      apply_hop(trimmed(hops.substr(comma + 1)), trusted, request, is_found);
      hops = hops.substr(0, comma == std::string_view::npos ? 0 : comma);
    }
  }
  if (const std::string* scheme = request.header("X-Forwarded-Proto")) {
    request.tls = same_letters(*scheme, "https");
  }
}

}  // namespace gracegate::server::http
