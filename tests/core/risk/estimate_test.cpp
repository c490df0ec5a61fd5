#include "core/risk/estimate.h"
#include "core/risk/history_steps.h"
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
      dicom.positionMm = 5.0 * slice;
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

TEST_F(Estimating, IsAStepOfWhoHasItMeasuredThoughTheValuesAreNobodys)
{
  EstimateRequest request{"immerkaer", {"1.2.3.1"}, true, false};
  request.author = "Li";
  ASSERT_TRUE(estimateNoise(m_project, request, m_context));
  EXPECT_EQ(historySteps(m_project, 1)->front().madeBy, "Li");
  EXPECT_TRUE(qualities().front().at("noise").author.empty());
  EXPECT_TRUE(qualities().front().at("noise").rater.empty());
  EXPECT_FALSE(*undo(m_project, "Wu"));
  EXPECT_TRUE(*undo(m_project, "Li"));
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

TEST_F(Estimating, CallsAnImageOfOneNumberFreeOfNoise)
{
  support::DicomSlice dicom;
  dicom.rows = dicom.columns = 64;
  dicom.values.assign(64 * 64, 0.0F);
  dicom.seriesUid = "1.2.3.7";
  dicom.sopUid = "1.2.3.7.1";
  support::writeDicom(m_folder / "flat" / "1.dcm", dicom);
  ASSERT_TRUE(study::scan(m_project, {m_folder / "flat"}, m_context));
  const auto report = estimateNoise(m_project, {"spectrum", {"1.2.3.7"}, false, false}, m_context);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->images, 1);
  EXPECT_EQ(report->median, 0.0);
}

/// A patient whose series differ in what is known of them.
class EstimatingAutomatically : public testing::Test
{
protected:
  void write(const std::string& series, int count, double noise, const std::string& exposureMas,
             double stepMm, const std::string& modality = "CT")
  {
    for (int slice = 1; slice <= count; ++slice) {
      support::DicomSlice dicom;
      dicom.modality = modality;
      dicom.rows = dicom.columns = 128;
      dicom.values = support::smoothSlice(128, 128, noise, static_cast<unsigned>(++m_written));
      dicom.seriesUid = series;
      dicom.sopUid = fmt::format("{}.{}", series, slice);
      dicom.instance = slice;
      dicom.positionMm = stepMm * slice;
      dicom.exposureMas = exposureMas;
      support::writeDicom(m_folder / "in" / (dicom.sopUid + ".dcm"), dicom);
    }
  }

  Result<EstimateReport> estimate(const std::string& estimator, const std::string& series)
  {
    EXPECT_TRUE(study::scan(m_project, {m_folder / "in"}, m_context));
    return estimateNoise(m_project, {estimator, {series}, true, false}, m_context);
  }

  std::string sourceOf(const std::string& series)
  {
    return qualityOf(m_project, *study::listImages(m_project, series))->front().at("noise").source;
  }

  support::TemporaryFolder m_folder;
  study::Project m_project = *study::Project::create(m_folder / "project");
  jobs::JobContext m_context;
  int m_written = 0;
};

TEST_F(EstimatingAutomatically, TakesRepeatsWhereThereAreSome)
{
  write("1.2.4.1", 3, 20.0, "100", 0.0);
  const auto report = estimate("auto", "1.2.4.1");
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->images, 3);
  EXPECT_NEAR(report->median, 20.0, 0.8);
  EXPECT_EQ(report->sources, (std::map<std::string, int>{{"repeat-difference", 3}}));
  EXPECT_EQ(sourceOf("1.2.4.1"), "repeat-difference");
  ASSERT_TRUE(report->agreement);
  EXPECT_NEAR(*report->agreement, 1.0, 0.1);
  ASSERT_EQ(report->sentences.size(), 2u);
  EXPECT_EQ(report->sentences[0].text, "Measured from repeats: 3 of 3 images.");
  EXPECT_NE(report->sentences[1].text.find("Estimator and repeats agree ("), std::string::npos);
}

TEST_F(EstimatingAutomatically, CalibratesTheHeaderByRepeatsOfTheSameScanner)
{
  write("1.2.4.1", 2, 20.0, "100", 0.0);
  write("1.2.4.2", 2, 40.0, "25", 7.0);
  const auto report = estimate("auto", "1.2.4.2");
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(sourceOf("1.2.4.2"), "header-prior");
  EXPECT_NEAR(report->median, 40.0, 2.0);
  EXPECT_FALSE(report->agreement) << "these have no repeats";
}

TEST_F(EstimatingAutomatically, TakesTheSpectrumWhereTheHeaderTellsNothing)
{
  write("1.2.4.1", 2, 20.0, "100", 0.0);
  write("1.2.4.3", 2, 30.0, "", 7.0);
  write("1.2.4.4", 2, 30.0, "100", 7.0, "MR");
  for (const char* series : {"1.2.4.3", "1.2.4.4"}) {
    const auto report = estimate("auto", series);
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(sourceOf(series), "spectrum");
    EXPECT_NEAR(report->median, 30.0, 2.0);
  }
}

TEST_F(EstimatingAutomatically, RefusesRepeatsWhereThereAreNoneAndSaysSo)
{
  write("1.2.4.3", 2, 30.0, "", 7.0);
  const auto report = estimate("repeat-difference", "1.2.4.3");
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->images, 0);
  ASSERT_EQ(report->failed.size(), 2u);
  EXPECT_NE(report->failed[0].reason.find("no repeat of this image"), std::string::npos);
}

TEST_F(EstimatingAutomatically, ScansOfAnotherDoseAreNoRepeats)
{
  write("1.2.4.1", 1, 20.0, "100", 0.0);
  write("1.2.4.2", 1, 40.0, "25", 0.0);
  EXPECT_EQ(estimate("repeat-difference", "1.2.4.1")->images, 0);
}

TEST(Agreement, IsSaidInASentence)
{
  EXPECT_EQ(agreementSentence(48.0, 44.0, "HU"), "Estimator and repeats agree (48 against 44 HU).");
  EXPECT_EQ(agreementSentence(32.3, 73.1, "HU"),
            "The estimator sees less than half of the noise that repeats show (32.3 against 73.1 "
            "HU); use repeats or the spectrum estimator.");
  EXPECT_NE(agreementSentence(50.0, 73.0, "HU").find("sees less noise"), std::string::npos);
  EXPECT_NE(agreementSentence(12.0, 4.0, "a.u.").find("structure for noise"), std::string::npos);
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
