#pragma once

#include "core/base/document.h"
#include "core/network/archive.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>
#include <sys/types.h>

#include <filesystem>
#include <memory>
#include <string>
#include <thread>

namespace limpid::network {

/// A port of loopback that nobody listens on at the moment.
int freePort();

/// An Orthanc on loopback with an empty storage of its own, as long as it lives. It knows us as
/// LIMPID, listening on `archive().ownPort`.
class Orthanc
{
public:
  static bool isInstalled();

  /// `settings` are merged into its configuration; throws std::runtime_error when it doesn't start.
  explicit Orthanc(const Json& settings = Json::object());
  ~Orthanc();
  Orthanc(const Orthanc&) = delete;
  Orthanc& operator=(const Orthanc&) = delete;

  /// How to talk to it.
  const Archive& archive() const { return m_archive; }

private:
  std::filesystem::path writeConfiguration(const Json& settings) const;
  void start(const std::filesystem::path& configuration);
  void waitUntilStarted();

  support::TemporaryFolder m_folder;
  Archive m_archive;
  pid_t m_process = -1;
  int m_log = -1;
  std::jthread m_reader;
};

} // namespace limpid::network

/// A visible skip where Orthanc isn't installed.
#define LIMPID_NEEDS_ORTHANC()                                                                     \
  if (!limpid::network::Orthanc::isInstalled())                                                    \
  GTEST_SKIP() << "Orthanc (package orthanc) isn't installed"
