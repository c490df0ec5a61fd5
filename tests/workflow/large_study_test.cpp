#include "tests/support/window_story.h"
#include "tests/ui/viewmodels/small_project.h"
#include "ui/viewmodels/paths.h"

#include <gtest/gtest.h>

#include <QHeaderView>
#include <QTableView>

namespace limpid::workflow {
namespace {

using namespace Qt::StringLiterals;
using support::waitUntil;
using viewmodels::toPath;

constexpr int patients = 50;
constexpr int slices = 40;
constexpr std::chrono::seconds patience(240);

viewmodels::Programs builtPrograms()
{
  const QString folder = QStringLiteral(LIMPID_BINARY_DIR) + u"/bin/"_s;
  return {folder + u"limpid-cli"_s, folder + u"limpid-engine"_s};
}

} // namespace

/// With LIMPID_WATCHDOG it tells what held the window up on the way.
TEST(LargeStudy, OfTwoThousandImagesIsHandledAsAWhole)
{
  const support::SmallProject place(patients, slices, 16);
  support::WindowStory story(place.folder(), builtPrograms());
  story.settings().setValue(u"researchNoticeAccepted"_s, true);
  story.openWindow();
  auto& work = story.work();
  work.project.open(place.project());
  ASSERT_TRUE(waitUntil([&] { return work.project.folder() == place.project(); }, patience));
  story.click(u"studies.addFirst"_s);
  story.pick(u"studies.addDialog"_s, toPath(place.study()));
  ASSERT_TRUE(waitUntil([&] { return story.enabled(u"studies.primary"_s); }, patience));
  story.type(u"studies.search"_s, u"head"_s);
  story.click(u"studies.primary"_s);
  story.click(u"quality.import"_s);
  story.pick(u"quality.importDialog"_s, toPath(place.risks()));
  story.click(u"tableImport.import"_s);
  ASSERT_TRUE(waitUntil(
      [&] { return !work.quality.busy() && work.quality.imagesWithNoise() == patients * slices; },
      patience));

  story.click(u"quality.asTable"_s);
  auto* table = story.see<QTableView>(u"quality.table"_s);
  table->sortByColumn(viewmodels::ImageTableModel::NoiseColumn, Qt::DescendingOrder);
  for (int page = 0; page < 20; ++page)
    story.press(u"quality.table"_s, Qt::Key_PageDown);
  table->sortByColumn(viewmodels::ImageTableModel::FixedColumns, Qt::AscendingOrder);
  table->selectAll();
  EXPECT_EQ(work.quality.selection().size(), static_cast<std::size_t>(patients * slices));
  story.press(u"quality.table"_s, Qt::Key_2);
  EXPECT_EQ(work.quality.selectedValue(u"motion"_s), std::nullopt) << "so many are asked for first";
  story.click(u"quality.accept"_s);
  EXPECT_EQ(work.quality.images().image(0).quality.at("motion").value, 2.0);
  ASSERT_TRUE(waitUntil([&] { return !work.quality.busy(); }, patience));
  story.click(u"topBar.undo"_s);
  ASSERT_TRUE(waitUntil([&] { return !work.quality.busy(); }, patience));
  EXPECT_FALSE(work.quality.images().image(0).quality.contains("motion"));

  story.click(u"quality.primary"_s);
  ASSERT_TRUE(waitUntil([&] { return story.enabled(u"plan.primary"_s); }, patience));
  for (int step = 0; step < 10; ++step)
    story.press(u"plan.risk"_s, Qt::Key_PageUp);
  EXPECT_EQ(work.plan.data().images, patients * slices);
  EXPECT_EQ(static_cast<int>(work.plan.data().risks.size()), patients * slices);
}

} // namespace limpid::workflow
