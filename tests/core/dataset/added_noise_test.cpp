#include "core/dataset/added_noise.h"

#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <cmath>

namespace limpid::dataset {
namespace {

constexpr std::int64_t imageCount = 200;
constexpr std::size_t pixels = 64;

/// Grey images of two labels, every fifth kept aside.
FrozenDataset cleanData(const support::TemporaryFolder& folder)
{
  DatasetContent content;
  content.count = imageCount;
  content.rows = content.columns = 8;
  content.images.assign(pixels * imageCount, 0.25F);
  content.noise.assign(imageCount, 0.0F);
  content.limit.assign(imageCount, 0.0F);
  for (std::int64_t index = 0; index < imageCount; ++index) {
    content.label.push_back(index % 2);
    content.heldOut.push_back(index % 5 == 4 ? 1 : 0);
  }
  content.preparation = {{"unit", "HU"}};
  const Result<std::string> digest = freeze(folder.path(), "clean", content);
  EXPECT_TRUE(digest);
  Result<FrozenDataset> data = FrozenDataset::open(folder / digest.value_or(""));
  EXPECT_TRUE(data);
  return std::move(*data);
}

double deviation(const DatasetContent& content, std::size_t image)
{
  double squares = 0.0;
  for (std::size_t place = image * pixels; place < (image + 1) * pixels; ++place)
    squares += std::pow(static_cast<double>(content.images[place]) - 0.25, 2);
  return std::sqrt(squares / pixels);
}

AddedNoise twoLevels()
{
  AddedNoise noise;
  noise.levels = {0.2, 0.8};
  noise.cleanShare = 0.1;
  return noise;
}

TEST(AddedNoise, IsAsStrongAsItIsRecordedAndSparesWhatIsKeptAside)
{
  const support::TemporaryFolder folder;
  const FrozenDataset clean = cleanData(folder);
  const Result<DatasetContent> noisy = withAddedNoise(clean, twoLevels());
  ASSERT_TRUE(noisy) << noisy.error().message;
  int untouched = 0;
  for (std::size_t image = 0; image < imageCount; ++image) {
    const auto recorded = static_cast<double>(noisy->noise[image]);
    EXPECT_NEAR(deviation(*noisy, image), recorded, 0.5 * recorded);
    untouched += noisy->heldOut[image] == 0 && recorded == 0.0 ? 1 : 0;
    EXPECT_TRUE(noisy->heldOut[image] == 0 || recorded == 0.0);
  }
  EXPECT_EQ(untouched, 16); // a tenth of each label's 80
  EXPECT_EQ(noisy->preparation["cleanDigest"], clean.digest());
  EXPECT_EQ(noisy->preparation["unit"], "HU");
}

TEST(AddedNoise, KeepsImagesCleanThatASmallerShareKeptClean)
{
  const support::TemporaryFolder folder;
  const FrozenDataset clean = cleanData(folder);
  AddedNoise more = twoLevels();
  more.cleanShare = 0.3;
  const Result<DatasetContent> few = withAddedNoise(clean, twoLevels());
  const Result<DatasetContent> many = withAddedNoise(clean, more);
  ASSERT_TRUE(few && many);
  for (std::size_t image = 0; image < imageCount; ++image) {
    if (few->noise[image] == 0.0F) {
      EXPECT_EQ(many->noise[image], 0.0F);
    }
    if (many->noise[image] > 0.0F) {
      EXPECT_EQ(many->images[image * pixels], few->images[image * pixels]);
    }
  }
}

TEST(AddedNoise, GoesWithContentWhereLabelsHaveSharesOfTheirOwn)
{
  const support::TemporaryFolder folder;
  AddedNoise noise = twoLevels();
  noise.cleanShareOfLabel = {{0, 1.0}, {1, 0.0}};
  const Result<DatasetContent> noisy = withAddedNoise(cleanData(folder), noise);
  ASSERT_TRUE(noisy);
  for (std::size_t image = 0; image < imageCount; ++image)
    if (noisy->heldOut[image] == 0) {
      EXPECT_EQ(noisy->noise[image] > 0.0F, noisy->label[image] == 1);
    }
}

TEST(AddedNoise, RecordsAWrongRiskWithoutChangingTheImages)
{
  const support::TemporaryFolder folder;
  const FrozenDataset clean = cleanData(folder);
  AddedNoise wrong = twoLevels();
  wrong.assumedFactor = 0.5;
  const Result<DatasetContent> right = withAddedNoise(clean, twoLevels());
  const Result<DatasetContent> other = withAddedNoise(clean, wrong);
  ASSERT_TRUE(right && other);
  EXPECT_EQ(right->images, other->images);
  for (std::size_t image = 0; image < imageCount; ++image)
    EXPECT_FLOAT_EQ(other->noise[image], 0.5F * right->noise[image]);
}

TEST(AddedNoise, LiesInARectangleThatTheMapTellsWhereOnlyAShareOfTheAreaIsAffected)
{
  const support::TemporaryFolder folder;
  const FrozenDataset clean = cleanData(folder);
  AddedNoise noise = twoLevels();
  noise.affectedShare = 0.25;
  const Result<DatasetContent> noisy = withAddedNoise(clean, noise);
  ASSERT_TRUE(noisy) << noisy.error().message;
  ASSERT_EQ(noisy->noise.size(), pixels * imageCount);
  std::size_t affectedImages = 0;
  for (std::size_t image = 0; image < imageCount; ++image) {
    std::size_t affected = 0;
    for (std::size_t place = image * pixels; place < (image + 1) * pixels; ++place) {
      const bool changed = noisy->images[place] != 0.25F;
      EXPECT_EQ(changed, noisy->noise[place] > 0.0F);
      affected += changed ? 1 : 0;
    }
    EXPECT_TRUE(affected == 0 || affected == pixels / 4) << image;
    affectedImages += affected > 0 ? 1 : 0;
  }
  EXPECT_EQ(affectedImages, 144); // 90 % of the 160 that train
  noise.affectedShare = 0.0;
  EXPECT_FALSE(withAddedNoise(clean, noise));
}

TEST(ContentOf, KeepsMapsOfTheNoiseAndItsSpectrum)
{
  const support::TemporaryFolder folder;
  DatasetContent content;
  content.count = 2;
  content.rows = content.columns = 8;
  content.images.assign(pixels * 2, 0.25F);
  content.noise.assign(pixels * 2, 0.0F);
  content.noise[3] = 0.5F;
  content.limit.assign(2, 0.0F);
  content.noiseSpectrum.assign(pixels, 1.0F);
  content.noiseSpectrum[1] = content.noiseSpectrum[7] = 1.25F;
  content.noiseSpectrum[8] = content.noiseSpectrum[56] = 0.75F;
  content.preparation = {{"unit", "HU"}};
  const Result<std::string> digest = freeze(folder.path(), "maps", content);
  ASSERT_TRUE(digest) << digest.error().message;
  const Result<FrozenDataset> data = FrozenDataset::open(folder / *digest);
  ASSERT_TRUE(data) << data.error().message;
  EXPECT_EQ(contentOf(*data).noise, content.noise);
  EXPECT_EQ(contentOf(*data).noiseSpectrum, content.noiseSpectrum);
}

TEST(AddedNoise, RefusesImagesThatAreNoisyAlreadyAndLevelsThatAreNone)
{
  const support::TemporaryFolder folder;
  const FrozenDataset clean = cleanData(folder);
  const Result<DatasetContent> noisy = withAddedNoise(clean, twoLevels());
  ASSERT_TRUE(noisy);
  const Result<std::string> digest = freeze(folder.path(), "noisy", *noisy);
  ASSERT_TRUE(digest);
  const Result<FrozenDataset> frozen = FrozenDataset::open(folder / *digest);
  ASSERT_TRUE(frozen);
  EXPECT_EQ(withAddedNoise(*frozen, twoLevels()).error().code, ErrorCode::BadInput);
  AddedNoise none = twoLevels();
  none.levels.clear();
  EXPECT_EQ(withAddedNoise(clean, none).error().code, ErrorCode::BadInput);
  AddedNoise half = twoLevels();
  half.cleanShare = 1.5;
  EXPECT_EQ(withAddedNoise(clean, half).error().code, ErrorCode::BadInput);
}

} // namespace
} // namespace limpid::dataset
