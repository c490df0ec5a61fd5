#include "core/network/reachability.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <memory>
#include <optional>

namespace limpid::network {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int sliceMs = 50; // a stop is seen this soon

struct AddressDeleter
{
  void operator()(addrinfo* list) const { ::freeaddrinfo(list); }
};
using Addresses = std::unique_ptr<addrinfo, AddressDeleter>;

Result<Addresses> resolve(const std::string& host, int port)
{
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* list = nullptr;
  const int status = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &list);
  if (status != 0)
    return failure(ErrorCode::NotFound,
                   fmt::format("There is no host called {}: {}.", host, ::gai_strerror(status)));
  return Addresses(list);
}

std::string numeric(const sockaddr* address, socklen_t size)
{
  std::array<char, NI_MAXHOST> text{};
  if (::getnameinfo(address, size, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST) != 0)
    return {};
  constexpr std::string_view mapped = "::ffff:"; // an IPv4 address on a socket of IPv6
  const std::string_view found = text.data();
  return std::string(found.starts_with(mapped) ? found.substr(mapped.size()) : found);
}

/// A socket of our own, closed at the end.
class Socket
{
public:
  explicit Socket(const addrinfo& address)
      : m_descriptor(::socket(address.ai_family, address.ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC,
                              address.ai_protocol))
  {
  }
  ~Socket() { ::close(m_descriptor); }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  int descriptor() const { return m_descriptor; }

private:
  int m_descriptor;
};

/// 0 when it is connected, else the error; ECANCELED on a stop.
int connectTo(const addrinfo& address, Clock::time_point deadline, jobs::JobContext& context)
{
  const Socket socket(address);
  if (socket.descriptor() < 0)
    return errno;
  if (::connect(socket.descriptor(), address.ai_addr, address.ai_addrlen) == 0)
    return 0;
  if (errno != EINPROGRESS)
    return errno;
  while (!context.stopRequested()) {
    pollfd waiting{.fd = socket.descriptor(), .events = POLLOUT, .revents = 0};
    if (::poll(&waiting, 1, sliceMs) > 0) {
      int status = 0;
      socklen_t size = sizeof status;
      ::getsockopt(socket.descriptor(), SOL_SOCKET, SO_ERROR, &status, &size);
      return status;
    }
    if (Clock::now() > deadline)
      return ETIMEDOUT;
  }
  return ECANCELED;
}

} // namespace

Result<std::set<std::string>> addressesOf(const std::string& host)
{
  const Result<Addresses> resolved = resolve(host, 0);
  if (!resolved)
    return failure(resolved.error());
  std::set<std::string> addresses;
  for (const addrinfo* one = resolved->get(); one != nullptr; one = one->ai_next)
    addresses.insert(numeric(one->ai_addr, one->ai_addrlen));
  return addresses;
}

std::string peerAddress(int socket)
{
  sockaddr_storage storage{};
  socklen_t size = sizeof storage;
  auto* const address = reinterpret_cast<sockaddr*>(&storage);
  return ::getpeername(socket, address, &size) == 0 ? numeric(address, size) : std::string();
}

Result<jobs::Outcome> reach(const Archive& archive, jobs::JobContext& context)
{
  const Result<Addresses> resolved = resolve(archive.host, archive.port);
  if (!resolved)
    return failure(resolved.error());
  const auto deadline = Clock::now() + std::chrono::seconds(archive.timeoutSeconds);
  std::optional<int> status; // none while there is no address to try
  for (const addrinfo* one = resolved->get(); one != nullptr; one = one->ai_next) {
    if (one->ai_family != AF_INET)
      continue;
    status = connectTo(*one, deadline, context);
    if (status == ECANCELED)
      return jobs::Outcome::Stopped;
    if (status == 0)
      return jobs::Outcome::Done;
  }
  if (!status)
    return failure(ErrorCode::Unsupported,
                   fmt::format("{} has an IPv6 address only, which Limpid can't reach: enter an "
                               "IPv4 address of it, or a name that has one.",
                               archive.host));
  return failure(ErrorCode::NotFound,
                 fmt::format("{} did not answer: {}.", describe(archive), std::strerror(*status)));
}

} // namespace limpid::network
