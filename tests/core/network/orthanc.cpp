#include "tests/core/network/orthanc.h"

#include "core/base/atomic_file.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <stdexcept>

namespace limpid::network {
namespace {

constexpr auto program = "/usr/sbin/Orthanc";
constexpr int patienceMs = 60000; // for its start; a failure of the test, never a measurement

} // namespace

int freePort()
{
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const general = reinterpret_cast<sockaddr*>(&address);
  if (::bind(socket, general, size) != 0 || ::getsockname(socket, general, &size) != 0)
    throw std::runtime_error("there is no free port");
  ::close(socket);
  return ntohs(address.sin_port);
}

bool Orthanc::isInstalled()
{
  return ::access(program, X_OK) == 0;
}

Orthanc::Orthanc(const Json& settings)
{
  m_archive = {.name = "Orthanc",
               .aeTitle = "ORTHANC",
               .host = "127.0.0.1",
               .port = freePort(),
               .ownPort = freePort()};
  start(writeConfiguration(settings));
  waitUntilStarted();
}

Orthanc::~Orthanc()
{
  ::kill(m_process, SIGTERM);
  ::waitpid(m_process, nullptr, 0);
  if (m_reader.joinable())
    m_reader.join(); // the pipe has ended with the process
  ::close(m_log);
}

std::filesystem::path Orthanc::writeConfiguration(const Json& settings) const
{
  Json configuration = {
      {"Name", "Limpid's test"},
      {"StorageDirectory", (m_folder / "storage").string()},
      {"IndexDirectory", (m_folder / "storage").string()},
      {"Plugins", Json::array()},
      {"HttpServerEnabled", false},
      {"DicomAet", m_archive.aeTitle},
      {"DicomPort", m_archive.port},
      {"DicomCheckCalledAet", true},
      {"DicomAlwaysAllowEcho", false},
      {"DicomAlwaysAllowStore", false},
      {"DicomAlwaysAllowFind", false},
      {"DicomAlwaysAllowGet", false},
      {"DefaultEncoding", "Utf8"},
      {"DicomModalities",
       {{"limpid",
         {{"AET", m_archive.ownAeTitle}, {"Host", "127.0.0.1"}, {"Port", m_archive.ownPort}}}}}};
  configuration.merge_patch(settings);
  const std::filesystem::path file = m_folder / "orthanc.json";
  if (const Result<void> written = writeDocument(file, configuration); !written)
    throw std::runtime_error(written.error().message);
  return file;
}

void Orthanc::start(const std::filesystem::path& configuration)
{
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0)
    throw std::runtime_error("there is no pipe");
  m_process = ::fork();
  if (m_process == 0) {
    ::dup2(ends[1], STDOUT_FILENO);
    ::dup2(ends[1], STDERR_FILENO);
    ::execl(program, program, configuration.c_str(), nullptr);
    ::_exit(127);
  }
  ::close(ends[1]);
  m_log = ends[0];
}

void Orthanc::waitUntilStarted()
{
  std::string log;
  std::array<char, 4096> part{};
  while (log.find("Orthanc has started") == std::string::npos) {
    pollfd waiting{.fd = m_log, .events = POLLIN, .revents = 0};
    const ssize_t size =
        ::poll(&waiting, 1, patienceMs) > 0 ? ::read(m_log, part.data(), part.size()) : 0;
    if (size <= 0)
      throw std::runtime_error("Orthanc did not start: " + log);
    log.append(part.data(), static_cast<std::size_t>(size));
  }
  m_reader = std::jthread([descriptor = m_log] { // a full pipe would stop it
    std::array<char, 4096> rest{};
    while (::read(descriptor, rest.data(), rest.size()) > 0) {
    }
  });
}

} // namespace limpid::network
