#include "core/export/head_phantom.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace limpid::exporting {
namespace {

constexpr double fieldMm = 220.0;

std::vector<float> sliceOf(int patient, double heightMm, int size)
{
  return HeadPhantom(drawAnatomy(1, patient)).slice(heightMm, size, fieldMm);
}

double meanDifference(const std::vector<float>& first, const std::vector<float>& second)
{
  double sum = 0.0;
  for (std::size_t pixel = 0; pixel < first.size(); ++pixel)
    sum += std::abs(static_cast<double>(first[pixel]) - static_cast<double>(second[pixel]));
  return sum / static_cast<double>(first.size());
}

double share(const std::vector<float>& pixels, float low, float high)
{
  const auto inside = std::count_if(pixels.begin(), pixels.end(),
                                    [&](float value) { return value >= low && value <= high; });
  return static_cast<double>(inside) / static_cast<double>(pixels.size());
}

} // namespace

TEST(HeadPhantom, ShowsAirBrainFluidAndSkullInHounsfieldUnits)
{
  for (int patient = 0; patient < 20; ++patient) {
    const std::vector<float> pixels = sliceOf(patient, 14.0, 128);
    EXPECT_EQ(pixels.front(), -1000.0F);
    EXPECT_GT(share(pixels, -1000.0F, -1000.0F), 0.25) << patient;
    EXPECT_GT(share(pixels, 28.0F, 47.0F), 0.1) << patient;
    EXPECT_GT(share(pixels, 5.0F, 12.0F), 0.003) << patient;
    EXPECT_GT(share(pixels, 600.0F, 1250.0F), 0.02) << patient;
    EXPECT_EQ(share(pixels, -1000.0F, 1250.0F), 1.0) << patient;
  }
}

TEST(HeadPhantom, GivesThePartialVolumeOfAFinerGrid)
{
  const std::vector<float> fine = sliceOf(3, 10.0, 192);
  const std::vector<float> coarse = sliceOf(3, 10.0, 32);
  double error = 0.0;
  for (std::size_t row = 0; row < 32; ++row)
    for (std::size_t column = 0; column < 32; ++column) {
      double sum = 0.0;
      for (std::size_t subRow = 0; subRow < 6; ++subRow)
        for (std::size_t subColumn = 0; subColumn < 6; ++subColumn)
          sum += static_cast<double>(fine[(row * 6 + subRow) * 192 + column * 6 + subColumn]);
      error =
          std::max(error, std::abs(sum / 36.0 - static_cast<double>(coarse[row * 32 + column])));
    }
  EXPECT_LT(error, 1e-3);
}

TEST(HeadPhantom, ChangesSmoothlyAlongTheHeadAndMoreBetweenPatients)
{
  for (int patient = 0; patient < 10; ++patient) {
    const std::vector<float> here = sliceOf(patient, 10.0, 32);
    const double near = meanDifference(here, sliceOf(patient, 11.0, 32));
    const double slice = meanDifference(here, sliceOf(patient, 16.0, 32));
    const double other = meanDifference(here, sliceOf(patient + 10, 10.0, 32));
    EXPECT_LT(near, slice) << patient;
    EXPECT_LT(slice, other) << patient;
  }
}

} // namespace limpid::exporting
