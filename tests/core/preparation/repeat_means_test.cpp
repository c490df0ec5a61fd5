#include "core/dataset/frozen_dataset.h"
#include "core/preparation/prepare.h"
#include "core/risk/estimate.h"
#include "tests/support/shared_data.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace limpid::preparation {
namespace {

/// 35 positions of one head, eight times each, as its scanner wrote them.
class RepeatedScan : public testing::Test
{
protected:
  void scan(const std::string& estimator)
  {
    LIMPID_SHARED_PATH(folder, "mr-series/studyforrest-bold");
    const auto scanned = study::scan(m_project, {folder}, m_context);
    ASSERT_TRUE(scanned) << scanned.error().message;
    ASSERT_EQ(scanned->images, positions * repeats);
    const auto estimated = risk::estimateNoise(m_project, {estimator, {}, true, false}, m_context);
    ASSERT_TRUE(estimated) << estimated.error().message;
    m_noise = estimated->median;
  }

  DatasetRequest request() const
  {
    DatasetRequest request;
    request.name = "repeated";
    request.size = 32;
    request.meansOfRepeats = true;
    request.referenceNoise = 0.0;
    return request;
  }

  static constexpr int positions = 35;
  static constexpr int repeats = 8;
  support::TemporaryFolder m_temporary;
  study::Project m_project = *study::Project::create(m_temporary / "project");
  jobs::JobContext m_context;
  double m_noise = 0.0;
};

TEST_F(RepeatedScan, LeavesTheMeanOfEachPositionWithTheNoiseOfTheMean)
{
  ASSERT_NO_FATAL_FAILURE(scan("repeat-difference"));
  if (IsSkipped())
    return;
  const auto report = prepareDataset(m_project, request(), m_context);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->images, positions * (repeats + 1));
  EXPECT_TRUE(std::ranges::any_of(report->sentences, [](const Sentence& sentence) {
    return sentence.id == "means-of-repeats" && sentence.text.find("35") != std::string::npos;
  }));
  const auto frozen = dataset::FrozenDataset::open(report->path);
  ASSERT_TRUE(frozen) << frozen.error().message;
  for (std::int64_t mean = repeats; mean < frozen->size(); mean += repeats + 1) {
    double variance = 0.0;
    for (std::int64_t repeat = mean - repeats; repeat < mean; ++repeat)
      variance += std::pow(frozen->risk(repeat).noise, 2);
    EXPECT_NEAR(frozen->risk(mean).noise, std::sqrt(variance) / repeats, 1e-6);
    for (std::size_t pixel = 0; pixel < frozen->image(mean).size(); pixel += 97) {
      float sum = 0.0F;
      for (std::int64_t repeat = mean - repeats; repeat < mean; ++repeat)
        sum += frozen->image(repeat)[pixel];
      EXPECT_NEAR(frozen->image(mean)[pixel], sum / repeats, 1e-5);
    }
  }
}

TEST_F(RepeatedScan, KeepsTheRepeatsOfAPositionOnOneSideOfTheSplit)
{
  ASSERT_NO_FATAL_FAILURE(scan("repeat-difference"));
  if (IsSkipped())
    return;
  DatasetRequest some = request();
  some.heldOutFraction = 0.22;
  const auto report = prepareDataset(m_project, some, m_context);
  ASSERT_TRUE(report) << report.error().message;
  const auto frozen = dataset::FrozenDataset::open(report->path);
  ASSERT_TRUE(frozen) << frozen.error().message;
  EXPECT_GT(report->heldOutImages, 0);
  EXPECT_EQ(report->heldOutImages % (repeats + 1), 0);
  for (std::int64_t image = 0; image < frozen->size(); ++image)
    EXPECT_EQ(frozen->heldOut(image), frozen->heldOut(image - image % (repeats + 1)));
}

TEST_F(RepeatedScan, GivesNoMeansWhenItsNoiseWasNotMeasuredByRepeats)
{
  ASSERT_NO_FATAL_FAILURE(scan("immerkaer"));
  if (IsSkipped())
    return;
  const auto report = prepareDataset(m_project, request(), m_context);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::BadInput);
  EXPECT_NE(report.error().message.find("repeat-difference"), std::string::npos);
}

} // namespace
} // namespace limpid::preparation
