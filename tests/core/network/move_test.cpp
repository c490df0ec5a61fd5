#include "core/network/retrieve.h"
#include "tests/core/network/listening.h"
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
  Listening listening;
  const auto report = listening.send(listening.asArchive(), 2);
  ASSERT_TRUE(report) << report.error().message;
  ASSERT_EQ(report->sent.size(), 1U);
  EXPECT_EQ(report->sent[0].file.filename(), "1.2.3.100.1.1.dcm");
  ASSERT_EQ(report->failed.size(), 1U);
  EXPECT_THAT(report->failed[0].reason, HasSubstr("not authorised"));
  EXPECT_TRUE(listening.hasImage());
}

TEST(StorageListener, RejectsAnotherAeTitle)
{
  Listening listening;
  Archive stranger = listening.asArchive();
  stranger.ownAeTitle = "STRANGER";
  const auto report = listening.send(stranger);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::PermissionDenied);
  EXPECT_FALSE(listening.hasImage());
}

TEST(StorageListener, HangsUpOnAnotherAddress)
{
  Listening listening({}, "192.0.2.1"); // of documentation, RFC 5737: nobody has it
  const auto report = listening.send(listening.asArchive());
  ASSERT_FALSE(report);
  EXPECT_THAT(report.error().message, HasSubstr("hung up"));
  EXPECT_FALSE(listening.hasImage());
}

TEST(StorageListener, ClosesItsPortAtItsEnd)
{
  Listening listening;
  listening.close();
  const auto report = listening.send(listening.asArchive());
  ASSERT_FALSE(report);
  EXPECT_THAT(report.error().message, HasSubstr("Connection refused"));
}

} // namespace limpid::network
