// Archives that warn, refuse or hang up, as real ones seldom do when a test wants it.

#include "core/network/find.h"
#include "core/network/retrieve.h"
#include "core/network/store.h"
#include "tests/core/network/scripted_archive.h"
#include "tests/core/network/sent_images.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace limpid::network {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class WarningArchive : public testing::Test
{
protected:
  /// Sends a series of images to it.
  Result<StoreReport> sendTo(const ScriptedArchive& archive, int images)
  {
    jobs::JobContext context;
    return store(archive.archive(), {.paths = writeSeries(m_folder / "sent", {.images = images})},
                 context);
  }

  std::filesystem::path image() { return writeSeries(m_folder / "held", {.images = 1}).front(); }

  support::TemporaryFolder m_folder;
};

} // namespace

TEST_F(WarningArchive, HasStoredWhatItWarnsOfAndSaysWhatItDidInWords)
{
  const ScriptedArchive archive({.stores = {{.status = 0xB000, .comment = "ward unknown"},
                                            {.status = 0xB006},
                                            {.status = 0xB007},
                                            {.status = 0x0107}}});
  const auto report = sendTo(archive, 5);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_THAT(report->sent, SizeIs(5));
  EXPECT_THAT(report->failed, IsEmpty());
  EXPECT_EQ(report->reason, "");
  ASSERT_THAT(report->warnings, SizeIs(4)) << "the fifth was taken as it is";
  EXPECT_THAT(report->warnings[0].reason,
              testing::AllOf(HasSubstr("took it with a warning: it changed some values"),
                             HasSubstr("(ward unknown)")));
  EXPECT_THAT(report->warnings[1].reason, HasSubstr("it left some elements out"));
  EXPECT_THAT(report->warnings[2].reason, HasSubstr("doesn't fit its class"));
  EXPECT_THAT(report->warnings[3].reason, HasSubstr("status 0107"));
  EXPECT_EQ(report->warnings[0].file, report->sent[0].file);
}

TEST_F(WarningArchive, ThatIsOutOfResourcesIsSentTheRestAndCanBeTriedAgain)
{
  const ScriptedArchive archive({.stores = {{}, {.status = 0xA700}}});
  const auto report = sendTo(archive, 3);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_THAT(report->sent, SizeIs(2));
  ASSERT_THAT(report->failed, SizeIs(1));
  EXPECT_THAT(report->failed[0].reason, HasSubstr("out of resources; try again later"));

  jobs::JobContext context;
  const auto again = store(archive.archive(), {.paths = {report->failed[0].file}}, context);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_THAT(again->sent, SizeIs(1));
  EXPECT_THAT(archive.received(), SizeIs(4));
}

TEST_F(WarningArchive, ThatCannotUnderstandAnImageHasNotTakenIt)
{
  const ScriptedArchive archive({.stores = {{.status = 0xC000, .comment = "no frames"},
                                            {.status = 0xC123},
                                            {.status = 0xA901}}});
  const auto report = sendTo(archive, 3);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_THAT(report->sent, IsEmpty());
  EXPECT_THAT(report->warnings, IsEmpty());
  ASSERT_THAT(report->failed, SizeIs(3));
  EXPECT_THAT(report->failed[0].reason, HasSubstr("it can't understand the image (no frames)"));
  EXPECT_THAT(report->failed[1].reason, HasSubstr("it can't understand the image"));
  EXPECT_THAT(report->failed[2].reason, HasSubstr("doesn't fit its class"));
}

TEST_F(WarningArchive, ThatHangsUpInTheMiddleKeepsWhatItHasConfirmed)
{
  const ScriptedArchive archive({.stores = {{}, {.status = 0xB000}, {.hangsUp = true}}});
  const auto report = sendTo(archive, 5);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_THAT(report->sent, SizeIs(2));
  EXPECT_THAT(report->warnings, SizeIs(1));
  ASSERT_THAT(report->failed, SizeIs(3));
  EXPECT_THAT(report->reason, HasSubstr("broke"));
  for (const study::SkippedFile& file : report->failed)
    EXPECT_EQ(file.reason, report->reason);
}

TEST_F(WarningArchive, MayNotHaveSearchedByModality)
{
  const ScriptedArchive archive({.image = image(), .matchStatus = 0xFF01});
  jobs::JobContext context;
  const auto asked = find(archive.archive(), {.modality = "MR"}, context);
  ASSERT_TRUE(asked) << asked.error().message;
  EXPECT_THAT(asked->found, SizeIs(1));
  EXPECT_THAT(asked->warning, HasSubstr("may not have searched by modality"));
  const auto unasked = find(archive.archive(), {.patientId = "P1"}, context);
  ASSERT_TRUE(unasked) << unasked.error().message;
  EXPECT_EQ(unasked->warning, "") << "it only tells less of each";
}

TEST_F(WarningArchive, HasFoundWhatItListsBeforeAWarning)
{
  const ScriptedArchive archive(
      {.image = image(), .findStatus = 0xB001, .comment = "the first only"});
  jobs::JobContext context;
  const auto report = find(archive.archive(), {.patientId = "P1"}, context);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_THAT(report->found, SizeIs(1));
  EXPECT_THAT(report->warning, HasSubstr("the first only"));
}

TEST_F(WarningArchive, HasSentTheImagesThatItWarnsOf)
{
  const ScriptedArchive archive(
      {.image = image(), .getStatus = 0xB000, .getWarnings = 1, .comment = "windowing removed"});
  jobs::JobContext context;
  const auto report =
      retrieve(archive.archive(),
               {.wanted = {{.studyUid = "1.2.3.100"}}, .folder = m_folder / "got"}, context);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_THAT(report->files, SizeIs(1));
  EXPECT_THAT(report->missing, IsEmpty());
  EXPECT_EQ(report->reason, "");
  EXPECT_THAT(report->warning, HasSubstr("sent 1 of the images with a warning"));
  EXPECT_THAT(report->warning, HasSubstr("windowing removed"));
}

} // namespace limpid::network
