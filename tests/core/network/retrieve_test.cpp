#include "core/network/retrieve.h"

#include "tests/core/network/orthanc.h"
#include "tests/core/network/sent_images.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace limpid::network {
namespace {

using testing::HasSubstr;

const std::vector<Wanted> wholeStudy{{.studyUid = "1.2.3.100"}};

RetrieveReport fetch(const Archive& archive, const RetrieveRequest& request)
{
  jobs::JobContext context;
  Result<RetrieveReport> report = retrieve(archive, request, context);
  EXPECT_TRUE(report) << report.error().message;
  return report ? std::move(*report) : RetrieveReport();
}

} // namespace

TEST(Retrieve, BringsEveryImageOfAStudyAsItWasSent)
{
  LIMPID_NEEDS_ORTHANC();
  const Orthanc orthanc;
  const support::TemporaryFolder folder;
  auto sent = sendSeries(orthanc.archive(), folder / "sent", {});
  const auto more = sendSeries(orthanc.archive(), folder / "sent",
                               {.seriesUid = "1.2.3.100.2", .modality = "MR", .images = 2});
  sent.insert(sent.end(), more.begin(), more.end());

  const RetrieveReport report =
      fetch(orthanc.archive(), {.wanted = wholeStudy, .folder = folder / "got"});
  EXPECT_EQ(report.outcome, jobs::Outcome::Done);
  EXPECT_EQ(report.files.size(), 5U);
  EXPECT_TRUE(report.missing.empty());
  EXPECT_EQ(report.reason, "");
  for (const std::filesystem::path& file : sent) {
    const std::string series = file.stem().stem();
    const std::filesystem::path got = folder / "got" / "1.2.3.100" / series / file.filename();
    ASSERT_TRUE(std::filesystem::exists(got)) << got;
    EXPECT_EQ(difference(file, got), "");
  }
}

TEST(Retrieve, BringsOnlyTheSeriesAndImagesThatAreWanted)
{
  LIMPID_NEEDS_ORTHANC();
  const Orthanc orthanc;
  const support::TemporaryFolder folder;
  sendSeries(orthanc.archive(), folder / "sent", {});
  sendSeries(orthanc.archive(), folder / "sent", {.seriesUid = "1.2.3.100.2", .images = 2});
  const RetrieveReport series = fetch(
      orthanc.archive(), {.wanted = {{.studyUid = "1.2.3.100", .seriesUids = {"1.2.3.100.2"}}},
                          .folder = folder / "series"});
  EXPECT_EQ(series.files.size(), 2U);
  const RetrieveReport image =
      fetch(orthanc.archive(), {.wanted = {{.studyUid = "1.2.3.100",
                                            .seriesUids = {"1.2.3.100.1"},
                                            .sopInstanceUids = {"1.2.3.100.1.2"}}},
                                .folder = folder / "image"});
  ASSERT_EQ(image.files.size(), 1U);
  EXPECT_EQ(image.files[0].filename(), "1.2.3.100.1.2.dcm");
}

TEST(Retrieve, DoesNotAskAgainForWhatIsThere)
{
  LIMPID_NEEDS_ORTHANC();
  const Orthanc orthanc;
  const support::TemporaryFolder folder;
  sendSeries(orthanc.archive(), folder / "sent", {});
  const RetrieveRequest request{.wanted = wholeStudy, .folder = folder / "got"};
  const RetrieveReport first = fetch(orthanc.archive(), request);
  ASSERT_EQ(first.files.size(), 3U);
  std::filesystem::remove(first.files[1]);
  const RetrieveReport second = fetch(orthanc.archive(), request);
  EXPECT_EQ(second.alreadyThere, 2);
  EXPECT_EQ(second.files, std::vector{first.files[1]});
}

TEST(Retrieve, KeepsWhatHasComeWhenItIsStopped)
{
  LIMPID_NEEDS_ORTHANC();
  const Orthanc orthanc;
  const support::TemporaryFolder folder;
  sendSeries(orthanc.archive(), folder / "sent", {.images = 40, .edge = 128});
  std::stop_source stop;
  jobs::JobContext* seen = nullptr;
  jobs::JobContext context(stop.get_token(), [&] {
    if (const auto progress = seen->takeProgress(); progress && progress->fraction > 0.0)
      stop.request_stop();
  });
  seen = &context;
  const RetrieveRequest request{.wanted = wholeStudy, .folder = folder / "got"};
  const Result<RetrieveReport> report = retrieve(orthanc.archive(), request, context);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->outcome, jobs::Outcome::Stopped);
  EXPECT_GE(report->files.size(), 1U);
  EXPECT_GE(report->missing.size(), 1U);
  EXPECT_EQ(report->files.size() + report->missing.size(), 40U);
  for (const std::filesystem::path& file : report->files)
    EXPECT_EQ(difference(folder / "sent" / file.filename(), file), "");

  const RetrieveReport rest = fetch(orthanc.archive(), request);
  EXPECT_EQ(rest.alreadyThere, static_cast<int>(report->files.size()));
  EXPECT_TRUE(rest.missing.empty());
}

TEST(Retrieve, SaysThatTheArchiveHasNoSuchStudy)
{
  LIMPID_NEEDS_ORTHANC();
  const Orthanc orthanc;
  const support::TemporaryFolder folder;
  jobs::JobContext context;
  const auto report = retrieve(
      orthanc.archive(), {.wanted = {{.studyUid = "1.2.9"}}, .folder = folder / "got"}, context);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::NotFound);
  EXPECT_THAT(report.error().message, HasSubstr("has no such images"));
}

TEST(Retrieve, TakesNoPathForAUid)
{
  const support::TemporaryFolder folder;
  jobs::JobContext context;
  const Archive archive{.aeTitle = "A", .host = "127.0.0.1", .port = freePort()};
  for (const char* uid : {"../../etc", "", ".", "..", "1.2/3"})
    EXPECT_EQ(retrieve(archive, {.wanted = {{.studyUid = uid}}, .folder = folder.path()}, context)
                  .error()
                  .code,
              ErrorCode::Usage)
        << uid;
}

} // namespace limpid::network
