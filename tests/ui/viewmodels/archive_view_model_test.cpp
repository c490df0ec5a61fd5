#include "ui/viewmodels/archive_view_model.h"

#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

namespace limpid::viewmodels {
namespace {

using namespace Qt::StringLiterals;
using network::Found;

Found study(const std::string& uid, int images)
{
  return {.patientName = "Meyer^Anna", .patientId = "7", .studyUid = uid, .images = images};
}

Found series(const std::string& uid, int images)
{
  return {.seriesUid = uid, .images = images};
}

void tick(ArchiveTreeModel& tree, const QModelIndex& index, bool wanted = true)
{
  tree.setData(index, wanted ? Qt::Checked : Qt::Unchecked, Qt::CheckStateRole);
}

struct ArchiveTreeTest : testing::Test
{
  ArchiveTreeTest()
  {
    tree.setStudies({study("1.1", 30), study("1.2", 5)});
    first = tree.index(0, 0);
  }

  ArchiveTreeModel tree;
  QModelIndex first;
};

struct ArchiveViewModelTest : testing::Test
{
  support::TemporaryFolder folder;
  ArchiveViewModel model{network::ArchiveList(folder / "archives.json"), u"/nowhere"_s};
};

} // namespace

TEST_F(ArchiveTreeTest, WantsAWholeStudyThatIsTicked)
{
  EXPECT_TRUE(tree.wanted().empty());
  tick(tree, first);
  ASSERT_EQ(tree.wanted().size(), 1U);
  EXPECT_EQ(tree.wanted()[0].studyUid, "1.1");
  EXPECT_TRUE(tree.wanted()[0].seriesUids.empty()) << "all of them";
  EXPECT_EQ(tree.wantedImages(), 30);
}

TEST_F(ArchiveTreeTest, WantsOnlyTheSeriesThatAreTicked)
{
  tree.setSeries(u"1.1"_s, {series("1.1.1", 10), series("1.1.2", 20)});
  tick(tree, tree.index(1, 0, first));
  EXPECT_EQ(first.data(Qt::CheckStateRole).toInt(), Qt::PartiallyChecked);
  ASSERT_EQ(tree.wanted().size(), 1U);
  EXPECT_EQ(tree.wanted()[0].seriesUids, std::set<std::string>{"1.1.2"});
  EXPECT_EQ(tree.wantedImages(), 20);
  tick(tree, tree.index(0, 0, first));
  EXPECT_EQ(first.data(Qt::CheckStateRole).toInt(), Qt::Checked);
  EXPECT_TRUE(tree.wanted()[0].seriesUids.empty()) << "all of them";
}

TEST_F(ArchiveTreeTest, KeepsATickWhenTheStudyIsOpened)
{
  tick(tree, first);
  EXPECT_EQ(tree.unopenedStudy(first), u"1.1"_s);
  tree.setSeries(u"1.1"_s, {series("1.1.1", 10)});
  EXPECT_TRUE(tree.unopenedStudy(first).isEmpty());
  EXPECT_EQ(tree.index(0, 0, first).data(Qt::CheckStateRole).toInt(), Qt::Checked);
  tick(tree, first, false);
  EXPECT_EQ(tree.index(0, 0, first).data(Qt::CheckStateRole).toInt(), Qt::Unchecked);
  EXPECT_TRUE(tree.wanted().empty());
}

TEST_F(ArchiveTreeTest, SaysNoNumberOfImagesThatTheArchiveDoesNotTell)
{
  Found untold = study("1.3", 0);
  untold.images = std::nullopt;
  tree.setStudies({untold});
  tick(tree, tree.index(0, 0));
  EXPECT_EQ(tree.wantedImages(), std::nullopt);
}

TEST_F(ArchiveTreeTest, WritesNamesAsPeopleDo)
{
  EXPECT_EQ(first.data().toString(), u"Meyer, Anna (7)"_s);
}

TEST_F(ArchiveViewModelTest, KeepsArchivesAndChoosesTheOneThatWasSaved)
{
  EXPECT_FALSE(model.archive());
  EXPECT_EQ(model.save({.name = "clinic", .aeTitle = "A", .host = "h"}, {}), QString());
  EXPECT_EQ(model.save({.name = "ward", .aeTitle = "B", .host = "h"}, {}), QString());
  EXPECT_EQ(model.chosen(), u"ward"_s);
  EXPECT_EQ(model.save({.name = "station", .aeTitle = "B", .host = "h"}, u"ward"_s), QString());
  ASSERT_EQ(model.archives().size(), 2U) << "it was renamed";
  EXPECT_EQ(model.chosen(), u"station"_s);
  model.remove();
  EXPECT_EQ(model.chosen(), u"clinic"_s);
  EXPECT_NE(model.save({.name = "none", .aeTitle = "", .host = "h"}, {}), QString());
}

TEST_F(ArchiveViewModelTest, SaysHowADateIsWrittenBeforeItAsksAnybody)
{
  model.save({.name = "clinic", .aeTitle = "A", .host = "h"}, {});
  model.search({.from = u"31.1.2024"_s});
  EXPECT_FALSE(model.busy());
  EXPECT_TRUE(model.error().contains(u"2024-01-31"_s)) << model.error().toStdString();
}

TEST_F(ArchiveViewModelTest, SaysWhatIsMissingBeforeItFetches)
{
  model.save({.name = "clinic", .aeTitle = "A", .host = "h"}, {});
  EXPECT_EQ(model.obstacle(), u"Tick studies or series."_s);
  model.tree().setStudies({study("1.1", 30)});
  tick(model.tree(), model.tree().index(0, 0));
  EXPECT_EQ(model.obstacle(), QString());
}

} // namespace limpid::viewmodels
