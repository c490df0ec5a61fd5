#include "core/plugin/estimator.h"

#include "core/base/random.h"
#include "tests/core/plugin/plugin_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace limpid::plugin {
namespace {

using testing::HasSubstr;

const std::vector<float> pixels = {1.0F, 2.0F, 3.0F, 4.0F, 5.0F, 9.0F};

Measurement image(std::span<const float> values, int rows, int columns)
{
  return {values, 1, rows, columns, Json::object()};
}

/// The obedient fixture, opened. Its library stays loaded though the folder goes.
Estimator obedient()
{
  PluginFolder folder;
  folder.addLibrary("obedient");
  folder.addMetadata("obedient");
  auto opened = openEstimator("obedient", folder.folders());
  if (!opened)
    throw std::runtime_error(opened.error().message);
  return *opened;
}

Error errorOf(const PluginFolder& folder, std::string_view id)
{
  const Result<Estimator> opened = openEstimator(id, folder.folders());
  return opened ? Error{ErrorCode::Internal, "it opened"} : opened.error();
}

} // namespace

TEST(Estimator, MeasuresWithDefaultsAndWithGivenParameters)
{
  const Estimator estimator = obedient();
  ASSERT_EQ(estimator.parameters().size(), 2U);
  const auto byDefault = estimator.estimate(image(pixels, 2, 3), Json::object());
  ASSERT_TRUE(byDefault) << byDefault.error().message;
  EXPECT_DOUBLE_EQ(*byDefault, 8.0);
  const auto halved = estimator.estimate(image(pixels, 2, 3), {{"factor", 0.5}});
  ASSERT_TRUE(halved) << halved.error().message;
  EXPECT_DOUBLE_EQ(*halved, 2.0);
}

TEST(Estimator, GetsAllRepeatsAndWhatIsKnown)
{
  const Measurement repeats{pixels, 3, 1, 2, {{"added", 0.25}}};
  const auto measured = obedient().estimate(repeats, Json::object());
  ASSERT_TRUE(measured) << measured.error().message;
  EXPECT_DOUBLE_EQ(*measured, 8.25);
  EXPECT_FALSE(obedient().estimate({pixels, 2, 1, 2, Json::object()}, Json::object()));
}

TEST(Estimator, PassesOnItsReason)
{
  const auto refused = obedient().estimate(image(pixels, 2, 3), {{"conduct", "refuse"}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::BadInput);
  EXPECT_EQ(refused.error().message, "There is no air in the image.");
}

TEST(Estimator, TurnsExceptionsIntoReasons)
{
  const auto thrown = obedient().estimate(image(pixels, 2, 3), {{"conduct", "throw"}});
  ASSERT_FALSE(thrown);
  EXPECT_EQ(thrown.error().message, "a bug in the estimator");
  const auto odd = obedient().estimate(image(pixels, 2, 3), {{"conduct", "throw a number"}});
  ASSERT_FALSE(odd);
  EXPECT_FALSE(odd.error().message.empty());
}

TEST(Estimator, CutsAReasonThatIsTooLong)
{
  const auto refused = obedient().estimate(image(pixels, 2, 3), {{"conduct", "talk"}});
  ASSERT_FALSE(refused);
  EXPECT_GT(refused.error().message.size(), 100U);
  EXPECT_LT(refused.error().message.size(), 1000U);
}

TEST(Estimator, DoesNotTakeANegativeNumberForNoise)
{
  const std::vector<float> negative = {-1.0F, -2.0F};
  const auto answered = obedient().estimate(image(negative, 1, 2), Json::object());
  ASSERT_FALSE(answered);
  EXPECT_EQ(answered.error().code, ErrorCode::Internal);
  EXPECT_THAT(answered.error().message, HasSubstr("obedient"));
}

TEST(Estimator, ChecksSizesAndParametersBeforeItIsAsked)
{
  EXPECT_FALSE(obedient().estimate(image(pixels, 3, 3), Json::object()));
  EXPECT_FALSE(obedient().estimate(image(pixels, -2, -3), Json::object()));
  EXPECT_FALSE(obedient().estimate(image({}, 0, 0), Json::object()));
  const auto wrong = obedient().estimate(image(pixels, 2, 3), {{"factor", 11}});
  ASSERT_FALSE(wrong);
  EXPECT_THAT(wrong.error().message, HasSubstr("factor"));
}

TEST(OpenEstimator, NamesThoseThereAreWhenThereIsNoneOfThatId)
{
  PluginFolder folder;
  folder.addLibrary("obedient");
  folder.addMetadata("obedient");
  const Error error = errorOf(folder, "wavelet");
  EXPECT_EQ(error.code, ErrorCode::NotFound);
  EXPECT_THAT(error.message, HasSubstr("there are: obedient"));
}

TEST(OpenEstimator, GivesTheReasonOfAnItemThatCannotBeUsed)
{
  PluginFolder folder;
  folder.addLibrary("obedient");
  folder.addMetadata("obedient", {{"api", 3}});
  const Error error = errorOf(folder, "obedient");
  EXPECT_EQ(error.code, ErrorCode::Unsupported);
  EXPECT_THAT(error.message, HasSubstr("API 3"));
}

TEST(OpenEstimator, RefusesAFileThatIsNoLibrary)
{
  PluginFolder folder;
  folder.write("text.so", "no library at all");
  folder.addMetadata("text");
  const Error error = errorOf(folder, "text");
  EXPECT_EQ(error.code, ErrorCode::BadInput);
  EXPECT_THAT(error.message, HasSubstr("text.so can't be loaded"));
}

TEST(OpenEstimator, RefusesALibraryWithoutEntryPoint)
{
  PluginFolder folder;
  folder.addLibrary("entryless");
  folder.addMetadata("entryless");
  const Error error = errorOf(folder, "entryless");
  EXPECT_EQ(error.code, ErrorCode::BadInput);
  EXPECT_THAT(error.message, HasSubstr("lacks the entry point limpid_plugin_estimator_v2"));
}

TEST(OpenEstimator, RefusesALibraryThatIsNotWhatItsMetadataPromises)
{
  PluginFolder folder;
  folder.addLibrary("obedient");
  folder.addMetadata("impostor", {{"library", "obedient.so"}});
  const Error error = errorOf(folder, "impostor");
  EXPECT_EQ(error.code, ErrorCode::BadInput);
  EXPECT_THAT(error.message, HasSubstr("isn't the estimator impostor"));
}

TEST(ImmerkaerPlugin, MeasuresWhiteNoise)
{
  const auto estimator = openEstimator("immerkaer", defaultPluginFolders());
  ASSERT_TRUE(estimator) << estimator.error().message;
  std::vector<float> noise(128 * 96);
  Random(3, 0).fillNormal(noise);
  for (float& pixel : noise)
    pixel = 40.0F + 24.0F * pixel;
  const auto measured = estimator->estimate(image(noise, 96, 128), Json::object());
  ASSERT_TRUE(measured) << measured.error().message;
  EXPECT_NEAR(*measured, 24.0, 0.72);
}

TEST(ImmerkaerPlugin, SaysWhyThereIsNothingToMeasure)
{
  const auto estimator = openEstimator("immerkaer", defaultPluginFolders());
  ASSERT_TRUE(estimator) << estimator.error().message;
  const auto flat = estimator->estimate(image(std::vector<float>(64, 7.0F), 8, 8), Json::object());
  ASSERT_FALSE(flat);
  EXPECT_THAT(flat.error().message, HasSubstr("flat"));
  EXPECT_FALSE(estimator->estimate(image(pixels, 2, 3), Json::object()));
  std::vector<float> holed(64, 7.0F);
  holed[20] = std::numeric_limits<float>::infinity();
  EXPECT_FALSE(estimator->estimate(image(holed, 8, 8), Json::object()));
}

} // namespace limpid::plugin
