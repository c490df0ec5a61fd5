#include "core/metrics/separability.h"

#include "core/base/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace limpid::metrics {
namespace {

constexpr std::size_t side = 48;
constexpr double blurPixels = 0.8;

/// Random images whose cosine transform has independent coefficients of known variance, sharp or
/// blurred: an ideal observer's limit can be written down.
class Blur
{
public:
  explicit Blur(double contrast) : m_contrast(contrast)
  {
    for (std::size_t frequency = 0; frequency < side; ++frequency)
      for (std::size_t place = 0; place < side; ++place)
        m_basis.push_back(std::sqrt((frequency == 0 ? 1.0 : 2.0) / side) *
                          std::cos(std::numbers::pi * (static_cast<double>(place) + 0.5) *
                                   static_cast<double>(frequency) / side));
  }

  double power(std::size_t down, std::size_t across, bool blurred) const
  {
    const double squared = static_cast<double>(down * down + across * across);
    const double angular = std::numbers::pi / side;
    const double passed =
        blurred ? std::exp(-0.5 * squared * angular * angular * blurPixels * blurPixels) : 1.0;
    return m_contrast * m_contrast * 400.0 / (4.0 + squared) * passed * passed;
  }

  std::vector<float> image(std::uint64_t number, bool blurred) const
  {
    std::vector<float> normal(side * side);
    Random(5, number).fillNormal(normal);
    std::vector<double> half(side * side, 0.0);
    for (std::size_t down = 0; down < side; ++down)
      for (std::size_t across = 0; across < side; ++across) {
        const double coefficient =
            std::sqrt(power(down, across, blurred)) * double{normal[down * side + across]};
        for (std::size_t column = 0; column < side; ++column)
          half[down * side + column] += coefficient * m_basis[across * side + column];
      }
    std::vector<float> pixels(side * side, 0.0F);
    for (std::size_t row = 0; row < side; ++row)
      for (std::size_t column = 0; column < side; ++column) {
        double sum = 0.0;
        for (std::size_t down = 0; down < side; ++down)
          sum += half[down * side + column] * m_basis[down * side + row];
        pixels[row * side + column] = static_cast<float>(sum);
      }
    return pixels;
  }

  /// The noise at which the likelihood ratio itself tells them apart with an area of .55.
  double idealLimit() const
  {
    double low = 1e-3;
    double high = 1e4;
    for (int step = 0; step < 60; ++step) {
      const double middle = std::sqrt(low * high);
      (idealArea(middle) > indistinguishable ? low : high) = middle;
    }
    return low;
  }

private:
  double idealArea(double noise) const
  {
    double distance = 0.0;
    double spread = 0.0;
    for (std::size_t down = 0; down < side; ++down)
      for (std::size_t across = 0; across < side; ++across) {
        const double good = power(down, across, false) + noise * noise;
        const double bad = power(down, across, true) + noise * noise;
        const double weight = 0.5 * (1.0 / bad - 1.0 / good);
        distance += weight * (good - bad);
        spread += weight * weight * (good * good + bad * bad);
      }
    return 0.5 * std::erfc(-distance / std::sqrt(spread) / 2.0);
  }

  double m_contrast;
  std::vector<double> m_basis;
};

bool neverStopped()
{
  return false;
}

struct Set
{
  std::vector<std::vector<float>> pixels;
  std::vector<Specimen> specimens;
};

/// `each` good and `each` bad images, one a patient.
Set blurredAndSharp(const Blur& blur, std::size_t each)
{
  Set set;
  for (std::size_t number = 0; number < 2 * each; ++number)
    set.pixels.push_back(blur.image(number, number >= each));
  for (std::size_t number = 0; number < 2 * each; ++number)
    set.specimens.push_back({set.pixels[number], side, side, number, number >= each});
  return set;
}

SeparationLimit limitOf(const Set& set, const std::vector<double>& levels)
{
  std::vector<Separation> separations;
  for (const double level : levels) {
    const auto separation = separate(set.specimens, level, 1, neverStopped);
    EXPECT_TRUE(separation) << separation.error().message;
    separations.push_back(*separation);
  }
  const auto limit = separationLimit(set.specimens, separations, 1);
  EXPECT_TRUE(limit) << limit.error().message;
  return *limit;
}

std::vector<double> levelsUpTo(double highest)
{
  std::vector<double> levels = {0.0};
  for (int step = 12; step >= 0; --step)
    levels.push_back(highest * std::pow(2.0, -0.5 * step));
  return levels;
}

TEST(Separability, OfBlurEndsBelowWhatAnIdealObserverStillSees)
{
  const Blur blur(1.0);
  const double ideal = blur.idealLimit();
  const SeparationLimit limit = limitOf(blurredAndSharp(blur, 40), levelsUpTo(4.0 * ideal));
  EXPECT_TRUE(limit.reached);
  EXPECT_GT(limit.fitted.front(), 0.95) << "without noise blur is plain";
  EXPECT_GT(limit.noise.value, 0.3 * ideal);
  EXPECT_LT(limit.noise.value, 1.3 * ideal);
  EXPECT_LE(limit.noise.low, limit.noise.value);
  EXPECT_GE(limit.noise.high, limit.noise.value);
  EXPECT_TRUE(std::is_sorted(limit.fitted.rbegin(), limit.fitted.rend()));
}

TEST(Separability, FollowsTheContrastOfTheImages)
{
  const std::vector<double> levels = levelsUpTo(4.0 * Blur(1.0).idealLimit());
  std::vector<double> doubled = levels;
  for (double& level : doubled)
    level *= 2.0;
  const SeparationLimit one = limitOf(blurredAndSharp(Blur(1.0), 16), levels);
  const SeparationLimit two = limitOf(blurredAndSharp(Blur(2.0), 16), doubled);
  EXPECT_GT(two.noise.value, 1.3 * one.noise.value);
  EXPECT_LT(two.noise.value, 3.0 * one.noise.value);
}

TEST(Separability, OfImagesOfOneKindIsChance)
{
  const Blur blur(1.0);
  Set set;
  for (std::size_t number = 0; number < 80; ++number)
    set.pixels.push_back(blur.image(number, false));
  for (std::size_t number = 0; number < 80; ++number)
    set.specimens.push_back({set.pixels[number], side, side, number, number >= 40});
  const auto separation = separate(set.specimens, 0.0, 1, neverStopped);
  ASSERT_TRUE(separation) << separation.error().message;
  EXPECT_NEAR(separation->auc, 0.5, 0.15);
}

TEST(Separability, LearnsNoPatientByHeart)
{
  // Patients differ by blur, labels don't follow it: a model tested on patients that it was taught
  // would tell the images apart.
  const Blur blur(1.0);
  Set set;
  for (std::size_t number = 0; number < 64; ++number)
    set.pixels.push_back(blur.image(number, (number / 8) % 2 == 0));
  for (std::size_t number = 0; number < 64; ++number)
    set.specimens.push_back({set.pixels[number], side, side, number / 8, number / 8 >= 4});
  const auto separation = separate(set.specimens, 0.0, 1, neverStopped);
  ASSERT_TRUE(separation) << separation.error().message;
  EXPECT_LT(separation->auc, 0.7);
}

TEST(Separability, KeepsPatientsOnOneSideOfAFold)
{
  const Blur blur(1.0);
  Set set = blurredAndSharp(blur, 16);
  for (Specimen& specimen : set.specimens)
    specimen.patient /= 4;
  const auto separation = separate(set.specimens, 0.0, 1, neverStopped);
  ASSERT_TRUE(separation) << separation.error().message;
  for (const SeparationRound& round : separation->rounds)
    for (std::size_t one = 1; one < set.specimens.size(); ++one) {
      const bool samePatient = set.specimens[one].patient == set.specimens[one - 1].patient;
      EXPECT_TRUE(!samePatient || round.folds[one] == round.folds[one - 1]) << one;
    }
}

TEST(Separability, IsTheSameForTheSameSeed)
{
  const Set set = blurredAndSharp(Blur(1.0), 10);
  const auto one = separate(set.specimens, 3.0, 7, neverStopped);
  const auto two = separate(set.specimens, 3.0, 7, neverStopped);
  ASSERT_TRUE(one && two);
  EXPECT_EQ(one->auc, two->auc);
  EXPECT_EQ(one->rounds.back().scores, two->rounds.back().scores);
}

TEST(Separability, TellsNothingOnceItIsStopped)
{
  const Set set = blurredAndSharp(Blur(1.0), 10);
  const auto stopped = separate(set.specimens, 0.0, 1, [] { return true; });
  ASSERT_TRUE(stopped);
  EXPECT_TRUE(stopped->rounds.empty());
}

TEST(Separability, SaysWhatIsMissing)
{
  Set set = blurredAndSharp(Blur(1.0), 10);
  const std::span<const Specimen> all(set.specimens);
  EXPECT_FALSE(separate(all.first(14), 0.0, 1, neverStopped)) << "four bad images";
  for (Specimen& specimen : set.specimens)
    specimen.patient = 1;
  EXPECT_FALSE(separate(set.specimens, 0.0, 1, neverStopped)) << "one patient";
  EXPECT_FALSE(separationLimit({}, {}, 1));
}

} // namespace
} // namespace limpid::metrics
