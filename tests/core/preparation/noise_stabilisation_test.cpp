#include "core/preparation/noise_stabilisation.h"

#include "core/base/random.h"
#include "core/dataset/frozen_dataset.h"
#include "core/preparation/prepare.h"
#include "core/risk/ratings.h"
#include "tests/support/dicom_files.h"
#include "tests/support/temporary_folder.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace limpid::preparation {
namespace {

constexpr imaging::IntensityWindow window{0.0, 1000.0};

/// Magnitude of `signal` in both halves: nothing on the left, `signal` on the right.
std::vector<float> magnitude(int side, double signal, double sigma, unsigned seed)
{
  Random random(seed, 0);
  std::vector<float> values;
  for (int pixel = 0; pixel < side * side; ++pixel) {
    const double clean = pixel % side < side / 2 ? 0.0 : signal;
    const double real = clean + sigma * random.normal();
    values.push_back(static_cast<float>(std::hypot(real, sigma * random.normal())));
  }
  return values;
}

/// Standard deviation in the left or right half.
double deviation(std::span<const float> pixels, int side, bool right)
{
  double sum = 0.0;
  double square = 0.0;
  double count = 0.0;
  for (std::size_t pixel = 0; pixel < pixels.size(); ++pixel) {
    const bool isRight = static_cast<int>(pixel) % side >= side / 2;
    if (isRight != right)
      continue;
    sum += double{pixels[pixel]};
    square += double{pixels[pixel]} * double{pixels[pixel]};
    count += 1.0;
  }
  return std::sqrt(square / count - sum * sum / (count * count));
}

} // namespace

TEST(NoiseStabilisation, LeavesGaussianImagesAsTheyAre)
{
  const imaging::Image image{1, 2, 1, {-5.0F, 7.0F}, {}};
  const auto applied = NoiseStabilisation().applied(image, 100.0, window);
  ASSERT_TRUE(applied) << applied.error().message;
  EXPECT_EQ(applied->pixels, image.pixels);
}

TEST(NoiseStabilisation, MakesMagnitudeNoiseTheSameInAirAndTissue)
{
  constexpr int side = 128;
  const imaging::Image image{side, side, 1, magnitude(side, 400.0, 20.0, 3), {}};
  EXPECT_LT(deviation(image.pixels, side, false), 0.7 * 20.0);
  const auto applied = NoiseStabilisation::make("rician")->applied(image, 20.0, window);
  ASSERT_TRUE(applied) << applied.error().message;
  EXPECT_NEAR(deviation(applied->pixels, side, false), 20.0, 0.05 * 20.0);
  EXPECT_NEAR(deviation(applied->pixels, side, true), 20.0, 0.05 * 20.0);
}

TEST(NoiseStabilisation, RefusesNoiseThatMovesTheDarkTooFar)
{
  const imaging::Image image{16, 16, 1, magnitude(16, 400.0, 90.0, 3), {}};
  const auto refused = NoiseStabilisation::make("rician")->applied(image, 90.0, window);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("rician"), std::string::npos);
}

TEST(NoiseStabilisation, SaysWhyOtherLawsAreNotPrepared)
{
  for (const char* law : {"poisson-gaussian", "speckle", "laplace", "none"}) {
    const auto refused = NoiseStabilisation::make(law);
    ASSERT_FALSE(refused) << law;
    EXPECT_EQ(refused.error().code, ErrorCode::Unsupported);
    EXPECT_NE(refused.error().message.find(law), std::string::npos);
  }
}

TEST(NoiseStabilisation, GoesIntoTheDataSetOfMagnitudeImages)
{
  constexpr int side = 64;
  const support::TemporaryFolder folder;
  study::Project project = *study::Project::create(folder / "project");
  jobs::JobContext context;
  std::vector<risk::RatingChange> changes;
  for (int image = 1; image <= 8; ++image) {
    const double sigma = image <= 2 ? 0.0 : image == 8 ? 300.0 : 20.0;
    support::DicomSlice slice;
    slice.modality = "MR";
    slice.patientId = fmt::format("ID-{}", image);
    slice.studyUid = fmt::format("1.2.840.98.{}", image);
    slice.seriesUid = fmt::format("1.2.840.99.{}", image);
    slice.sopUid = fmt::format("1.2.840.99.{}.1", image);
    slice.rows = slice.columns = side;
    slice.values = magnitude(side, 500.0, sigma, static_cast<unsigned>(image));
    support::writeDicom(folder / "files" / fmt::format("{}.dcm", image), slice);
    changes.push_back({{risk::Level::Image, slice.sopUid, 1}, "noise", sigma, "table", "somebody"});
  }
  ASSERT_TRUE(study::scan(project, {folder / "files"}, context));
  ASSERT_TRUE(risk::setRatings(project, changes));

  DatasetRequest request;
  request.name = "magnitude";
  request.noiseLaw = "rician";
  request.window = {0.0, 1000.0};
  request.size = side;
  request.referenceNoise = 0.0;
  const auto report = prepareDataset(project, request, context);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->images, 7);
  ASSERT_EQ(report->leftOut.size(), 1U);
  EXPECT_NE(report->leftOut.front().reason.find("rician"), std::string::npos);
  EXPECT_TRUE(std::any_of(report->sentences.begin(), report->sentences.end(),
                          [](const Sentence& one) { return one.id == "stabilised"; }));

  const auto frozen = dataset::FrozenDataset::open(report->path);
  ASSERT_TRUE(frozen) << frozen.error().message;
  const Json preparation = frozen->document()["preparation"];
  EXPECT_EQ(preparation["noiseLaw"], "gaussian") << "as it trains";
  EXPECT_EQ(preparation["stabilised"], "rician");
  int noisy = 0;
  for (std::int64_t index = 0; index < frozen->size(); ++index) {
    const double risk = frozen->risk(index).noise;
    if (risk == 0.0)
      continue;
    ++noisy;
    EXPECT_NEAR(risk, 20.0 / 500.0, 1e-6);
    EXPECT_NEAR(deviation(frozen->image(index), side, false), risk, 0.1 * risk);
    EXPECT_NEAR(deviation(frozen->image(index), side, true), risk, 0.1 * risk);
  }
  EXPECT_EQ(noisy, 5);
}

} // namespace limpid::preparation
