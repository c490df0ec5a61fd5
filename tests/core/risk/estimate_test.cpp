#include "core/risk/estimate.h"
#include "core/risk/ratings.h"
#include "core/study/library.h"
#include "tests/support/dicom_files.h"
#include "tests/support/temporary_folder.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>

namespace limpid::risk {
namespace {

class Estimating : public testing::Test
{
protected:
  void SetUp() override
  {
    for (int slice = 1; slice <= 4; ++slice) {
      support::DicomSlice dicom;
      dicom.rows = dicom.columns = 128;
      dicom.values = support::smoothSlice(128, 128, 25.0, static_cast<unsigned>(slice));
      dicom.seriesUid = "1.2.3.1";
      dicom.sopUid = fmt::format("1.2.3.1.{}", slice);
      dicom.instance = slice;
      support::writeDicom(file(slice), dicom);
    }
    jobs::JobContext context;
    ASSERT_TRUE(study::scan(m_project, {m_folder / "in"}, context));
  }

  std::filesystem::path file(int slice) { return m_folder / "in" / fmt::format("{}.dcm", slice); }

  std::vector<QualityVector> qualities()
  {
    return *qualityOf(m_project, *study::listImages(m_project, "1.2.3.1"));
  }

  support::TemporaryFolder m_folder;
  study::Project m_project = *study::Project::create(m_folder / "project");
  jobs::JobContext m_context;
};

TEST_F(Estimating, MeasuresTheNoiseAsSeenAndStoresItOnlyWhenAccepted)
{
  EstimateRequest request{"immerkaer", {"1.2.3.1"}, false, false};
  const auto proposed = estimateNoise(m_project, request, m_context);
  ASSERT_TRUE(proposed) << proposed.error().message;
  EXPECT_EQ(proposed->images, 4);
  EXPECT_EQ(proposed->component, "noise");
  EXPECT_EQ(proposed->unit, "HU");
  EXPECT_NEAR(proposed->median, 25.0, 0.75);
  EXPECT_FALSE(proposed->agreement) << "there are no repeats";
  EXPECT_TRUE(qualities().front().empty());

  request.accept = true;
  ASSERT_TRUE(estimateNoise(m_project, request, m_context));
  for (const QualityVector& quality : qualities()) {
    EXPECT_NEAR(quality.at("noise").value, 25.0, 1.5);
    EXPECT_EQ(quality.at("noise").source, "immerkaer");
  }
  EXPECT_TRUE(*undo(m_project)) << "one batch";
  EXPECT_TRUE(qualities().front().empty());
}

TEST_F(Estimating, GoesOnWhenAFileCanNotBeDecoded)
{
  std::ofstream(file(2), std::ios::binary | std::ios::trunc) << "no DICOM at all";
  const auto report = estimateNoise(m_project, {"immerkaer", {}, true, false}, m_context);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->images, 3);
  ASSERT_EQ(report->failed.size(), 1u);
  EXPECT_EQ(report->failed[0].file.filename(), "2.dcm");
  EXPECT_FALSE(report->failed[0].reason.empty());
}

TEST_F(Estimating, LeavesKnownValuesAloneWhenAsked)
{
  ASSERT_TRUE(setRating(m_project, {{Level::Image, "1.2.3.1.3", 1}}, "noise", 7, "table", ""));
  const auto report = estimateNoise(m_project, {"immerkaer", {}, true, true}, m_context);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->images, 3);
  EXPECT_EQ(report->kept, 1);
  EXPECT_EQ(qualities()[2].at("noise").source, "table");
}

TEST_F(Estimating, StopsWhenAskedAndKeepsWhatItHas)
{
  std::stop_source stop;
  stop.request_stop();
  jobs::JobContext stopped(stop.get_token());
  const auto report = estimateNoise(m_project, {"immerkaer", {}, true, false}, stopped);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->outcome, jobs::Outcome::Stopped);
  EXPECT_EQ(report->images, 0);
}

TEST_F(Estimating, NamesTheEstimatorsThereAre)
{
  const auto report = estimateNoise(m_project, {"guess", {}, false, false}, m_context);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::NotFound);
  EXPECT_NE(report.error().message.find("immerkaer"), std::string::npos);
  EXPECT_FALSE(estimateNoise(m_project, {"immerkaer", {"9.9"}, false, false}, m_context));
}

} // namespace
} // namespace limpid::risk
