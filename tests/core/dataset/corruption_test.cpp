#include "core/dataset/corruption.h"

#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace limpid::dataset {
namespace {

constexpr int side = 16;
constexpr std::size_t pixels = 256;
constexpr std::int64_t imageCount = 40;

std::vector<float> disc()
{
  std::vector<float> image;
  for (int row = 0; row < side; ++row)
    for (int column = 0; column < side; ++column)
      image.push_back(std::hypot(row - 7.0, column - 8.0) < 4.0 ? 1.5F : 0.0F);
  return image;
}

double distance(std::span<const float> one, std::span<const float> other)
{
  double squares = 0.0;
  for (std::size_t at = 0; at < one.size(); ++at)
    squares += std::pow(static_cast<double>(one[at]) - static_cast<double>(other[at]), 2);
  return std::sqrt(squares / static_cast<double>(one.size()));
}

FrozenDataset discs(const support::TemporaryFolder& folder)
{
  DatasetContent content;
  content.count = imageCount;
  content.rows = content.columns = side;
  for (std::int64_t index = 0; index < imageCount; ++index) {
    for (const float value : disc())
      content.images.push_back(value - 1.0F);
    content.heldOut.push_back(index % 4 == 3 ? 1 : 0);
  }
  content.noise.assign(imageCount, 0.0F);
  content.limit.assign(imageCount, 0.0F);
  content.preparation = Json::object();
  const auto digest = freeze(folder.path(), "discs", content);
  auto data = FrozenDataset::open(folder / digest.value_or(""));
  EXPECT_TRUE(data);
  return std::move(*data);
}

TEST(Corruption, OfEqualShiftsOnlyMovesTheImage)
{
  const std::vector<float> image = disc();
  const std::vector<double> shifts(side, 3.0);
  const std::vector<float> moved = withShiftedLines(image, side, side, shifts);
  std::vector<float> expected(pixels);
  for (std::size_t row = 0; row < side; ++row)
    std::copy_n(&image[row * side], side, &expected[(row + 3) % side * side]);
  EXPECT_LT(distance(moved, expected), 1e-6);
}

// A sine of the shifts over the lines throws copies of the image's edges as many pixels away as it
// has periods: here from row 2 to the rows around 6 and 14.
TEST(Corruption, OfASineMakesGhostsWhereItsPeriodSays)
{
  constexpr std::size_t breaths = 4;
  std::vector<float> image(pixels, 0.0F);
  std::fill_n(&image[2 * side], side, 1.0F); // one bright row
  std::vector<double> shifts;
  for (std::size_t row = 0; row < side; ++row)
    shifts.push_back(0.3 *
                     std::sin(2.0 * std::numbers::pi * breaths * static_cast<double>(row) / side));
  const std::vector<float> ghosts = withShiftedLines(image, side, side, shifts);
  const auto rowMean = [&](std::size_t row) { return static_cast<double>(ghosts[row * side]); };
  EXPECT_GT(rowMean(2), 0.9);
  for (const std::size_t edge : {5U, 7U, 13U, 15U})
    EXPECT_GT(rowMean(edge), 1.8 * rowMean(3)) << edge;
}

TEST(Corruption, GrowsWithItsStrengthAndKeepsTheMean)
{
  const std::vector<float> image = disc();
  for (const char* kind : {"motion", "ghosting"}) {
    double before = 0.0;
    for (const double strength : {0.5, 1.0, 2.0}) {
      const auto shifts = lineShifts(kind, strength, side, 1, 5);
      ASSERT_TRUE(shifts);
      const double changed = distance(withShiftedLines(image, side, side, *shifts), image);
      EXPECT_GT(changed, before) << kind << " " << strength;
      before = changed;
    }
  }
  EXPECT_EQ(lineShifts("wobble", 1.0, side, 1, 5).error().code, ErrorCode::BadInput);
}

TEST(Corruption, TreatmentsDifferInWhatIsRecordedAlone)
{
  const support::TemporaryFolder folder;
  const FrozenDataset clean = discs(folder);
  AddedCorruption corruption;
  corruption.cleanShare = 0.2;
  std::vector<DatasetContent> contents;
  for (const std::string& treatment : corruptionTreatments()) {
    corruption.treatment = treatment;
    auto content = withCorruption(clean, corruption);
    ASSERT_TRUE(content) << content.error().message;
    contents.push_back(std::move(*content));
  }
  EXPECT_EQ(contents[0].images, contents[1].images);
  EXPECT_EQ(contents[0].images, contents[2].images);
  EXPECT_EQ(contents[0].noise, contents[1].limit);
  int corrupted = 0;
  for (std::size_t index = 0; index < imageCount; ++index) {
    const double changed = distance(std::span(contents[0].images).subspan(index * pixels, pixels),
                                    clean.image(static_cast<std::int64_t>(index)));
    EXPECT_NEAR(static_cast<double>(contents[0].noise[index]), changed, 1e-6);
    EXPECT_EQ(contents[0].limit[index] + contents[1].noise[index] + contents[2].noise[index] +
                  contents[2].limit[index],
              0.0F);
    corrupted += changed > 0.0 ? 1 : 0;
    EXPECT_FALSE(changed > 0.0 && contents[0].heldOut[index] != 0);
  }
  EXPECT_EQ(corrupted, 24); // 80 % of the 30 that train
}

TEST(Corruption, RefusesWhatItCanNotDo)
{
  const support::TemporaryFolder folder;
  const FrozenDataset clean = discs(folder);
  const auto refused = [&](const auto& change) {
    AddedCorruption corruption;
    change(corruption);
    const auto content = withCorruption(clean, corruption);
    return !content && content.error().code == ErrorCode::BadInput;
  };
  EXPECT_TRUE(refused([](auto& one) { one.kinds = {"wobble"}; }));
  EXPECT_TRUE(refused([](auto& one) { one.strengths = {0.0}; }));
  EXPECT_TRUE(refused([](auto& one) { one.treatment = "forget"; }));
  EXPECT_TRUE(refused([](auto& one) { one.cleanShare = 1.5; }));
}

} // namespace
} // namespace limpid::dataset
