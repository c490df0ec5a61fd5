#pragma once

#include "core/network/inbox.h"
#include "core/network/storage_listener.h"
#include "core/network/store.h"
#include "tests/support/temporary_folder.h"

#include <filesystem>
#include <memory>
#include <string>

namespace limpid::network {

/// Our listener as it runs while an archive, PACS1, is to send the first image of writeSeries();
/// and a test that sends to it in the archive's place.
class Listening
{
public:
  /// `host` is where the archive is said to be. A failure of the test when it can't listen.
  explicit Listening(const TlsSettings& tls = {}, const std::string& host = "127.0.0.1");

  /// How the archive talks to the listener: its AE titles the other way round.
  const Archive& asArchive() const { return m_asArchive; }
  /// Sends the first images of the series.
  Result<StoreReport> send(const Archive& as, int images = 1);
  /// The image has come.
  bool hasImage() const { return m_inbox.missing().empty(); }
  void close() { m_listener.reset(); }

private:
  support::TemporaryFolder m_folder;
  Archive m_asArchive;
  Inbox m_inbox;
  std::unique_ptr<StorageListener> m_listener;
};

} // namespace limpid::network
