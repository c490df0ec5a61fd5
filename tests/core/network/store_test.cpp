#include "core/network/store.h"

#include "tests/core/network/orthanc.h"
#include "tests/core/network/sent_images.h"
#include "tests/support/dicom_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace limpid::network {
namespace {

using testing::HasSubstr;

/// Says nothing of whose it is.
std::filesystem::path writeRealImage(const std::filesystem::path& folder)
{
  const std::filesystem::path file = folder / "real.dcm";
  support::writeDicom(file,
                      {.rows = 8, .columns = 8, .values = support::smoothSlice(8, 8, 1.0, 1)});
  return file;
}

} // namespace

TEST(Store, SendsSyntheticImages)
{
  LIMPID_NEEDS_ORTHANC();
  const Orthanc orthanc;
  const support::TemporaryFolder folder;
  writeSeries(folder.path(), {});
  jobs::JobContext context;
  const auto report = store(orthanc.archive(), {.paths = {folder.path()}}, context);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->sent.size(), 3U);
  EXPECT_TRUE(report->failed.empty());
  EXPECT_EQ(report->reason, "");
  EXPECT_EQ(imagesIn(orthanc.archive()), 3U);
}

TEST(Store, KeepsRealPatientsHereUnlessSomebodyInsists)
{
  LIMPID_NEEDS_ORTHANC();
  const Orthanc orthanc;
  const support::TemporaryFolder folder;
  writeSeries(folder.path(), {.images = 1});
  const std::filesystem::path real = writeRealImage(folder.path());
  jobs::JobContext context;

  const auto alone = store(orthanc.archive(), {.paths = {real}}, context);
  ASSERT_FALSE(alone);
  EXPECT_THAT(alone.error().message, HasSubstr("may be a real patient's"));
  const auto among = store(orthanc.archive(), {.paths = {folder.path()}}, context);
  ASSERT_TRUE(among) << among.error().message;
  EXPECT_EQ(among->sent.size(), 1U);
  ASSERT_EQ(among->refused.size(), 1U);
  EXPECT_EQ(among->refused[0].file.filename(), "real.dcm");
  EXPECT_EQ(imagesIn(orthanc.archive()), 1U);

  const auto insisted =
      store(orthanc.archive(), {.paths = {real}, .insistOnRealPatients = true}, context);
  ASSERT_TRUE(insisted) << insisted.error().message;
  EXPECT_EQ(imagesIn(orthanc.archive()), 2U);
}

TEST(Store, ListsWhatIsNoDicomObject)
{
  LIMPID_NEEDS_ORTHANC();
  const Orthanc orthanc;
  const support::TemporaryFolder folder;
  writeSeries(folder.path(), {.images = 1});
  std::ofstream(folder / "notes.txt") << "not an image";
  jobs::JobContext context;
  const auto report = store(orthanc.archive(), {.paths = {folder.path()}}, context);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->sent.size(), 1U);
  ASSERT_EQ(report->refused.size(), 1U);
  EXPECT_EQ(report->refused[0].file.filename(), "notes.txt");
}

TEST(Store, StopsBetweenImagesAndNamesTheRest)
{
  LIMPID_NEEDS_ORTHANC();
  const Orthanc orthanc;
  const support::TemporaryFolder folder;
  writeSeries(folder.path(), {.images = 5});
  std::stop_source stop;
  jobs::JobContext* seen = nullptr;
  jobs::JobContext context(stop.get_token(), [&] {
    if (const auto progress = seen->takeProgress(); progress && progress->fraction > 0.3)
      stop.request_stop(); // after two of five
  });
  seen = &context;
  const auto report = store(orthanc.archive(), {.paths = {folder.path()}}, context);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->outcome, jobs::Outcome::Stopped);
  EXPECT_EQ(report->sent.size(), 2U);
  EXPECT_EQ(report->failed.size(), 3U);
  EXPECT_EQ(imagesIn(orthanc.archive()), 2U);
}

TEST(Store, SaysWhyNothingCouldBeSent)
{
  const support::TemporaryFolder folder;
  writeSeries(folder.path(), {.images = 1});
  jobs::JobContext context;
  const auto report = store({.aeTitle = "A", .host = "127.0.0.1", .port = freePort()},
                            {.paths = {folder.path()}}, context);
  ASSERT_FALSE(report);
  EXPECT_THAT(report.error().message, HasSubstr("Connection refused"));
}

} // namespace limpid::network
