#include "core/network/transport.h"

#include "core/network/certificate_name.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmnet/dcmlayer.h>
#include <dcmtk/dcmtls/tlslayer.h>
#include <dcmtk/dcmtls/tlstrans.h>

#include <fmt/format.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <vector>

namespace limpid::network {

Line::Line(const std::stop_token& stop)
    : m_stop(stop), m_onStop(stop, [this] {
        const std::lock_guard lock(m_mutex);
        endIfStopped();
      })
{
}

Line::~Line()
{
  drop();
}

void Line::hold(int socket)
{
  drop();
  const std::lock_guard lock(m_mutex);
  m_socket = ::dup(socket);
  endIfStopped();
}

void Line::drop()
{
  const std::lock_guard lock(m_mutex);
  if (m_socket >= 0)
    ::close(m_socket);
  m_socket = -1;
}

void Line::endIfStopped()
{
  if (m_waiting && m_socket >= 0 && m_stop.stop_requested())
    ::shutdown(m_socket, SHUT_RDWR);
}

Line::Call::Call(Line& line) : m_line(line)
{
  const std::lock_guard lock(m_line.m_mutex);
  m_line.m_waiting = true;
  m_line.endIfStopped();
}

Line::Call::~Call()
{
  const std::lock_guard lock(m_line.m_mutex);
  m_line.m_waiting = false;
}

namespace {

constexpr unsigned short otherNameCode = 0x7001; // none of DCMTK's own

void admitOrEnd(const std::function<bool(int)>& admit, int socket)
{
  if (!admit(socket))
    ::shutdown(socket, SHUT_RDWR); // reads as a connection that has ended
}

class PlainLayer final : public DcmTransportLayer
{
public:
  explicit PlainLayer(std::function<bool(int)> admit) : m_admit(std::move(admit)) {}

  DcmTransportConnection* createConnection(DcmNativeSocketType socket,
                                           OFBool useSecureLayer) override
  {
    admitOrEnd(m_admit, socket);
    return DcmTransportLayer::createConnection(socket, useSecureLayer);
  }

private:
  std::function<bool(int)> m_admit;
};

/// A connection that comes about only with a peer whose certificate is for `peerName`: DCMTK itself
/// asks who has signed it alone.
class NamedConnection final : public DcmTLSConnection
{
public:
  NamedConnection(DcmNativeSocketType socket, SSL* connection, std::string peerName)
      : DcmTLSConnection(socket, connection), m_peerName(std::move(peerName))
  {
  }

  OFCondition clientSideHandshake() override
  {
    return named(DcmTLSConnection::clientSideHandshake());
  }
  OFCondition serverSideHandshake() override
  {
    return named(DcmTLSConnection::serverSideHandshake());
  }

private:
  OFCondition named(const OFCondition& shaken)
  {
    if (shaken.bad())
      return shaken;
    std::vector<unsigned char> certificate(getPeerCertificateLength());
    certificate.resize(getPeerCertificate(certificate.data(), certificate.size()));
    const std::string mismatch = certificateMismatch(certificate, m_peerName);
    if (mismatch.empty())
      return shaken;
    return makeOFCondition(OFM_dcmtls, otherNameCode, OF_error, mismatch.c_str());
  }

  std::string m_peerName;
};

class TlsLayer final : public DcmTLSTransportLayer
{
public:
  /// Without a `peerName` anybody's certificate will do.
  TlsLayer(T_ASC_NetworkRole side, std::string peerName, std::function<bool(int)> admit)
      : DcmTLSTransportLayer(side, nullptr, OFFalse),
        m_peerName(std::move(peerName)),
        m_admit(std::move(admit))
  {
  }

  DcmTransportConnection* createConnection(DcmNativeSocketType socket,
                                           OFBool useSecureLayer) override
  {
    admitOrEnd(m_admit, socket);
    if (!useSecureLayer || m_peerName.empty())
      return DcmTLSTransportLayer::createConnection(socket, useSecureLayer);
    SSL* const connection = SSL_new(getNativeHandle());
    if (connection == nullptr)
      return nullptr;
    SSL_set_fd(connection, socket);
    return new NamedConnection(socket, connection, m_peerName); // DCMTK's from here on
  }

private:
  std::string m_peerName;
  std::function<bool(int)> m_admit;
};

tl::unexpected<Error> unusable(const std::filesystem::path& file, const char* as,
                               const OFCondition& why)
{
  return failure(ErrorCode::BadInput,
                 fmt::format("{} can't be used as {}: {}.", file.string(), as, why.text()));
}

OFCondition setCertificate(DcmTLSTransportLayer& layer, const char* file)
{
#if PACKAGE_VERSION_NUMBER >= 368
  return layer.setCertificateFile(file, DCF_Filetype_PEM, layer.getTLSProfile());
#else
  return layer.setCertificateFile(file, DCF_Filetype_PEM);
#endif
}

Result<void> presentOurselves(DcmTLSTransportLayer& layer, const TlsSettings& tls)
{
  layer.setPrivateKeyPasswd(""); // never asks on a terminal
  if (tls.certificate.empty())
    return {};
  if (const OFCondition key = layer.setPrivateKeyFile(tls.privateKey.c_str(), DCF_Filetype_PEM);
      key.bad())
    return unusable(tls.privateKey, "our private key (PEM, without password)", key);
  if (const OFCondition read = setCertificate(layer, tls.certificate.c_str()); read.bad())
    return unusable(tls.certificate, "our certificate (PEM)", read);
  if (!layer.checkPrivateKeyMatchesCertificate())
    return failure(ErrorCode::BadInput,
                   fmt::format("{} isn't the private key of {}.", tls.privateKey.string(),
                               tls.certificate.string()));
  return {};
}

Result<void> trustPeers(DcmTLSTransportLayer& layer, const TlsSettings& tls)
{
  layer.setCertificateVerification(tls.verifyPeer ? DCV_requireCertificate : DCV_ignoreCertificate);
  if (tls.trustedCertificates.empty())
    return {};
  std::error_code error;
  const char* const path = tls.trustedCertificates.c_str();
  const OFCondition read = std::filesystem::is_directory(tls.trustedCertificates, error)
                               ? layer.addTrustedCertificateDir(path, DCF_Filetype_PEM)
                               : layer.addTrustedCertificateFile(path, DCF_Filetype_PEM);
  if (read.bad())
    return unusable(tls.trustedCertificates, "trusted certificates (PEM)", read);
  return {};
}

/// Whose certificate the archive must show; empty: anybody's.
std::string expectedPeer(const Archive& archive)
{
  if (!archive.tls.verifyPeer)
    return {};
  return archive.tls.peerName.empty() ? archive.host : archive.tls.peerName;
}

} // namespace

Result<std::unique_ptr<DcmTransportLayer>> makeTransport(const Archive& archive, Side side,
                                                         std::function<bool(int)> admit)
{
  const TlsSettings& tls = archive.tls;
  if (!tls.enabled)
    return std::make_unique<PlainLayer>(std::move(admit));
  static std::once_flag initialised;
  std::call_once(initialised, [] { DcmTLSTransportLayer::initializeOpenSSL(); });
  const T_ASC_NetworkRole role = side == Side::Requestor ? NET_REQUESTOR : NET_ACCEPTOR;
  auto layer = std::make_unique<TlsLayer>(role, expectedPeer(archive), std::move(admit));
  if (layer->setTLSProfile(TSP_Profile_BCP195_ND).bad() || layer->activateCipherSuites().bad())
    return failure(ErrorCode::Unsupported, "TLS can't be used: OpenSSL has none of its ciphers.");
  for (const Result<void>& done : {presentOurselves(*layer, tls), trustPeers(*layer, tls)})
    if (!done)
      return failure(done.error());
  return layer;
}

} // namespace limpid::network
