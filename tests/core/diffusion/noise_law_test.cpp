#include "core/diffusion/noise_law.h"

#include "tests/core/diffusion/made_noise_law.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace limpid::diffusion {
namespace {

class EveryLaw : public testing::TestWithParam<std::string>
{
protected:
  std::shared_ptr<const NoiseLaw> m_law = madeLaw(GetParam());

  double characteristic(double frequency) const
  {
    return std::exp(m_law->logCharacteristic(frequency)) *
           (m_law->negativeCharacteristic(frequency) ? -1.0 : 1.0);
  }
};

INSTANTIATE_TEST_SUITE_P(Diffusion, EveryLaw, testing::ValuesIn(noiseLawNames()),
                         [](const testing::TestParamInfo<std::string>& tested) {
                           std::string name = tested.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

} // namespace

TEST_P(EveryLaw, IsMadeAgainFromItsOwnParameters)
{
  EXPECT_EQ(m_law->id(), GetParam());
  const auto again = madeLaw(GetParam(), m_law->parameters());
  EXPECT_EQ(again->parameters(), m_law->parameters());
  EXPECT_EQ(again->logCharacteristic(0.7), m_law->logCharacteristic(0.7));
}

TEST_P(EveryLaw, DrawsWhatItsCharacteristicFunctionSays)
{
  constexpr int draws = 400'000;
  const std::vector<double> frequencies = {0.1, 0.3, 0.7, 1.5, 2.2, 3.0, 5.0};
  std::vector<double> cosine(frequencies.size(), 0.0);
  std::vector<double> sine(frequencies.size(), 0.0);
  Random random(21, 0);
  for (int number = 0; number < draws; ++number) {
    const double drawn = m_law->draw(random);
    for (std::size_t index = 0; index < frequencies.size(); ++index) {
      cosine[index] += std::cos(frequencies[index] * drawn) / draws;
      sine[index] += std::sin(frequencies[index] * drawn) / draws;
    }
  }
  const double chance = 4.0 / std::sqrt(2.0 * draws);
  for (std::size_t index = 0; index < frequencies.size(); ++index) {
    EXPECT_NEAR(cosine[index], characteristic(frequencies[index]), chance) << frequencies[index];
    EXPECT_NEAR(sine[index], 0.0, chance) << frequencies[index];
  }
}

TEST_P(EveryLaw, HasTheCumulantsOfItsCharacteristicFunction)
{
  if (std::isfinite(m_law->variance())) {
    EXPECT_NEAR(-2.0 * m_law->logCharacteristic(1e-3) / 1e-6, m_law->variance(), 1e-3);
  }
  if (std::isfinite(m_law->fourthCumulant())) {
    const double frequency = 0.03;
    const double beyond = m_law->logCharacteristic(frequency) + 0.5 * frequency * frequency;
    EXPECT_NEAR(24.0 * beyond / std::pow(frequency, 4.0), m_law->fourthCumulant(),
                0.05 * std::abs(m_law->fourthCumulant()) + 1e-9);
  }
}

TEST_P(EveryLaw, HasTheNormOfItsCharacteristicFunction)
{
  // Parseval: ∫ρ² = ∫φ²/2π, by the midpoint rule; what lies beyond 3,000 falls as its square.
  constexpr int points = 1'000'000;
  constexpr double width = 3e-3;
  double sum = 0.0;
  for (int point = 0; point < points; ++point)
    sum += std::exp(2.0 * m_law->logCharacteristic((point + 0.5) * width)) * width;
  EXPECT_NEAR(sum / std::numbers::pi, m_law->squaredDensityNorm(), 2e-5);
}

TEST_P(EveryLaw, IsEvenAndNeverInfinite)
{
  EXPECT_EQ(m_law->logCharacteristic(0.0), 0.0);
  for (const double frequency : {1e-9, 1e-4, 0.5, 3.0, 100.0, 1e5}) {
    EXPECT_EQ(m_law->logCharacteristic(frequency), m_law->logCharacteristic(-frequency));
    EXPECT_TRUE(std::isfinite(m_law->logCharacteristic(frequency))) << frequency;
    EXPECT_LE(m_law->logCharacteristic(frequency), 0.0) << frequency;
  }
  if (m_law->zeroSpacing() > 0.0) {
    EXPECT_LT(m_law->logCharacteristic(m_law->zeroSpacing()), -30.0);
    EXPECT_LT(m_law->logCharacteristic(2.0 * m_law->zeroSpacing()), -30.0);
  }
}

TEST_P(EveryLaw, RefusesWhatItDoesNotKnow)
{
  const auto unknown = makeNoiseLaw(GetParam(), {{"sigma", 1.0}});
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, ErrorCode::BadInput);
  EXPECT_NE(unknown.error().message.find("sigma"), std::string::npos);
}

TEST(NoiseLaw, NamesTheLawsThereAre)
{
  const auto unknown = makeNoiseLaw("normal", Json::object());
  ASSERT_FALSE(unknown);
  for (const char* name : {"gaussian", "student-t", "rician"})
    EXPECT_NE(unknown.error().message.find(name), std::string::npos) << name;
}

TEST(NoiseLaw, SaysThatSignalDependentNoiseIsStabilisedFirst)
{
  for (const std::string& name : signalDependentLawNames()) {
    const auto refused = makeNoiseLaw(name, Json::object());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::Unsupported);
    EXPECT_NE(refused.error().message.find("variance-stabilising"), std::string::npos);
  }
}

TEST(StudentT, IsWhatItsClosedFormSaysForThreeAndFiveDegrees)
{
  const auto three = madeLaw("student-t", {{"degreesOfFreedom", 3.0}});
  const auto five = madeLaw("student-t", {{"degreesOfFreedom", 5.0}});
  for (const double frequency : {0.01, 0.4, 2.0, 30.0, 500.0}) {
    const double ofThree = frequency; // √ν·|t| with t scaled to unit variance
    EXPECT_NEAR(three->logCharacteristic(frequency), std::log1p(ofThree) - ofThree, 1e-9 * ofThree);
    const double ofFive = std::sqrt(3.0) * frequency;
    EXPECT_NEAR(five->logCharacteristic(frequency),
                std::log1p(ofFive + ofFive * ofFive / 3.0) - ofFive, 1e-9 * ofFive);
  }
}

TEST(StudentT, GoesSmoothlyFromOddDegreesToTheOthers)
{
  for (const double degrees : {3.0, 5.0, 9.0, 41.0}) {
    const auto odd = madeLaw("student-t", {{"degreesOfFreedom", degrees}});
    const auto near = madeLaw("student-t", {{"degreesOfFreedom", degrees + 1e-9}});
    for (const double frequency : {1e-3, 0.2, 1.0, 8.0, 400.0}) {
      const double expected = odd->logCharacteristic(frequency);
      EXPECT_NEAR(near->logCharacteristic(frequency), expected, 1e-7 * std::abs(expected))
          << degrees << " at " << frequency;
    }
  }
}

TEST(StudentT, NeedsAVariance)
{
  EXPECT_FALSE(makeNoiseLaw("student-t", {{"degreesOfFreedom", 2.0}}));
  EXPECT_FALSE(makeNoiseLaw("student-t", {{"degreesOfFreedom", "many"}}));
}

} // namespace limpid::diffusion
