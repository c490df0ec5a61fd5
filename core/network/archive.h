#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace limpid::network {

/// How images are asked for: over the connection that asks (C-GET), or over a second one that the
/// archive opens to us (C-MOVE), for which it must know our AE title, host and port.
enum class RetrieveMethod { Get, Move };

/// Encryption of the connection (PS3.15 B.9 and later: BCP 195). Files are PEM.
struct TlsSettings
{
  bool enabled = false;
  std::filesystem::path trustedCertificates{}; ///< a file, or a folder: whom we trust
  std::filesystem::path certificate{};         ///< ours, where the archive asks for one
  std::filesystem::path privateKey{};          ///< of our certificate
  bool verifyPeer = true;                      ///< false: encrypted, but it may be anybody
  std::string peerName{}; ///< that the archive's certificate must hold; empty: its host
};

/// A DICOM archive and how to talk to it.
struct Archive
{
  std::string name{}; ///< what the user calls it; empty: its AE title
  std::string aeTitle{};
  std::string host{};
  int port = 104;
  std::string ownAeTitle = "LIMPID";
  RetrieveMethod retrieve = RetrieveMethod::Get;
  int ownPort = 11112;     ///< where C-MOVE sends to; open only while one runs
  int timeoutSeconds = 30; ///< silence that counts as no answer
  TlsSettings tls{};
};

/// "ORTHANC at 10.0.0.5:4242", for sentences.
std::string describe(const Archive& archive);

/// Usage or BadInput with the sentence that says which setting can't be right: AE titles have 1 to
/// 16 characters without backslash (PS3.5 6.2), ports are 1 … 65535, named files must be there, and
/// the host is no IPv6 address: DCMTK 3.6.7 connects by IPv4 alone.
Result<void> checkArchive(const Archive& archive);

/// From "AETITLE@host:port"; all else as it is in `otherwise`.
Result<Archive> parseArchive(const std::string& text, Archive otherwise = {});

} // namespace limpid::network
