#include "core/study/series_volume.h"

#include "core/study/pixel_reader.h"
#include "core/study/scan.h"
#include "tests/support/dicom_files.h"
#include "tests/support/shared_data.h"
#include "tests/support/temporary_folder.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace limpid::study {
namespace {

using testing::HasSubstr;

struct SeriesVolume : testing::Test
{
  Result<std::optional<imaging::Volume>> read(const std::filesystem::path& images)
  {
    jobs::JobContext context;
    EXPECT_TRUE(scan(project, {images}, context));
    series = listSeries(project, {})->front();
    records = *listImages(project, series.uid);
    return readVolume(series, records, context);
  }

  /// Slices of 4 × 6 pixels; the pixels of each are its number.
  std::filesystem::path writeSlices(std::initializer_list<double> places, bool synthetic)
  {
    int number = 0;
    for (const double place : places) {
      support::DicomSlice slice;
      slice.sopUid = fmt::format("1.2.3.4.1.{}", ++number);
      slice.instance = number;
      slice.positionMm = place;
      slice.synthetic = synthetic;
      slice.rows = 4;
      slice.columns = 6;
      slice.values.assign(24, static_cast<float>(number));
      support::writeDicom(folder / "images" / fmt::format("{}.dcm", number), slice);
    }
    return folder / "images";
  }

  support::TemporaryFolder folder;
  Project project = *Project::create(folder / "project");
  SeriesRecord series;
  std::vector<ImageRecord> records;
};

} // namespace

TEST_F(SeriesVolume, PutsSlicesWhereTheyLie)
{
  const auto volume = read(writeSlices({6.0, 2.0, 4.0}, false));
  ASSERT_TRUE(volume) << volume.error().message;
  ASSERT_TRUE(*volume);
  EXPECT_EQ((*volume)->size(), (std::array{6, 4, 3}));
  EXPECT_EQ((*volume)->at({0, 0, 0}), 2.0F) << "the second lies lowest";
  EXPECT_EQ((*volume)->at({0, 0, 2}), 1.0F);
  EXPECT_DOUBLE_EQ((*volume)->positionMm({0, 0, 2})[2], 6.0);
}

TEST_F(SeriesVolume, IsRefusedForSyntheticImagesHoweverEvenTheyLie)
{
  const auto volume = read(writeSlices({2.0, 4.0, 6.0}, true));
  ASSERT_FALSE(volume);
  EXPECT_EQ(volume.error().code, ErrorCode::Unsupported);
  EXPECT_THAT(volume.error().message, HasSubstr("synthetic"));
}

TEST_F(SeriesVolume, IsRefusedWhereSlicesLieUnevenly)
{
  const auto volume = read(writeSlices({2.0, 4.0, 9.0}, false));
  ASSERT_FALSE(volume);
  EXPECT_THAT(volume.error().message, HasSubstr("2 to 5 mm apart"));
}

TEST_F(SeriesVolume, StopsWhenItIsTold)
{
  ASSERT_TRUE(read(writeSlices({2.0, 4.0, 6.0}, false)));
  std::stop_source source;
  source.request_stop();
  jobs::JobContext context(source.get_token());
  const auto volume = readVolume(series, records, context);
  ASSERT_TRUE(volume);
  EXPECT_FALSE(*volume);
}

TEST_F(SeriesVolume, HoldsThePixelsOfARealObliqueScan)
{
  LIMPID_SHARED_PATH(images, "mr-series/studyforrest-t1w");
  const auto volume = read(images);
  ASSERT_TRUE(volume) << volume.error().message;
  ASSERT_TRUE(*volume);
  EXPECT_EQ((*volume)->size()[2], 64);
  const std::size_t tenth = (*volume)->grid().order[10];
  const auto slice = readFrame(records[tenth].path, records[tenth].key.frame);
  ASSERT_TRUE(slice);
  EXPECT_EQ((*volume)->at({120, 150, 10}), slice->at(150, 120));
  const imaging::Position told =
      imaging::positionMm(*planeOf(records[tenth]), *series.spacingMm, 150, 120);
  const imaging::Position found = (*volume)->positionMm({120, 150, 10});
  for (std::size_t axis = 0; axis < 3; ++axis)
    EXPECT_NEAR(found[axis], told[axis], 0.05) << "millimetres";
}

} // namespace limpid::study
