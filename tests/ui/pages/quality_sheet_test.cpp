#include "ui/pages/quality_sheet.h"

#include "tests/support/gui_events.h"
#include "tests/support/sheet_story.h"
#include "ui/rendering/curve_chart.h"
#include "ui/viewmodels/paths.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

namespace limpid::pages {
namespace {

using namespace Qt::StringLiterals;
using support::waitUntil;
using viewmodels::SheetGrouping;
using viewmodels::SheetState;

struct QualitySheetTest : support::SheetStory
{
  QString counted() { return story.see<QLabel>(u"quality.count"_s)->text(); }

  /// Noise of an image, by which the brush is checked.
  double noiseOf(int row) { return quality().images().image(row).quality.at("noise").value; }
};

} // namespace

TEST_F(QualitySheetTest, TableAndSheetShareTheSelection)
{
  testing::click(*sheet->viewport(), sheet->tileRect(1).center());
  ASSERT_EQ(quality().selection().size(), 6U);
  story.click(u"quality.asTable"_s);
  auto* table = story.see<QTableView>(u"quality.table"_s);
  ASSERT_TRUE(waitUntil([&] { return table->isVisible(); }));
  EXPECT_EQ(table->selectionModel()->selectedRows().size(), 6);
  story.selectRow(u"quality.table"_s, 3);
  EXPECT_EQ(quality().selection(), std::vector<int>{3});
  story.click(u"quality.asTable"_s);
  testing::pressKey(*sheet, Qt::Key_Plus); // the current tile is the stack of row 3
  EXPECT_EQ(tiles(), 4 + 6);
  EXPECT_EQ(quality().selection(), std::vector<int>{3});
}

TEST_F(QualitySheetTest, ItsControlsTakeASecondLineWhereOneHasNoRoomForTheirWords)
{
  story.window().resize(1280, 800);
  auto* sort = story.see<QComboBox>(u"quality.sort"_s);
  auto* search = story.see<QLineEdit>(u"quality.search"_s);
  const auto onOneLine = [&] { return std::abs(sort->y() - search->y()) < sort->height() / 2; };
  ASSERT_TRUE(waitUntil(onOneLine));
  const int wholeWords = sort->minimumSizeHint().width();
  story.click(u"quality.advanced"_s);
  EXPECT_TRUE(waitUntil([&] { return !onOneLine(); }));
  EXPECT_GE(sort->width(), wholeWords) << "the drawer leaves the sheet a third of the window";
  story.click(u"quality.advanced"_s);
  EXPECT_TRUE(waitUntil(onOneLine));
  EXPECT_GE(sort->width(), wholeWords);
}

TEST_F(QualitySheetTest, AClickOnAControlLeavesTheKeyboardWithTheImages)
{
  for (const char* const name :
       {"quality.later", "quality.copyPrevious", "quality.confidence", "quality.level",
        "quality.accept", "quality.drop", "quality.value.motion", "quality.sort", "quality.filter",
        "quality.tileSize", "quality.leaveOut", "quality.measure", "quality.raters"})
    EXPECT_EQ(story.see<QWidget>(QString::fromLatin1(name))->focusPolicy(), Qt::TabFocus) << name;
  EXPECT_EQ(story.see<QWidget>(u"quality.comment"_s)->focusPolicy(), Qt::StrongFocus);
}

TEST_F(QualitySheetTest, AWheelOverTheEditorChangesNoValue)
{
  quality().setSelection({0});
  testing::pressKey(*sheet, Qt::Key_2);
  quality().finish();
  const risk::QualityVector before = quality().images().image(0).quality;
  ASSERT_EQ(before.at("motion").value, 2.0);
  for (const char* const name :
       {"quality.value.motion", "quality.value.noise", "quality.confidence", "quality.level"}) {
    auto* field = story.see<QWidget>(QString::fromLatin1(name));
    testing::turnWheel(*field, QRectF(field->rect()).center(), -1);
    testing::turnWheel(*field, QRectF(field->rect()).center(), 2);
  }
  quality().finish();
  EXPECT_EQ(quality().images().image(0).quality.at("motion").value, 2.0);
  EXPECT_EQ(quality().images().image(0).quality.at("noise").value, before.at("noise").value);
  EXPECT_TRUE(quality().images().image(0).remarks.empty());
  EXPECT_EQ(story.see<QComboBox>(u"quality.level"_s)->currentIndex(), 0);
}

TEST_F(QualitySheetTest, GroupsBySeriesByPatientAndNotAtAll)
{
  EXPECT_EQ(tiles(), 4);
  story.choose(u"quality.groupBy"_s, static_cast<int>(SheetGrouping::Patient));
  EXPECT_EQ(tiles(), 4 + 4) << "each patient has a heading";
  story.choose(u"quality.groupBy"_s, static_cast<int>(SheetGrouping::None));
  EXPECT_EQ(tiles(), 24);
}

TEST_F(QualitySheetTest, SearchAndFiltersNarrowSheetAndTableTogether)
{
  const QString patient = QString::fromStdString(quality().images().image(0).patient);
  auto* search = story.see<QLineEdit>(u"quality.search"_s);
  search->setFocus();
  QKeyEvent typed(QEvent::KeyPress, 0, Qt::NoModifier, patient);
  QCoreApplication::sendEvent(search, &typed);
  EXPECT_EQ(tiles(), 1);
  EXPECT_TRUE(counted().contains(u"6"_s)) << counted().toStdString();
  EXPECT_EQ(story.see<QTableView>(u"quality.table"_s)->model()->rowCount(), 6);
  search->clear();
  EXPECT_EQ(tiles(), 4);
}

TEST_F(QualitySheetTest, ARatedImageIsFoundByItsStateAndTheChipTakesTheFilterAway)
{
  quality().setSelection({2, 9});
  quality().rate(u"motion"_s, 2);
  quality().finish();
  story.click(u"quality.filter"_s);
  story.choose(u"quality.filterState"_s, static_cast<int>(SheetState::Rated));
  EXPECT_EQ(tiles(), 2);
  story.see<QWidget>(u"quality.filterPanel"_s)->close();
  story.click(u"quality.filterChip.%1"_s.arg(static_cast<int>(viewmodels::SheetFilter::State)));
  EXPECT_EQ(tiles(), 4);
}

TEST_F(QualitySheetTest, ARangeOfWhatColoursTheImagesIsAFilter)
{
  quality().setSelection({0, 1, 2});
  quality().rate(u"motion"_s, 3);
  quality().setSelection({7});
  quality().rate(u"motion"_s, 1);
  quality().finish();
  story.choose(u"quality.colourBy"_s, u"motion"_s);
  story.click(u"quality.filter"_s);
  story.choose(u"quality.filterLow"_s, 2.0);
  story.see<QWidget>(u"quality.filterPanel"_s)->close();
  EXPECT_EQ(tiles(), 1);
  EXPECT_TRUE(counted().contains(u"3 of 24"_s)) << counted().toStdString();
}

TEST_F(QualitySheetTest, RemembersForEachProjectHowItsImagesAreLookedAt)
{
  const auto chosen = [this](const QString& name) {
    return story.see<QComboBox>(name)->currentData();
  };
  const QVariant worstFirst = static_cast<int>(viewmodels::SheetOrder::WorstFirst);
  const QVariant byPatient = static_cast<int>(SheetGrouping::Patient);
  const QString chip =
      u"quality.filterChip.%1"_s.arg(static_cast<int>(viewmodels::SheetFilter::State));
  story.choose(u"quality.colourBy"_s, u"motion"_s);
  story.choose(u"quality.sort"_s, worstFirst);
  story.choose(u"quality.groupBy"_s, byPatient);
  story.click(u"quality.filter"_s);
  story.choose(u"quality.filterState"_s, static_cast<int>(SheetState::Unrated));
  story.see<QWidget>(u"quality.filterPanel"_s)->close();
  sheet->setTileEdge(144);
  story.see<QLineEdit>(u"quality.search"_s)->setText(u"a search"_s);

  story.closeWindow();
  story.openWindow(); // with the project that was open
  showQuality();
  EXPECT_EQ(chosen(u"quality.colourBy"_s), u"motion"_s);
  EXPECT_EQ(chosen(u"quality.sort"_s), worstFirst);
  EXPECT_EQ(chosen(u"quality.groupBy"_s), byPatient);
  EXPECT_NE(story.see<QWidget>(chip), nullptr);
  EXPECT_EQ(sheet->tileEdge(), 144);
  EXPECT_TRUE(story.see<QLineEdit>(u"quality.search"_s)->text().isEmpty());
  EXPECT_EQ(tiles(), 4 + 4) << "four stacks under the names of their patients";

  story.work().project.create(viewmodels::toQString(place.folder() / "another"));
  ASSERT_TRUE(waitUntil([&] { return quality().images().rowCount() == 0; }));
  EXPECT_NE(chosen(u"quality.sort"_s), worstFirst) << "another project, another look";
  EXPECT_EQ(sheet->tileEdge(), viewmodels::SheetSettings::usualTileEdge);
  story.work().project.open(place.project());
  showQuality();
  EXPECT_EQ(chosen(u"quality.sort"_s), worstFirst);
  EXPECT_EQ(sheet->tileEdge(), 144);
}

TEST_F(QualitySheetTest, TheBrushSelectsTheImagesOfTheBarsItTouches)
{
  auto* chart = story.see<rendering::CurveChart>(u"quality.histogram"_s);
  ASSERT_TRUE(waitUntil([&] { return chart->toWidget({0.0, 0.0}).has_value(); }));
  double most = 0.0;
  for (int row = 0; row < 24; ++row)
    most = std::max(most, noiseOf(row));
  const QPointF from = *chart->toWidget({most * 0.4, 0.0}) - QPointF(0, 10);
  const QPointF to = *chart->toWidget({most * 0.999, 0.0}) - QPointF(0, 10);
  testing::drag(*chart, from, to, Qt::LeftButton);
  ASSERT_FALSE(quality().selection().empty());
  std::vector<bool> isSelected(24, false);
  for (const int row : quality().selection())
    isSelected[static_cast<std::size_t>(row)] = true;
  for (int row = 0; row < 24; ++row) {
    const bool isIn = isSelected[static_cast<std::size_t>(row)];
    EXPECT_TRUE(isIn || noiseOf(row) <= most * 0.46) << noiseOf(row); // a bar is a 24th wide
    EXPECT_TRUE(!isIn || noiseOf(row) >= most * 0.35) << noiseOf(row);
  }
  const QPointF outside = *chart->toWidget({most * 0.02, 0.0}) - QPointF(0, 10);
  testing::click(*chart, outside);
  EXPECT_TRUE(quality().selection().empty()) << "a click beside what is brushed lets go of it";
}

TEST_F(QualitySheetTest, ASecondDragTakesThePlaceOfTheFirst)
{
  auto* chart = story.see<rendering::CurveChart>(u"quality.histogram"_s);
  ASSERT_TRUE(waitUntil([&] { return chart->toWidget({0.0, 0.0}).has_value(); }));
  const QRectF area = chart->plotArea();
  testing::drag(*chart, area.topLeft() + QPointF(2, 5), area.topRight() + QPointF(-2, 5),
                Qt::LeftButton);
  EXPECT_EQ(quality().selection().size(), 24U);
  testing::drag(*chart, area.topLeft() + QPointF(area.width() * 0.8, 5),
                area.topRight() + QPointF(-2, 5), Qt::LeftButton);
  EXPECT_LT(quality().selection().size(), 24U);
  EXPECT_FALSE(quality().selection().empty());
}

TEST_F(QualitySheetTest, TheSheetIsDrawnInBothThemes)
{
  quality().setSelection({0, 1, 2});
  quality().rate(u"motion"_s, 3);
  quality().finish();
  const QImage dark = testing::screenshot(story.window(), u"quality_sheet_dark"_s);
  story.click(u"topBar.theme"_s);
  const QImage light = testing::screenshot(story.window(), u"quality_sheet_light"_s);
  const QPoint background = sheet->mapTo(&story.window(), QPoint(2, 2));
  EXPECT_GT(qGray(light.pixel(background)), qGray(dark.pixel(background)) + 100);
}

} // namespace limpid::pages
