#include "core/preparation/picture_dataset.h"

#include "core/base/atomic_file.h"
#include "core/dataset/frozen_dataset.h"
#include "core/imaging/png.h"
#include "tests/support/shared_data.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

namespace limpid::preparation {
namespace {

void writeGrey(const std::filesystem::path& path, float value)
{
  imaging::Image image;
  image.rows = image.columns = 8;
  image.pixels.assign(64, value);
  ASSERT_TRUE(makeFolder(path.parent_path()));
  ASSERT_TRUE(imaging::writePng(path, image, {0.0, 255.0}));
}

TEST(PictureDataset, TakesFoldersAsGroupsAndKeepsAShareOfEachAside)
{
  const support::TemporaryFolder folder;
  for (int index = 0; index < 10; ++index) {
    writeGrey(folder / "in" / "Chest" / (std::to_string(index) + ".png"), 0.0F);
    writeGrey(folder / "in" / "Head" / (std::to_string(index) + ".png"), 255.0F);
  }
  const auto report = freezePictures({folder / "in", 4, 0.2, 1}, folder / "out");
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->groups, (std::vector<std::string>{"Chest", "Head"}));
  EXPECT_EQ(report->heldOutImages, 4);
  const auto data = dataset::FrozenDataset::open(report->path);
  ASSERT_TRUE(data);
  EXPECT_EQ(data->rows(), 4);
  int heads = 0;
  for (std::int64_t image = 0; image < data->size(); ++image) {
    EXPECT_EQ(data->image(image)[3], data->label(image) == 0 ? -1.0F : 1.0F);
    heads += data->heldOut(image) && data->label(image) == 1 ? 1 : 0;
  }
  EXPECT_EQ(heads, 2);
}

TEST(PictureDataset, AddsNoiseOfALawToTrainOn)
{
  const support::TemporaryFolder folder;
  for (int index = 0; index < 10; ++index)
    writeGrey(folder / "in" / (std::to_string(index) + ".png"), 100.0F);
  dataset::AddedNoise noise;
  noise.cleanShare = 0.25;
  noise.levels = {0.3};
  noise.law = "laplace";
  const auto report = freezePicturesWithNoise({folder / "in", 8, 0.2, 1}, noise, folder / "out");
  ASSERT_TRUE(report) << report.error().message;
  const auto data = dataset::FrozenDataset::open(report->path);
  ASSERT_TRUE(data);
  EXPECT_EQ(data->digest(), report->digest);
  EXPECT_EQ(data->document().at("preparation").at("noiseLaw"), "laplace");
  int noisy = 0;
  for (const std::int64_t index : data->trainingIndices())
    noisy += data->risk(index).noise > 0.0 ? 1 : 0;
  EXPECT_EQ(noisy, 6); // of 8
}

TEST(PictureDataset, RefusesWhatIsNoPicture)
{
  const support::TemporaryFolder folder;
  ASSERT_TRUE(makeFolder(folder / "in"));
  ASSERT_TRUE(writeFileAtomically(folder / "in" / "a.png", "no picture"));
  EXPECT_EQ(freezePictures({folder / "in"}, folder / "out").error().code, ErrorCode::BadInput);
  EXPECT_EQ(freezePictures({folder / "in" / "a.png"}, folder / "out").error().code,
            ErrorCode::BadInput);
}

TEST(PictureDataset, ReadsAnArchiveOfNumPyWithTheSplitOfThoseWhoMadeIt)
{
  LIMPID_SHARED_PATH(archive, "images/pneumoniamnist/pneumoniamnist.npz");
  const support::TemporaryFolder folder;
  const auto report = freezePictures({archive}, folder / "out");
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->images, 3882 + 524 + 624);
  EXPECT_EQ(report->heldOutImages, 524 + 624);
  EXPECT_EQ(report->groups.size(), 2U);
}

} // namespace
} // namespace limpid::preparation
