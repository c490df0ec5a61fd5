#pragma once

#include "core/network/archive.h"
#include "tests/support/temporary_folder.h"

#include <filesystem>
#include <string>
#include <vector>

namespace limpid::network {

/// Authorities and what they have signed, made by openssl: NAME.crt and NAME.key of ca and
/// stranger (authorities), archive and desk (signed by ca), intruder (signed by stranger), all
/// three for 127.0.0.1, and elsewhere (signed by ca, for pacs.example.org).
class Certificates
{
public:
  /// A visible skip needs to know.
  static bool canBeMade();

  Certificates();

  std::filesystem::path file(const std::string& name) const { return m_folder / name; }
  /// Encrypted, trusting one of the authorities and presenting `own` unless that is empty.
  TlsSettings settings(const std::string& trusted, const std::string& own = {}) const;
  /// Signs one more; `names` is a subjectAltName of OpenSSL, "DNS:host,IP:10.0.0.5", or empty for
  /// none.
  void sign(const std::string& name, const std::string& authority, const std::string& names);
  /// NAME.crt in DER.
  std::vector<unsigned char> bytes(const std::string& name) const;

private:
  void run(const std::string& arguments) const;

  support::TemporaryFolder m_folder;
};

} // namespace limpid::network

/// A visible skip where openssl's program isn't installed.
#define LIMPID_NEEDS_OPENSSL()                                                                     \
  if (!limpid::network::Certificates::canBeMade())                                                 \
  GTEST_SKIP() << "openssl isn't installed"
