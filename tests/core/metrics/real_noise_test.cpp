#include "core/metrics/noise_estimators.h"
#include "tests/core/metrics/dose_scans.h"
#include "tests/core/metrics/noise_images.h"
#include "tests/support/shared_data.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace limpid::metrics {
namespace {

constexpr int side = doseScanSide;
constexpr std::size_t size = doseScanSize;
constexpr int repeats = doseScanRepeats;

std::vector<float> firstScan(const std::vector<float>& all)
{
  return {all.begin(), all.begin() + static_cast<std::ptrdiff_t>(size)};
}

} // namespace

TEST(SpectrumOnRealCt, AgreesWithRepeatsWithin15PercentWhereImmerkaerSeesHalf)
{
  LIMPID_SHARED_PATH(folder, "quality-ratings/lcd-ct-dose");
  for (const char* reconstruction : {"fbp", "DL_denoised"})
    for (const int dose : {10, 55, 100}) {
      const std::vector<float> all = doseScans(folder, reconstruction, dose);
      const auto truth = repeatNoise(all, repeats, side, side);
      ASSERT_TRUE(truth) << truth.error().message;
      const auto spectrum = noiseSpectrum(firstScan(all), side, side, 0);
      ASSERT_TRUE(spectrum) << spectrum.error().message;
      EXPECT_NEAR(spectrum->noise, truth->noise, 0.15 * truth->noise) << reconstruction << dose;
      EXPECT_LT(immerkaer(firstScan(all), side, side), 0.75 * truth->noise);
      EXPECT_GT(spectrum->peakOverMean, 1.4) << "noise of CT is correlated";
      EXPECT_LT(spectrum->peakOverMean, 2.7);
    }
}

TEST(SpectrumOnRealCt, AddsWhatIsAddedInSquaresWithin10Percent)
{
  LIMPID_SHARED_PATH(folder, "quality-ratings/lcd-ct-dose");
  for (const char* reconstruction : {"fbp", "DL_denoised"})
    for (const int dose : {10, 55, 100}) {
      const std::vector<float> all = doseScans(folder, reconstruction, dose);
      const std::vector<float> one = firstScan(all);
      const double own = repeatNoise(all, repeats, side, side)->noise;
      const auto [low, high] = std::minmax_element(one.begin(), one.end());
      for (const double share : {0.05, 0.1, 0.2}) {
        const double added = share * (double{*high} - double{*low});
        const auto found = noiseSpectrum(plus(one, whiteNoise(size, 5), added), side, side, 0);
        ASSERT_TRUE(found) << found.error().message;
        EXPECT_NEAR(found->noise / std::hypot(own, added), 1.0, 0.1)
            << reconstruction << dose << " " << share;
      }
    }
}

TEST(HeaderOnRealCt, CalibratedAtFullDosePredictsTheOthersWithin15Percent)
{
  LIMPID_SHARED_PATH(folder, "quality-ratings/lcd-ct-dose");
  for (const char* reconstruction : {"fbp", "DL_denoised"}) {
    const Calibration calibration{
        repeatNoise(doseScans(folder, reconstruction, 100), repeats, side, side)->noise,
        {100.0, std::nullopt, std::nullopt}};
    for (const int dose : {10, 55}) {
      const double truth =
          repeatNoise(doseScans(folder, reconstruction, dose), repeats, side, side)->noise;
      EXPECT_NEAR(*headerNoise(calibration, {static_cast<double>(dose), {}, {}}), truth,
                  0.15 * truth)
          << reconstruction << dose;
    }
  }
}

} // namespace limpid::metrics
