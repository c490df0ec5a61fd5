#include "core/network/archive.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace limpid::network {
namespace {

constexpr std::size_t aeTitleLimit = 16; // PS3.5 6.2
constexpr int portLimit = 65535;
constexpr int timeoutLimitSeconds = 3600;

Result<void> checkAeTitle(const std::string& title, const char* whose)
{
  const bool blank = std::ranges::all_of(title, [](char letter) { return letter == ' '; });
  const bool printable = std::ranges::all_of(
      title, [](char letter) { return letter >= ' ' && letter <= '~' && letter != '\\'; });
  if (blank || !printable || title.size() > aeTitleLimit)
    return failure(ErrorCode::Usage,
                   fmt::format("{} AE title must have 1 to 16 letters, digits or signs, not '{}'.",
                               whose, title));
  return {};
}

Result<void> checkPort(int port, const char* whose)
{
  if (port < 1 || port > portLimit)
    return failure(ErrorCode::Usage,
                   fmt::format("{} port must be 1 to 65535, not {}.", whose, port));
  return {};
}

/// Also in brackets, and with a zone (RFC 4007 11): [fe80::1%eth0].
bool isIpv6(std::string host)
{
  if (host.starts_with('['))
    host.erase(0, 1);
  host.resize(std::min(host.find_first_of("]%"), host.size()));
  in6_addr address{};
  return ::inet_pton(AF_INET6, host.c_str(), &address) == 1;
}

tl::unexpected<Error> ipv6Refusal()
{
  return failure(ErrorCode::Usage,
                 "The archive's host is an IPv6 address, which Limpid can't reach: enter its IPv4 "
                 "address, or a name that has one.");
}

Result<void> checkHost(const std::string& host)
{
  if (host.empty())
    return failure(ErrorCode::Usage, "The archive's host is missing.");
  if (isIpv6(host))
    return ipv6Refusal();
  if (host.find(':') != std::string::npos) // DCMTK would take what follows it for the port
    return failure(
        ErrorCode::Usage,
        fmt::format("The archive's host can't be '{}': its port is entered apart.", host));
  return {};
}

Result<void> checkThere(const std::filesystem::path& path, const char* what)
{
  std::error_code error;
  if (!path.empty() && !std::filesystem::exists(path, error))
    return failure(ErrorCode::BadInput,
                   fmt::format("{} is not there: it should hold {}.", path.string(), what));
  return {};
}

Result<void> checkTls(const TlsSettings& tls)
{
  if (!tls.enabled)
    return {};
  if (tls.verifyPeer && tls.trustedCertificates.empty())
    return failure(ErrorCode::Usage,
                   "TLS needs a file with the certificates that are trusted (the archive's own or "
                   "its authority's), or must be told not to verify the archive.");
  if (tls.certificate.empty() != tls.privateKey.empty())
    return failure(ErrorCode::Usage,
                   "A certificate of our own and its private key go together for TLS.");
  for (const auto& [path, what] : {std::pair(tls.trustedCertificates, "trusted certificates"),
                                   std::pair(tls.certificate, "our certificate"),
                                   std::pair(tls.privateKey, "our private key")})
    if (Result<void> there = checkThere(path, what); !there)
      return there;
  return {};
}

} // namespace

std::string describe(const Archive& archive)
{
  return fmt::format("{} at {}:{}", archive.name.empty() ? archive.aeTitle : archive.name,
                     archive.host, archive.port);
}

Result<void> checkArchive(const Archive& archive)
{
  if (Result<void> checked = checkHost(archive.host); !checked)
    return checked;
  if (archive.timeoutSeconds < 1 || archive.timeoutSeconds > timeoutLimitSeconds)
    return failure(ErrorCode::Usage, fmt::format("The timeout must be 1 to 3600 seconds, not {}.",
                                                 archive.timeoutSeconds));
  for (Result<void> checked :
       {checkAeTitle(archive.aeTitle, "The archive's"), checkAeTitle(archive.ownAeTitle, "Our own"),
        checkPort(archive.port, "The archive's"),
        archive.retrieve == RetrieveMethod::Move ? checkPort(archive.ownPort, "Our own")
                                                 : Result<void>(),
        checkTls(archive.tls)})
    if (!checked)
      return checked;
  return {};
}

Result<Archive> parseArchive(const std::string& text, Archive otherwise)
{
  const std::size_t at = text.find('@');
  if (at != std::string::npos && isIpv6(text.substr(at + 1)))
    return ipv6Refusal(); // with a port or without: its colons don't tell
  const std::size_t colon = text.rfind(':');
  if (at == std::string::npos || colon == std::string::npos || colon < at)
    return failure(ErrorCode::Usage,
                   fmt::format("'{}' is no archive: say AETITLE@host:port, or the name of one that "
                               "'pacs list' shows.",
                               text));
  otherwise.aeTitle = text.substr(0, at);
  otherwise.host = text.substr(at + 1, colon - at - 1);
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data() + colon + 1, end, otherwise.port);
  if (error != std::errc() || rest != end)
    return failure(ErrorCode::Usage, fmt::format("'{}' doesn't end with a port number.", text));
  if (const Result<void> checked = checkArchive(otherwise); !checked)
    return failure(checked.error());
  return otherwise;
}

} // namespace limpid::network
