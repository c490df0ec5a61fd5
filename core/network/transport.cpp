#include "core/network/transport.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmnet/dcmlayer.h>
#include <dcmtk/dcmtls/tlslayer.h>

#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

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

/// Layer: DcmTransportLayer or DcmTLSTransportLayer.
template<typename Layer>
class AdmittingLayer final : public Layer
{
public:
  template<typename... Arguments>
  explicit AdmittingLayer(std::function<bool(int)> admit, Arguments&&... arguments)
      : Layer(std::forward<Arguments>(arguments)...), m_admit(std::move(admit))
  {
  }

  DcmTransportConnection* createConnection(DcmNativeSocketType socket,
                                           OFBool useSecureLayer) override
  {
    if (!m_admit(socket))
      ::shutdown(socket, SHUT_RDWR); // reads as a connection that has ended
    return Layer::createConnection(socket, useSecureLayer);
  }

private:
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

} // namespace

Result<std::unique_ptr<DcmTransportLayer>> makeTransport(const TlsSettings& tls, Side side,
                                                         std::function<bool(int)> admit)
{
  if (!tls.enabled)
    return std::make_unique<AdmittingLayer<DcmTransportLayer>>(std::move(admit));
  static std::once_flag initialised;
  std::call_once(initialised, [] { DcmTLSTransportLayer::initializeOpenSSL(); });
  const T_ASC_NetworkRole role = side == Side::Requestor ? NET_REQUESTOR : NET_ACCEPTOR;
  auto layer = std::make_unique<AdmittingLayer<DcmTLSTransportLayer>>(std::move(admit), role,
                                                                      nullptr, OFFalse);
  if (layer->setTLSProfile(TSP_Profile_BCP195_ND).bad() || layer->activateCipherSuites().bad())
    return failure(ErrorCode::Unsupported, "TLS can't be used: OpenSSL has none of its ciphers.");
  for (const Result<void>& done : {presentOurselves(*layer, tls), trustPeers(*layer, tls)})
    if (!done)
      return failure(done.error());
  return layer;
}

} // namespace limpid::network
