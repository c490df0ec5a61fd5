#include "ui/pages/sheet_layout.h"

#include <gtest/gtest.h>

namespace limpid::pages {
namespace {

using viewmodels::SheetArrangement;
using viewmodels::SheetGroup;

constexpr SheetLayout::Measures fiveColumns = {.width = 5 * 108 + 8, .tile = {100, 140}};

/// Two groups with headings: stacks of 4 and 1 images, and eight stacks of one.
SheetArrangement twoGroups()
{
  SheetArrangement arrangement;
  arrangement.stacked = true;
  arrangement.groups.push_back(
      {QStringLiteral("P001"), {{"1.1", {0, 1, 2, 3}, 4}, {"1.2", {4}, 1}}, 5});
  SheetGroup second{QStringLiteral("P002"), {}, 8};
  for (int row = 5; row < 13; ++row)
    second.stacks.push_back({"2." + std::to_string(row), {row}, 1});
  arrangement.groups.push_back(second);
  for (int row = 0; row < 13; ++row)
    arrangement.rows.push_back(row);
  return arrangement;
}

} // namespace

TEST(SheetLayout, LaysTilesInLinesUnderTheirHeadings)
{
  SheetLayout layout;
  layout.build(twoGroups(), {}, fiveColumns);
  ASSERT_EQ(layout.count(), 2 + 2 + 8);
  EXPECT_EQ(layout.columns(), 5);
  EXPECT_EQ(layout.tile(0).kind, SheetTile::Kind::Heading);
  EXPECT_EQ(layout.tile(1).kind, SheetTile::Kind::Stack);
  EXPECT_EQ(layout.tile(2).kind, SheetTile::Kind::Image) << "a stack of one is an image";
  EXPECT_EQ(layout.tile(1).place.top(), layout.tile(2).place.top());
  EXPECT_GT(layout.tile(9).place.top(), layout.tile(8).place.top()) << "the sixth of five columns";
  EXPECT_GT(layout.height(), layout.tile(11).place.bottom());
}

TEST(SheetLayout, AnOpenStackIsFollowedByItsImages)
{
  SheetLayout layout;
  layout.build(twoGroups(), {"1.1"}, fiveColumns);
  EXPECT_EQ(layout.count(), 2 + 2 + 4 + 8);
  EXPECT_TRUE(layout.tile(2).inOpenStack);
  EXPECT_EQ(layout.tile(layout.tileOf(3)).row, 3) << "each image has its own tile now";
  layout.build(twoGroups(), {}, fiveColumns);
  EXPECT_EQ(layout.tile(layout.tileOf(3)).kind, SheetTile::Kind::Stack);
}

TEST(SheetLayout, FindsWhatIsInSightWithoutLookingAtTheRest)
{
  SheetLayout layout;
  layout.build(twoGroups(), {}, fiveColumns);
  const QRect last = layout.tile(11).place;
  const auto [first, end] = layout.between(last.top(), last.bottom());
  EXPECT_EQ(end, 12);
  EXPECT_EQ(first, 9) << "three tiles in the last line";
  EXPECT_EQ(layout.tileAt(last.center()), 11);
  EXPECT_EQ(layout.tileAt(last.bottomRight() + QPoint(4, 0)), -1);
  EXPECT_EQ(layout.tilesWithin(QRect(0, 0, fiveColumns.width, layout.height())).size(), 10U)
      << "headings aren't selected";
}

TEST(SheetLayout, ArrowsStepOverHeadingsAndKeepTheColumn)
{
  SheetLayout layout;
  layout.build(twoGroups(), {}, fiveColumns);
  EXPECT_EQ(layout.first(), 1);
  EXPECT_EQ(layout.along(2, 1), 4) << "over the heading of the second group";
  EXPECT_EQ(layout.along(4, -1), 2);
  EXPECT_EQ(layout.acrossLines(2, 1), 5) << "the second column of the next line";
  EXPECT_EQ(layout.acrossLines(5, 1), 10);
  EXPECT_EQ(layout.acrossLines(8, 1), 11) << "the nearest of a shorter line";
  EXPECT_EQ(layout.acrossLines(10, 1), 10) << "there is no further line";
  EXPECT_EQ(layout.acrossLines(10, -9), 2);
}

} // namespace limpid::pages
