#include "core/network/retrieve.h"
#include "core/network/storage_listener.h"
#include "core/network/store.h"
#include "tests/core/network/orthanc.h"
#include "tests/core/network/sent_images.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace limpid::network {
namespace {

using testing::HasSubstr;

Archive moving(const Orthanc& orthanc)
{
  Archive archive = orthanc.archive();
  archive.retrieve = RetrieveMethod::Move;
  return archive;
}

/// Ourselves as the archive's listener sees us: an archive that sends to us.
Archive listenerOf(const Archive& archive)
{
  return {.name = "listener",
          .aeTitle = archive.ownAeTitle,
          .host = "127.0.0.1",
          .port = archive.ownPort,
          .ownAeTitle = archive.aeTitle,
          .timeoutSeconds = 10};
}

const ListedImage awaited{"1.2.3.100", "1.2.3.100.1", "1.2.3.100.1.1", ""};

} // namespace

TEST(Move, BringsEveryImageOfAStudyAsItWasSent)
{
  LIMPID_NEEDS_ORTHANC();
  const Orthanc orthanc;
  const support::TemporaryFolder folder;
  const auto sent = sendSeries(orthanc.archive(), folder / "sent", {.images = 5});
  jobs::JobContext context;
  const auto report = retrieve(
      moving(orthanc), {.wanted = {{.studyUid = "1.2.3.100"}}, .folder = folder / "got"}, context);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->reason, "");
  EXPECT_EQ(report->files.size(), 5U);
  for (const std::filesystem::path& file : sent)
    EXPECT_EQ(difference(file, folder / "got" / "1.2.3.100" / "1.2.3.100.1" / file.filename()), "");
}

TEST(Move, SaysThatTheArchiveDoesNotKnowWhereToSend)
{
  LIMPID_NEEDS_ORTHANC();
  const Orthanc orthanc({{"DicomModalities", {{"limpid", {{"AET", "ELSEWHERE"}}}}},
                         {"DicomAlwaysAllowEcho", true},
                         {"DicomAlwaysAllowStore", true},
                         {"DicomAlwaysAllowFind", true},
                         {"DicomAlwaysAllowGet", true},
                         {"DicomAlwaysAllowMove", true}});
  const support::TemporaryFolder folder;
  sendSeries(orthanc.archive(), folder / "sent", {});
  jobs::JobContext context;
  const auto report = retrieve(
      moving(orthanc), {.wanted = {{.studyUid = "1.2.3.100"}}, .folder = folder / "got"}, context);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->missing.size(), 3U);
  EXPECT_THAT(report->reason, HasSubstr("must know our AE title LIMPID"));
}

TEST(Move, SaysThatItsPortIsTaken)
{
  LIMPID_NEEDS_ORTHANC();
  const Orthanc orthanc;
  const support::TemporaryFolder folder;
  sendSeries(orthanc.archive(), folder / "sent", {});
  Archive archive = moving(orthanc);
  archive.ownPort = archive.port; // Orthanc's own
  jobs::JobContext context;
  const auto report =
      retrieve(archive, {.wanted = {{.studyUid = "1.2.3.100"}}, .folder = folder / "got"}, context);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->missing.size(), 3U);
  EXPECT_THAT(report->reason, HasSubstr("can't be opened"));
}

TEST(StorageListener, TakesWhatWasAskedForFromTheNamedArchiveOnly)
{
  const support::TemporaryFolder folder;
  const Archive archive{
      .aeTitle = "PACS1", .host = "127.0.0.1", .port = 104, .ownPort = freePort()};
  Inbox inbox(folder / "got", {awaited}, [](std::size_t) {});
  const auto listener = StorageListener::open(archive, inbox);
  ASSERT_TRUE(listener) << listener.error().message;
  const auto files = writeSeries(folder / "sent", {.images = 2});
  jobs::JobContext context;

  const auto report = store(listenerOf(archive), {.paths = files}, context);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->sent, std::vector{files[0]});
  ASSERT_EQ(report->failed.size(), 1U);
  EXPECT_THAT(report->failed[0].reason, HasSubstr("not authorised"));
  EXPECT_TRUE(inbox.missing().empty());
}

TEST(StorageListener, RejectsAnotherAeTitle)
{
  const support::TemporaryFolder folder;
  const Archive archive{
      .aeTitle = "PACS1", .host = "127.0.0.1", .port = 104, .ownPort = freePort()};
  Inbox inbox(folder / "got", {awaited}, [](std::size_t) {});
  const auto listener = StorageListener::open(archive, inbox);
  ASSERT_TRUE(listener) << listener.error().message;
  Archive stranger = listenerOf(archive);
  stranger.ownAeTitle = "STRANGER";
  jobs::JobContext context;
  const auto report =
      store(stranger, {.paths = writeSeries(folder / "sent", {.images = 1})}, context);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::PermissionDenied);
  EXPECT_EQ(inbox.missing().size(), 1U);
}

TEST(StorageListener, HangsUpOnAnotherAddress)
{
  const support::TemporaryFolder folder;
  const Archive archive{// of documentation, RFC 5737: nobody has it
                        .aeTitle = "PACS1",
                        .host = "192.0.2.1",
                        .port = 104,
                        .ownPort = freePort()};
  Inbox inbox(folder / "got", {awaited}, [](std::size_t) {});
  const auto listener = StorageListener::open(archive, inbox);
  ASSERT_TRUE(listener) << listener.error().message;
  jobs::JobContext context;
  const auto report =
      store(listenerOf(archive), {.paths = writeSeries(folder / "sent", {.images = 1})}, context);
  ASSERT_FALSE(report);
  EXPECT_THAT(report.error().message, HasSubstr("hung up"));
  EXPECT_EQ(inbox.missing().size(), 1U);
}

TEST(StorageListener, ClosesItsPortAtItsEnd)
{
  const support::TemporaryFolder folder;
  const Archive archive{
      .aeTitle = "PACS1", .host = "127.0.0.1", .port = 104, .ownPort = freePort()};
  Inbox inbox(folder / "got", {awaited}, [](std::size_t) {});
  {
    const auto listener = StorageListener::open(archive, inbox);
    ASSERT_TRUE(listener) << listener.error().message;
  }
  jobs::JobContext context;
  const auto report =
      store(listenerOf(archive), {.paths = writeSeries(folder / "sent", {.images = 1})}, context);
  ASSERT_FALSE(report);
  EXPECT_THAT(report.error().message, HasSubstr("Connection refused"));
}

} // namespace limpid::network
