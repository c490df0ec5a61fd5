#include "core/preparation/restoration_check.h"

#include "core/base/random.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace limpid::preparation {
namespace {

constexpr int side = 16;
constexpr std::size_t pixels = side * side;

/// Discs of as many patients, all clean and kept aside but for the last, which is noisy.
dataset::FrozenDataset discs(const std::filesystem::path& folder, int patients)
{
  dataset::DatasetContent content;
  content.count = 2 * patients;
  content.rows = content.columns = side;
  for (int image = 0; image < content.count; ++image) {
    const double radius = 2.0 + image % 5;
    for (int row = 0; row < side; ++row)
      for (int column = 0; column < side; ++column)
        content.images.push_back(std::hypot(row - 8.0, column - 7.0) < radius ? 0.5F : -0.5F);
    const bool last = image / 2 == patients - 1;
    content.noise.push_back(last ? 0.3F : 0.0F);
    content.limit.push_back(0.0F);
    content.heldOut.push_back(1);
    content.patients.push_back("P" + std::to_string(image / 2));
  }
  content.preparation = Json::object();
  const auto digest = dataset::freeze(folder, "discs", content);
  auto data = dataset::FrozenDataset::open(folder / digest.value_or(""));
  EXPECT_TRUE(data);
  return std::move(*data);
}

TEST(RestorationCheck, ComparesAndTunesOnCleanImagesOfDifferentPatients)
{
  const support::TemporaryFolder folder;
  const dataset::FrozenDataset data = discs(folder.path(), 9);
  RestorationCheckRequest request;
  request.levels = {0.1, 0.3};
  const auto known = withKnownNoise(data, request);
  ASSERT_TRUE(known) << known.error().message;
  EXPECT_EQ(known->images(), 8U); // P0, P2, P4, P6
  EXPECT_EQ(known->others(), 8U); // P1, P3, P5, P7
  const std::set<std::string> patients(known->patients.begin(), known->patients.end());
  EXPECT_EQ(patients, (std::set<std::string>{"P0", "P2", "P4", "P6"}));
  double squares = 0.0;
  for (std::size_t at = 0; at < known->clean.size(); ++at)
    squares +=
        std::pow(static_cast<double>(known->noisy[known->clean.size() + at] - known->clean[at]), 2);
  EXPECT_NEAR(std::sqrt(squares / static_cast<double>(known->clean.size())), 0.3,
              0.015); // 2,048 pixels
}

TEST(RestorationCheck, TellsWhatDrawsAreWorthBesideTheFilters)
{
  const support::TemporaryFolder folder;
  const auto known = withKnownNoise(discs(folder.path(), 9), {{0.2}, 32, 0.02, 1});
  ASSERT_TRUE(known) << known.error().message;
  // Truth and draws alike around a centre that nobody knows: intervals that are right.
  constexpr std::size_t count = 39;
  constexpr double spread = 0.02;
  std::vector<float> draws(known->noisy.size() * count);
  Random random(5, 0);
  for (std::size_t image = 0; image < known->images(); ++image)
    for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
      const double centre =
          static_cast<double>(known->clean[image * pixels + pixel]) + spread * random.normal();
      for (std::size_t draw = 0; draw < count; ++draw)
        draws[(image * count + draw) * pixels + pixel] =
            static_cast<float>(centre + spread * random.normal());
    }
  jobs::JobContext context;
  const auto levels = compareRestorations(*known, draws, count, 1, context);
  ASSERT_TRUE(levels) << levels.error().message;
  const Json& level = levels->at(0);
  ASSERT_EQ(level.at("rows").size(), 7U);
  const Json& model = level.at("rows").at(0);
  EXPECT_EQ(model.at("method"), "model");
  EXPECT_NEAR(model.at("psnr").at("value").get<double>(),
              20.0 * std::log10(2.0 / (spread * std::sqrt(1.0 + 1.0 / count))), 0.3);
  const Json& seen = level.at("rows").at(1);
  EXPECT_NEAR(seen.at("psnr").at("value").get<double>(), 20.0, 0.3);
  for (std::size_t row = 2; row < 7; ++row) {
    EXPECT_GT(level.at("rows").at(row).at("psnr").at("value"), seen.at("psnr").at("value"));
    EXPECT_LT(level.at("rows").at(row).at("psnrToModel").at("high").get<double>(), 0.0);
    EXPECT_TRUE(level.at("rows").at(row).at("setting").is_string());
  }
  for (const Json& covered : level.at("coverage"))
    EXPECT_NEAR(covered.at("value").get<double>(), covered.at("probability").get<double>(), 0.03);
}

TEST(RestorationCheck, RefusesTooFewCleanImagesAndDrawsThatDoNotBelong)
{
  const support::TemporaryFolder folder;
  EXPECT_EQ(withKnownNoise(discs(folder.path(), 2), {}).error().code, ErrorCode::BadInput);
  const auto known = withKnownNoise(discs(folder.path(), 9), {});
  ASSERT_TRUE(known);
  jobs::JobContext context;
  const std::vector<float> draws(pixels);
  EXPECT_EQ(compareRestorations(*known, draws, 19, 1, context).error().code, ErrorCode::BadInput);
}

} // namespace
} // namespace limpid::preparation
