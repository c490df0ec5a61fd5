#include "tests/core/diffusion/made_schedule.h"

#include "core/base/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace limpid::diffusion {

class EverySchedule : public testing::TestWithParam<std::string>
{
protected:
  std::shared_ptr<const Schedule> m_schedule = made(GetParam());
};

INSTANTIATE_TEST_SUITE_P(Registry, EverySchedule, testing::ValuesIn(scheduleNames()),
                         [](const testing::TestParamInfo<std::string>& tested) {
                           std::string name = tested.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

TEST_P(EverySchedule, IsMadeAgainFromItsOwnParameters)
{
  EXPECT_EQ(m_schedule->id(), GetParam());
  const auto again = made(GetParam(), m_schedule->parameters());
  EXPECT_EQ(again->parameters(), m_schedule->parameters());
  EXPECT_EQ(again->noiseScale(0.3), m_schedule->noiseScale(0.3));
}

TEST_P(EverySchedule, RaisesTheNoiseRatioStrictlyWithTime)
{
  double before = 0.0;
  for (int step = 0; step <= 1000; ++step) {
    const double time = m_schedule->minimumTime() +
                        step / 1000.0 * (m_schedule->maximumTime() - m_schedule->minimumTime());
    const double ratio = m_schedule->noiseRatio(time);
    EXPECT_GT(ratio, before) << "at t = " << time;
    before = ratio;
  }
}

TEST_P(EverySchedule, FindsTheTimeOfANoiseRatio)
{
  for (const double time : innerTimes(*m_schedule))
    EXPECT_NEAR(m_schedule->timeAtNoiseRatio(m_schedule->noiseRatio(time)), time, 1e-11 * time);
  EXPECT_EQ(m_schedule->timeAtNoiseRatio(0.0), m_schedule->minimumTime());
  EXPECT_EQ(m_schedule->timeAtNoiseRatio(1e9), m_schedule->maximumTime());
}

TEST_P(EverySchedule, HasTheDriftOfItsSignalScale)
{
  for (const double time : innerTimes(*m_schedule)) {
    const double step = 1e-6 * time;
    const double slope = (std::log(m_schedule->signalScale(time + step)) -
                          std::log(m_schedule->signalScale(time - step))) /
                         (2.0 * step);
    EXPECT_NEAR(m_schedule->drift(time), slope, 1e-6 * std::abs(slope) + 1e-7) << "at t = " << time;
  }
}

TEST_P(EverySchedule, HasTheDiffusionOfItsNoiseScale)
{
  const auto variance = [this](double time) { return std::pow(m_schedule->noiseScale(time), 2.0); };
  for (const double time : innerTimes(*m_schedule)) {
    const double step = 1e-5 * time;
    const double slope = (variance(time + step) - variance(time - step)) / (2.0 * step);
    const double expected = slope - 2.0 * m_schedule->drift(time) * variance(time);
    EXPECT_NEAR(m_schedule->diffusionSquared(time), expected, 1e-6 * expected) << "at t = " << time;
  }
}

TEST_P(EverySchedule, DrawsTimesByItsDensity)
{
  double before = m_schedule->minimumTime();
  for (const double uniform : {1e-12, 1e-4, 0.01, 0.2, 0.5, 0.8, 0.99, 0.9999}) {
    const double time = m_schedule->drawTime(uniform);
    EXPECT_GE(time, before);
    EXPECT_LE(time, m_schedule->maximumTime());
    EXPECT_NEAR(m_schedule->timeQuantile(time), uniform, 1e-12);
    before = time;
  }
  EXPECT_EQ(m_schedule->timeQuantile(m_schedule->minimumTime()), 0.0);
  EXPECT_EQ(m_schedule->timeQuantile(m_schedule->maximumTime()), 1.0);
}

TEST_P(EverySchedule, RefusesWhatItDoesNotKnow)
{
  const auto unknown = makeSchedule(GetParam(), {{"sigma", 1.0}});
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, ErrorCode::BadInput);
  EXPECT_NE(unknown.error().message.find("sigma"), std::string::npos);

  const std::string known = m_schedule->parameters().begin().key();
  for (const Json& wrong : {Json("much"), Json(-1e9), Json(nullptr)}) {
    const auto refused = makeSchedule(GetParam(), {{known, wrong}});
    ASSERT_FALSE(refused) << wrong;
    EXPECT_NE(refused.error().message.find(known), std::string::npos);
  }
  EXPECT_FALSE(makeSchedule(GetParam(), Json::array()));
}

TEST(Schedule, NamesTheSchedulesThereAre)
{
  const auto unknown = makeSchedule("vp", Json::object());
  ASSERT_FALSE(unknown);
  EXPECT_NE(unknown.error().message.find("vp-linear"), std::string::npos);
}

TEST(Schedule, RefusesLimitsInTheWrongOrder)
{
  EXPECT_FALSE(makeSchedule("vp-linear", {{"betaMin", 20.0}, {"betaMax", 0.1}}));
  EXPECT_FALSE(makeSchedule("ve", {{"sigmaMin", 5.0}, {"sigmaMax", 1.0}}));
  EXPECT_FALSE(makeSchedule("edm", {{"sigmaMin", 1.0}, {"sigmaMax", 80.0}}));
}

TEST(Schedule, AcceptsConstantBeta)
{
  const auto constant = made("vp-linear", {{"betaMin", 2.0}, {"betaMax", 2.0}});
  EXPECT_NEAR(constant->timeAtNoiseRatio(1.0), std::log(2.0) / 2.0, 1e-14);
}

TEST(Edm, DrawsTheCutLogNormal)
{
  const auto edm = made("edm", {{"sigmaMin", 0.2}, {"sigmaMax", 1.0}});
  const auto density = [](double logSigma) {
    return std::exp(-0.5 * std::pow((logSigma + 1.0) / 1.2, 2.0));
  };
  // The share below each level, once from the density by the midpoint rule, once from draws.
  const auto mass = [&density](double from, double to) {
    double sum = 0.0;
    for (int step = 0; step < 2000; ++step)
      sum += density(std::log(from) + (step + 0.5) / 2000.0 * std::log(to / from));
    return sum * std::log(to / from);
  };
  constexpr int draws = 100000;
  std::vector<double> times(draws);
  Random random(11, 0);
  for (double& time : times)
    time = edm->drawTime(random.uniform());
  for (const double level : {0.25, 0.4, 0.6, 0.9}) {
    const double expected = mass(0.2, level) / mass(0.2, 1.0);
    const auto below =
        std::count_if(times.begin(), times.end(), [level](double time) { return time < level; });
    EXPECT_NEAR(static_cast<double>(below) / draws, expected, 0.006);
    EXPECT_NEAR(edm->timeQuantile(level), expected, 1e-6);
  }
}

TEST(Edm, CentresItsDensityWhereImagesAreLearned)
{
  EXPECT_NEAR(made("edm")->drawTime(0.5), std::exp(-1.0), 1e-4);
}

} // namespace limpid::diffusion
