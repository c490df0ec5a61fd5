#include "tests/core/network/cutting_proxy.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace limpid::network {
namespace {

constexpr int sliceMs = 20;

sockaddr_in loopback(int port)
{
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

} // namespace

CuttingProxy::CuttingProxy(int targetPort, std::size_t bytesUntilCut, AfterCut afterCut)
    : m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)),
      m_targetPort(targetPort),
      m_left(bytesUntilCut),
      m_afterCut(afterCut)
{
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  auto* const general = reinterpret_cast<sockaddr*>(&address);
  if (::bind(m_listener, general, size) != 0 || ::listen(m_listener, 8) != 0 ||
      ::getsockname(m_listener, general, &size) != 0)
    throw std::runtime_error("the proxy can't listen");
  m_port = ntohs(address.sin_port);
  m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

CuttingProxy::~CuttingProxy()
{
  m_thread.request_stop();
  m_thread.join();
  for (const Passage& passage : m_passages)
    end(passage);
  ::close(m_listener);
}

void CuttingProxy::end(const Passage& passage)
{
  ::close(passage.client);
  ::close(passage.target);
}

void CuttingProxy::take()
{
  Passage passage;
  passage.client = ::accept(m_listener, nullptr, nullptr);
  if (m_cut && m_afterCut == AfterCut::Refuse) {
    ::close(passage.client);
    return;
  }
  passage.target = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = loopback(m_targetPort);
  if (::connect(passage.target, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    end(passage);
  else
    m_passages.push_back(passage);
}

bool CuttingProxy::pass(int from, int to, bool counts)
{
  std::array<char, 8192> part{};
  const ssize_t size = ::read(from, part.data(), part.size());
  if (size <= 0)
    return false;
  const auto whole = static_cast<std::size_t>(size);
  const bool cutsNow = counts && !m_cut && whole >= m_left;
  std::size_t rest = cutsNow ? m_left : whole;
  if (counts && !m_cut)
    m_left -= std::min(m_left, whole);
  for (const char* at = part.data(); rest > 0;) {
    const ssize_t sent = ::send(to, at, rest, MSG_NOSIGNAL);
    if (sent <= 0)
      return false;
    at += sent;
    rest -= static_cast<std::size_t>(sent);
  }
  if (cutsNow)
    m_cut = true;
  return !cutsNow;
}

void CuttingProxy::run(const std::stop_token& stop)
{
  while (!stop.stop_requested()) {
    std::vector<pollfd> waiting{{.fd = m_listener, .events = POLLIN, .revents = 0}};
    for (const Passage& passage : m_passages)
      for (const int socket : {passage.client, passage.target})
        waiting.push_back({.fd = socket, .events = POLLIN, .revents = 0});
    if (::poll(waiting.data(), waiting.size(), sliceMs) <= 0)
      continue;
    std::vector<Passage> open;
    for (std::size_t place = 0; place < m_passages.size(); ++place) {
      const Passage& passage = m_passages[place];
      const bool asked = waiting[1 + 2 * place].revents != 0;
      const bool answered = waiting[2 + 2 * place].revents != 0;
      const bool goesOn = (!asked || pass(passage.client, passage.target, false)) &&
                          (!answered || pass(passage.target, passage.client, true));
      if (goesOn)
        open.push_back(passage);
      else
        end(passage);
    }
    m_passages = std::move(open);
    if (waiting[0].revents != 0)
      take();
  }
}

} // namespace limpid::network
