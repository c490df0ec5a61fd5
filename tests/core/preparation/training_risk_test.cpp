#include "core/preparation/training_risk.h"
#include "tests/support/dicom_files.h"

#include <gtest/gtest.h>

#include <cmath>

namespace limpid::preparation {
namespace {

TrainingArray arrayOf(double noise, int stored, int size)
{
  const imaging::Image image{
      stored, stored, 1, support::smoothSlice(stored, stored, noise, 11), {}};
  return *shapeImage(image, {std::nullopt, {-1000.0, 1000.0}, 4.0 * noise, size});
}

risk::Rating ratingOf(double value, const std::string& source)
{
  return {"noise", value, source, "", "", risk::Level::Image};
}

TEST(TrainingRisk, CarriesAKnownNoiseThroughTheResampling)
{
  EXPECT_NEAR(noiseAsTrained(ratingOf(80.0, "table"), arrayOf(80.0, 256, 64), 1000.0), 0.02, 1e-9);
}

TEST(TrainingRisk, MeasuresAgainWhatAnEstimatorMeasured)
{
  const TrainingArray array = arrayOf(80.0, 256, 64);
  const double measured = noiseAsTrained(ratingOf(9999.0, "immerkaer"), array, 1000.0);
  EXPECT_NEAR(measured / 0.02, 1.0, 0.03) << "the value as seen plays no part";
}

TEST(TrainingRisk, TakesTheCleanestTwentiethAsReference)
{
  std::vector<double> noises(100, 1.0);
  for (std::size_t index = 0; index < 6; ++index)
    noises[index] = 0.1;
  EXPECT_DOUBLE_EQ(referenceOf(noises), 0.1);
  EXPECT_DOUBLE_EQ(referenceOf({3.0, 1.0}), 1.1);
  EXPECT_DOUBLE_EQ(referenceOf({2.0}), 2.0);
  EXPECT_DOUBLE_EQ(referenceOf({}), 0.0);
}

TEST(TrainingRisk, TakesTheReferenceOffInQuadratureAndNeverGoesBelowZero)
{
  EXPECT_DOUBLE_EQ(relativeToReference(5.0, 3.0), 4.0);
  EXPECT_DOUBLE_EQ(relativeToReference(2.0, 3.0), 0.0);
}

TEST(TrainingRisk, TakesTheLargestLimitOfMatchedRatingsOnly)
{
  std::vector<risk::Component> schema = risk::defaultSchema();
  risk::QualityVector quality;
  quality["motion"] = {"motion", 3, "person", "", "", risk::Level::Image};
  quality["artefact"] = {"artefact", 2, "person", "", "", risk::Level::Image};
  EXPECT_EQ(limitAsTrained(quality, schema, 1000.0), 0.0) << "not matched: changes nothing";
  const double none = std::nan("");
  schema[1].use = risk::ComponentUse::Limit;
  schema[1].limits = {none, none, none, 200.0, none};
  EXPECT_DOUBLE_EQ(limitAsTrained(quality, schema, 1000.0), 0.2);
  schema[2].use = risk::ComponentUse::Limit;
  schema[2].limits = {none, none, 350.0, none, none};
  EXPECT_DOUBLE_EQ(limitAsTrained(quality, schema, 1000.0), 0.35);
}

TEST(TrainingRisk, RefusesImagesWithoutNoiseAndCountsThem)
{
  Selection selection;
  selection.images.resize(3);
  selection.images[0].quality["noise"] = ratingOf(3.0, "table");
  selection.images[1].image.path = "/data/second.dcm";
  const auto known = checkNoiseKnown(selection, "noise");
  ASSERT_FALSE(known);
  EXPECT_NE(known.error().message.find("2 of 3"), std::string::npos);
  EXPECT_NE(known.error().message.find("/data/second.dcm"), std::string::npos);
}

} // namespace
} // namespace limpid::preparation
