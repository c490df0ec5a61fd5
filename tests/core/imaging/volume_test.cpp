#include "core/imaging/volume.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace limpid::imaging {
namespace {

using testing::HasSubstr;

constexpr std::array<double, 6> axial = {1, 0, 0, 0, 1, 0};
constexpr std::array<double, 6> sagittal = {0, 1, 0, 0, 0, -1};

SliceOfSeries sliceAt(double place, const std::array<double, 6>& orientation = axial)
{
  SliceOfSeries slice{
      .columns = 4, .rows = 3, .plane = {.orientation = orientation, .originMm = {}}};
  const Position normal = normalOf(slice.plane);
  for (std::size_t axis = 0; axis < 3; ++axis)
    slice.plane.originMm[axis] = normal[axis] * place;
  return slice;
}

std::vector<SliceOfSeries> slicesAt(std::initializer_list<double> places,
                                    const std::array<double, 6>& orientation = axial)
{
  std::vector<SliceOfSeries> slices;
  for (const double place : places)
    slices.push_back(sliceAt(place, orientation));
  return slices;
}

std::string refusal(const std::vector<SliceOfSeries>& slices)
{
  const Result<VolumeGrid> grid = volumeGridOf(slices, {1.0, 1.0});
  return grid ? std::string() : grid.error().message;
}

/// The voxel (column, row, slice) has the value 100 slice + 10 row + column.
Volume counted(const std::array<double, 6>& orientation)
{
  const auto grid = volumeGridOf(slicesAt({0.0, 2.0, 4.0, 6.0, 8.0}, orientation), {0.5, 0.25});
  std::vector<Image> images;
  for (int slice = 0; slice < 5; ++slice) {
    Image image{.rows = 3, .columns = 4, .pixels = {}, .spacingMm = {}};
    for (int row = 0; row < 3; ++row)
      for (int column = 0; column < 4; ++column)
        image.pixels.push_back(static_cast<float>(100 * slice + 10 * row + column));
    images.push_back(std::move(image));
  }
  return {*grid, images};
}

} // namespace

TEST(VolumeGrid, OrdersSlicesAlongTheirNormalAndMeasuresTheirStep)
{
  const auto slices = slicesAt({4.0, 0.0, 2.0});
  const Result<VolumeGrid> grid = volumeGridOf(slices, {0.5, 0.25});
  ASSERT_TRUE(grid) << grid.error().message;
  EXPECT_EQ(grid->order, (std::vector<std::size_t>{1, 2, 0}));
  EXPECT_DOUBLE_EQ(grid->stepMm, 2.0);
  EXPECT_EQ(grid->first.originMm, (Position{0.0, 0.0, 0.0}));
}

TEST(VolumeGrid, BearsPlacesThatAreRoundedInTheirHeaders)
{
  EXPECT_EQ(refusal(slicesAt({0.0, 0.6, 1.3, 1.9, 2.5, 3.1})), "");
}

TEST(VolumeGrid, IsRefusedWithAReasonWhereSlicesAreNoVolume)
{
  EXPECT_THAT(refusal(slicesAt({0.0, 1.0})), HasSubstr("three slices at least"));
  EXPECT_THAT(refusal(slicesAt({0.0, 1.0, 2.0, 4.0})), HasSubstr("1 to 2 mm apart"));
  EXPECT_THAT(refusal(slicesAt({0.0, 1.0, 1.0, 2.0})), HasSubstr("one place"));
  auto slices = slicesAt({0.0, 1.0, 2.0});
  slices[1].rows = 5;
  EXPECT_THAT(refusal(slices), HasSubstr("several sizes"));
  slices[1] = sliceAt(1.0, sagittal);
  EXPECT_THAT(refusal(slices), HasSubstr("several directions"));
  slices = slicesAt({0.0, 1.0, 2.0});
  slices[1].plane.originMm[1] = 0.2;
  slices[2].plane.originMm[1] = 0.4;
  EXPECT_THAT(refusal(slices), HasSubstr("tilted gantry"));
  EXPECT_FALSE(volumeGridOf(slicesAt({0.0, 1.0, 2.0}), {0.0, 0.0}));
}

TEST(Volume, ShowsAnAxialScanInThreeSectionsWithTheHeadOnTop)
{
  const Volume volume = counted(axial);
  const Voxel place = {1, 2, 3};
  EXPECT_EQ(volume.at(place), 321.0F);
  EXPECT_EQ(volume.positionMm(place), (Position{0.25, 1.0, 6.0}));

  const Image flat = volume.sectionAt(Section::Axial, place);
  EXPECT_EQ(flat.rows, 3);
  EXPECT_EQ(flat.columns, 4);
  EXPECT_EQ(flat.at(2, 1), 321.0F);
  EXPECT_EQ(*flat.spacingMm, (std::array{0.5, 0.25}));

  const Image upright = volume.sectionAt(Section::Coronal, place);
  EXPECT_EQ(upright.rows, 5);
  EXPECT_EQ(upright.columns, 4);
  EXPECT_EQ(upright.at(0, 1), 421.0F) << "the slice nearest to the head is on top";
  EXPECT_EQ(upright.at(1, 1), 321.0F);
  EXPECT_EQ(*upright.spacingMm, (std::array{2.0, 0.25}));
  EXPECT_EQ(volume.pixelOf(Section::Coronal, place), (std::array{1, 1}));

  const Image side = volume.sectionAt(Section::Sagittal, place);
  EXPECT_EQ(side.columns, 3);
  EXPECT_EQ(side.at(1, 2), 321.0F);
  const EdgeLetters letters = edgeLetters(volume.planeOf(Section::Sagittal, place));
  EXPECT_EQ(letters.left + letters.right + letters.top + letters.bottom, "APHF");
  EXPECT_EQ(volume.countOf(Section::Axial), 5);
  EXPECT_EQ(volume.countOf(Section::Coronal), 3);
  EXPECT_EQ(volume.countOf(Section::Sagittal), 4);
}

TEST(Volume, NamesSectionsByThePatientWhateverWayItWasScanned)
{
  const Volume volume = counted(sagittal);
  const Voxel place = {1, 2, 3};
  for (const Section section : {Section::Axial, Section::Coronal, Section::Sagittal}) {
    const auto [row, column] = volume.pixelOf(section, place);
    EXPECT_EQ(volume.sectionAt(section, place).at(row, column), 321.0F);
    EXPECT_EQ(volume.voxelOf(section, place, row, column), place);
    const ImagePlane plane = volume.planeOf(section, place);
    const Image image = volume.sectionAt(section, place);
    const Position position = positionMm(plane, *image.spacingMm, row, column);
    for (std::size_t axis = 0; axis < 3; ++axis)
      EXPECT_NEAR(position[axis], volume.positionMm(place)[axis], 1e-9);
  }
  EXPECT_EQ(volume.countOf(Section::Sagittal), 5);
  const EdgeLetters letters = edgeLetters(volume.planeOf(Section::Axial, place));
  EXPECT_EQ(letters.left + letters.right + letters.top + letters.bottom, "RLAP");
}

TEST(Volume, StopsAtItsLastSection)
{
  const Volume volume = counted(axial);
  EXPECT_EQ(volume.stepped(Section::Axial, {1, 1, 3}, 5), (Voxel{1, 1, 4}));
  EXPECT_EQ(volume.stepped(Section::Sagittal, {1, 1, 3}, -5), (Voxel{0, 1, 3}));
}

TEST(ImagePlane, TellsWhereAPixelLiesAndWhichPixelAPlaceFallsOn)
{
  const ImagePlane plane{.orientation = sagittal, .originMm = {10.0, -20.0, 30.0}};
  const Position position = positionMm(plane, {2.0, 0.5}, 3.0, 4.0);
  EXPECT_EQ(position, (Position{10.0, -18.0, 24.0}));
  const PlanePoint point = planePointOf(plane, {2.0, 0.5}, {12.0, -18.0, 24.0});
  EXPECT_DOUBLE_EQ(point.row, 3.0);
  EXPECT_DOUBLE_EQ(point.column, 4.0);
  EXPECT_DOUBLE_EQ(std::abs(point.distanceMm), 2.0);
}

TEST(ImagePlane, NamesObliqueDirectionsByTheirStrongestPartFirst)
{
  EXPECT_EQ(directionLetters({-0.9, 0.4, 0.1}), "RP");
  EXPECT_EQ(directionLetters({0.0, 0.0, 1.0}), "H");
  EXPECT_EQ(directionLetters({0.2, -0.98, 0.0}), "A");
}

} // namespace limpid::imaging
