#include "core/dataset/admissible_drawing.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>

namespace limpid::dataset {
namespace {

constexpr int bins = 20;
constexpr int draws = 400'000;
constexpr double buffer = 4.0;

std::shared_ptr<const diffusion::Schedule> scheduleNamed(const std::string& name)
{
  return *diffusion::makeSchedule(name, Json::object());
}

/// Nobody clean: noise gates some, a rating's limit gates others.
std::vector<diffusion::Risk> someRisks()
{
  return {{0.4, 0.0}, {0.1, 0.0}, {0.05, 0.2}, {0.8, 0.1}, {0.1, 0.0}, {0.0, 0.3}};
}

std::vector<std::int64_t> indices(std::size_t count)
{
  std::vector<std::int64_t> numbers(count);
  std::iota(numbers.begin(), numbers.end(), 100);
  return numbers;
}

AdmissibleDrawing drawing(const std::shared_ptr<const diffusion::Schedule>& schedule,
                          const std::vector<diffusion::Risk>& risks, Drawing kind)
{
  return {schedule, indices(risks.size()), risks, buffer, kind};
}

/// Of the density's distribution function above `first`, in which of `bins` equal parts t lies.
std::size_t binOf(const diffusion::Schedule& schedule, double time, double first)
{
  const double below = schedule.timeQuantile(first);
  const double part = (schedule.timeQuantile(time) - below) / (1.0 - below);
  return static_cast<std::size_t>(std::clamp(std::floor(part * bins), 0.0, bins - 1.0));
}

void expectCount(double observed, double expected, const std::string& what)
{
  EXPECT_NEAR(observed, expected, 5.0 * std::sqrt(expected) + 1.0) << what;
}

class TimeFirst : public testing::TestWithParam<std::string>
{
};

} // namespace

TEST_P(TimeFirst, DrawsTheSchedulesDensityAndAdmissibleImagesEvenly)
{
  const auto schedule = scheduleNamed(GetParam());
  const auto risks = someRisks();
  const AdmissibleDrawing drawn = drawing(schedule, risks, Drawing::TimeFirst);
  Random random(3, 0);
  std::vector<double> perBin(bins, 0.0);
  std::vector<double> perImage(risks.size(), 0.0);
  std::vector<double> expectedPerImage(risks.size(), 0.0);
  for (int number = 0; number < draws; ++number) {
    const Draw draw = drawn.draw(random);
    const auto image = static_cast<std::size_t>(draw.image - 100);
    ASSERT_GE(draw.time, drawn.minimumTime());
    ASSERT_TRUE(diffusion::admissible(*schedule, draw.time, risks[image], buffer));
    perBin[binOf(*schedule, draw.time, drawn.minimumTime())] += 1.0;
    perImage[image] += 1.0;
    for (std::size_t other = 0; other < risks.size(); ++other)
      if (diffusion::admissible(*schedule, draw.time, risks[other], buffer))
        expectedPerImage[other] += 1.0 / static_cast<double>(drawn.admissibleAt(draw.time));
  }
  for (std::size_t bin = 0; bin < bins; ++bin)
    expectCount(perBin[bin], double{draws} / bins, "bin of t " + std::to_string(bin));
  for (std::size_t image = 0; image < risks.size(); ++image)
    expectCount(perImage[image], expectedPerImage[image], "image " + std::to_string(image));
}

INSTANTIATE_TEST_SUITE_P(Schedules, TimeFirst, testing::ValuesIn(diffusion::scheduleNames()),
                         [](const auto& name) {
                           std::string letters = name.param;
                           std::erase(letters, '-');
                           return letters;
                         });

TEST(ImageFirst, DrawsImagesEvenlyAndTheDensityAboveEachOnesThreshold)
{
  const auto schedule = scheduleNamed("edm");
  const auto risks = someRisks();
  const AdmissibleDrawing drawn = drawing(schedule, risks, Drawing::ImageFirst);
  Random random(4, 0);
  std::vector<std::vector<double>> counts(risks.size(), std::vector<double>(bins, 0.0));
  for (int number = 0; number < draws; ++number) {
    const Draw draw = drawn.draw(random);
    const auto image = static_cast<std::size_t>(draw.image - 100);
    const double threshold = diffusion::thresholdTime(*schedule, risks[image], buffer);
    ASSERT_GE(draw.time, threshold);
    counts[image][binOf(*schedule, draw.time, threshold)] += 1.0;
  }
  const double expected = double{draws} / bins / static_cast<double>(risks.size());
  for (std::size_t image = 0; image < risks.size(); ++image)
    for (std::size_t bin = 0; bin < bins; ++bin)
      expectCount(counts[image][bin], expected, "image " + std::to_string(image));
}

TEST(AdmissibleDrawing, DrawsFromTheScheduleAloneWhenEveryImageIsClean)
{
  const auto schedule = scheduleNamed("edm");
  const AdmissibleDrawing drawn = drawing(schedule, {{}, {}, {}}, Drawing::TimeFirst);
  EXPECT_EQ(drawn.minimumTime(), schedule->minimumTime());
  EXPECT_EQ(drawn.admissibleAt(schedule->minimumTime()), 3);
  Random random(1, 0);
  Random same(1, 0);
  EXPECT_DOUBLE_EQ(drawn.draw(random).time, schedule->drawTime(same.uniform()));
}

TEST(AdmissibleDrawing, CountsTheImagesThatTheRuleOfTheTrainerAdmits)
{
  const auto schedule = scheduleNamed("vp-linear");
  const auto risks = someRisks();
  const AdmissibleDrawing drawn = drawing(schedule, risks, Drawing::TimeFirst);
  for (double time = schedule->minimumTime(); time < schedule->maximumTime(); time += 0.003) {
    const auto admitted =
        std::count_if(risks.begin(), risks.end(), [&](const diffusion::Risk& risk) {
          return diffusion::admissible(*schedule, time, risk, buffer);
        });
    EXPECT_EQ(drawn.admissibleAt(time), admitted) << time;
  }
}

TEST(AdmissibleDrawing, NeverDrawsAnImageThatIsAdmissibleAtNoTime)
{
  const auto schedule = scheduleNamed("edm");
  const double beyond = 2.0 * schedule->noiseRatio(schedule->maximumTime());
  const AdmissibleDrawing drawn =
      drawing(schedule, {{beyond, 0.0}, {0.1, 0.0}}, Drawing::ImageFirst);
  ASSERT_TRUE(drawn.possible());
  Random random(1, 0);
  for (int number = 0; number < 1000; ++number)
    ASSERT_EQ(drawn.draw(random).image, 101);
  EXPECT_FALSE(drawing(schedule, {{beyond, 0.0}}, Drawing::TimeFirst).possible());
}

TEST(AdmissibleDrawing, TakesThresholdsOfAnyLaw)
{
  constexpr double never = std::numeric_limits<double>::infinity();
  for (const std::string& name : diffusion::scheduleNames()) {
    const auto schedule = scheduleNamed(name);
    const AdmissibleDrawing drawn(schedule, {0, 1, 2}, {never, 0.3, 0.0}, Drawing::TimeFirst);
    EXPECT_EQ(drawn.admissibleAt(schedule->timeAtNoiseRatio(0.29)), 1) << name;
    EXPECT_EQ(drawn.admissibleAt(schedule->timeAtNoiseRatio(0.31)), 2) << name;
    EXPECT_EQ(drawn.admissibleAt(schedule->maximumTime()), 2) << name;
    const AdmissibleDrawing imageFirst(schedule, {0, 1}, {never, 0.3}, Drawing::ImageFirst);
    Random random(2, 0);
    for (int number = 0; number < 100; ++number)
      EXPECT_EQ(imageFirst.draw(random).image, 1) << name;
    EXPECT_FALSE(AdmissibleDrawing(schedule, {0}, {never}, Drawing::TimeFirst).possible()) << name;
  }
}

} // namespace limpid::dataset
