#include "core/metrics/agreement.h"

#include "core/base/random.h"
#include "tests/support/shared_data.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <limits>
#include <sstream>
#include <string>

namespace limpid::metrics {
namespace {

struct Ratings
{
  std::vector<int> one;
  std::vector<int> other;
};

/// Ratings behind a table of counts, rows of the first rater.
Ratings ofTable(const std::vector<std::vector<int>>& table)
{
  Ratings ratings;
  for (std::size_t row = 0; row < table.size(); ++row)
    for (std::size_t column = 0; column < table[row].size(); ++column)
      for (int count = 0; count < table[row][column]; ++count) {
        ratings.one.push_back(static_cast<int>(row));
        ratings.other.push_back(static_cast<int>(column));
      }
  return ratings;
}

double kappa(const Ratings& ratings, KappaWeights weights)
{
  return weightedKappa(ratings.one, ratings.other, weights, 1)->value;
}

/// Six subjects, four judges: Shrout and Fleiss (1979), table 2.
const std::vector<double> shroutAndFleiss = {9, 2, 5, 8, 6,  1, 3, 2, 8, 4, 6, 8,
                                             7, 1, 2, 6, 10, 5, 6, 9, 6, 2, 4, 7};

constexpr std::size_t abideRaters = 3;

constexpr double unrated = std::numeric_limits<double>::quiet_NaN();

/// The columns rater_1 … rater_3 of MRIQC's table, which stand third to fifth; n/a is unrated.
std::vector<double> abideRatings(const std::filesystem::path& table)
{
  std::ifstream file(table);
  std::string line;
  std::getline(file, line);
  std::vector<double> ratings;
  while (std::getline(file, line)) {
    std::istringstream cells(line);
    std::string cell;
    for (std::size_t column = 0; column < 2 + abideRaters; ++column) {
      std::getline(cells, cell, '\t');
      if (column >= 2)
        ratings.push_back(cell == "n/a" ? unrated : std::stod(cell));
    }
  }
  return ratings;
}

} // namespace

TEST(WeightedKappa, HasTheTextbookValues)
{
  // 50 grant proposals, two readers: observed .7, by chance .5.
  EXPECT_NEAR(kappa(ofTable({{20, 5}, {10, 15}}), KappaWeights::None), 0.4, 1e-12);
  // Fleiss, Levin and Paik (2003), table 18.1: .676.
  EXPECT_NEAR(kappa(ofTable({{75, 1, 4}, {5, 4, 1}, {0, 0, 10}}), KappaWeights::None), 0.676, 5e-4);
}

TEST(WeightedKappa, WeighsFarStepsMore)
{
  const Ratings near = ofTable({{10, 5, 0}, {0, 10, 5}, {0, 0, 10}});
  const Ratings far = ofTable({{10, 0, 5}, {5, 10, 0}, {0, 0, 10}});
  EXPECT_NEAR(kappa(near, KappaWeights::None), kappa(far, KappaWeights::None), 0.05);
  EXPECT_GT(kappa(near, KappaWeights::Linear), kappa(far, KappaWeights::Linear) + 0.1);
  EXPECT_GT(kappa(near, KappaWeights::Quadratic), kappa(far, KappaWeights::Quadratic) + 0.2);
}

TEST(WeightedKappa, WithSquaresIsTheConcordanceOfTheNumbers)
{
  // 2 cov/(var + var + (difference of means)²): Fleiss and Cohen (1973), Lin (1989).
  const Ratings ratings = ofTable({{8, 3, 1}, {2, 9, 4}, {1, 2, 7}});
  const auto count = static_cast<double>(ratings.one.size());
  double sumOne = 0.0;
  double sumOther = 0.0;
  double squares = 0.0;
  double products = 0.0;
  for (std::size_t image = 0; image < ratings.one.size(); ++image) {
    const double one = ratings.one[image];
    const double other = ratings.other[image];
    sumOne += one;
    sumOther += other;
    squares += one * one + other * other;
    products += one * other;
  }
  const double covariance = products / count - sumOne * sumOther / (count * count);
  const double spread = squares / count - 2.0 * sumOne * sumOther / (count * count);
  EXPECT_NEAR(kappa(ratings, KappaWeights::Quadratic), 2.0 * covariance / spread, 1e-12);
}

TEST(WeightedKappa, IsOneForOneMindAndAroundZeroForDice)
{
  Random random(3, 0);
  Ratings dice;
  for (int image = 0; image < 2000; ++image) {
    dice.one.push_back(static_cast<int>(random.below(4)));
    dice.other.push_back(static_cast<int>(random.below(4)));
  }
  const auto chance = weightedKappa(dice.one, dice.other, KappaWeights::Linear, 1);
  EXPECT_LT(chance->low, 0.0);
  EXPECT_GT(chance->high, 0.0);
  EXPECT_LT(chance->high - chance->low, 0.12);
  const auto same = weightedKappa(dice.one, dice.one, KappaWeights::Linear, 1);
  EXPECT_DOUBLE_EQ(same->low, 1.0);
}

TEST(WeightedKappa, SaysWhenItIsUndefined)
{
  const std::vector<int> same(9, 2);
  const std::vector<int> shorter(8, 2);
  EXPECT_FALSE(weightedKappa(same, same, KappaWeights::Linear, 1));
  EXPECT_FALSE(weightedKappa(same, shorter, KappaWeights::Linear, 1));
  EXPECT_FALSE(weightedKappa({}, {}, KappaWeights::Linear, 1));
}

TEST(IntraclassCorrelation, HasTheTextbookValue)
{
  const auto found = intraclassCorrelation(shroutAndFleiss, 4, 1);
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_NEAR(found->value, 0.29, 0.005);
  EXPECT_LE(found->low, found->value);
  EXPECT_GE(found->high, found->value);
}

TEST(IntraclassCorrelation, HoldsARaterWhoIsAlwaysHigherAgainstThem)
{
  std::vector<double> shifted;
  std::vector<double> same;
  Random random(1, 0);
  for (int image = 0; image < 200; ++image) {
    const double truth = random.normal();
    same.insert(same.end(), {truth, truth});
    shifted.insert(shifted.end(), {truth, truth + 1.0});
  }
  EXPECT_NEAR(intraclassCorrelation(same, 2, 1)->value, 1.0, 1e-9);
  // Variance between images 1, a shift of 1 adds ½ between raters: 1/(1 + ½).
  EXPECT_NEAR(intraclassCorrelation(shifted, 2, 1)->value, 2.0 / 3.0, 0.06);
}

TEST(IntraclassCorrelation, RefusesWhatHasNone)
{
  EXPECT_FALSE(intraclassCorrelation(std::vector<double>(8, 3.0), 2, 1));
  EXPECT_FALSE(intraclassCorrelation(std::vector<double>{1, 2}, 2, 1));
  EXPECT_FALSE(intraclassCorrelation(std::vector<double>{1, 2, 3}, 2, 1));
  EXPECT_FALSE(intraclassCorrelation(std::vector<double>{1, 2, 3, unrated}, 2, 1));
}

TEST(RaterAgreement, LeavesOutWhatIsUnrated)
{
  const std::vector<double> ratings = {1, 1, unrated, 2, 2, 1, 3, 3, 2, 1, 1, 2, 3, unrated, 3};
  const auto agreement = raterAgreement(ratings, 3, std::vector<double>{1, 2, 3}, 1);
  ASSERT_TRUE(agreement) << agreement.error().message;
  ASSERT_EQ(agreement->pairs.size(), 3u);
  EXPECT_EQ(agreement->pairs[0].images, 4u);
  EXPECT_DOUBLE_EQ(agreement->pairs[0].kappa->value, 1.0);
  EXPECT_EQ(agreement->pairs[1].images, 4u);
  EXPECT_LT(agreement->pairs[1].kappa->value, 0.5);
  EXPECT_EQ(agreement->ratedByAll, 3u);
  EXPECT_TRUE(agreement->correlation);
  EXPECT_FALSE(raterAgreement(ratings, 3, std::vector<double>{1, 2}, 1)) << "3 is no step";
}

TEST(RaterAgreement, OfTheThreeRatersOfAbideIsWeak)
{
  LIMPID_SHARED_PATH(table, "quality-ratings/mriqc-abide-ds030/datasets/abide.tsv");
  const auto agreement =
      raterAgreement(abideRatings(table), abideRaters, std::vector<double>{-1, 0, 1}, 1);
  ASSERT_TRUE(agreement) << agreement.error().message;
  ASSERT_EQ(agreement->pairs.size(), 3u);
  // An independent count of the same table gave .48, .24 and .36.
  const std::vector<double> expected = {0.48, 0.24, 0.36};
  for (std::size_t pair = 0; pair < expected.size(); ++pair) {
    ASSERT_TRUE(agreement->pairs[pair].kappa);
    EXPECT_NEAR(agreement->pairs[pair].kappa->value, expected[pair], 0.005);
  }
  EXPECT_EQ(agreement->ratedByAll, 99u);
}

} // namespace limpid::metrics
