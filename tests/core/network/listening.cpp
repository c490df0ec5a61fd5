#include "tests/core/network/listening.h"

#include "tests/core/network/orthanc.h"
#include "tests/core/network/sent_images.h"

#include <gtest/gtest.h>

namespace limpid::network {

Listening::Listening(const TlsSettings& tls, const std::string& host)
    : m_inbox(m_folder / "got", {{"1.2.3.100", "1.2.3.100.1", "1.2.3.100.1.1", ""}},
              [](std::size_t) {})
{
  const Archive archive{
      .aeTitle = "PACS1", .host = host, .port = 104, .ownPort = freePort(), .tls = tls};
  m_asArchive = {.name = "listener",
                 .aeTitle = archive.ownAeTitle,
                 .host = "127.0.0.1",
                 .port = archive.ownPort,
                 .ownAeTitle = archive.aeTitle,
                 .timeoutSeconds = 10};
  auto listener = StorageListener::open(archive, m_inbox);
  EXPECT_TRUE(listener) << listener.error().message;
  if (listener)
    m_listener = std::move(*listener);
}

Result<StoreReport> Listening::send(const Archive& as, int images)
{
  jobs::JobContext context;
  return store(as, {.paths = writeSeries(m_folder / "sent", {.images = images})}, context);
}

} // namespace limpid::network
