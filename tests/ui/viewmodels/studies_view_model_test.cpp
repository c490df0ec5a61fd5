#include "ui/viewmodels/studies_view_model.h"

#include "core/study/project.h"
#include "tests/ui/viewmodels/small_project.h"
#include "ui/viewmodels/paths.h"

#include <gtest/gtest.h>

#include <fstream>

namespace limpid::viewmodels {
namespace {

struct StudiesViewModelTest : testing::Test
{
  support::SmallProject place;
  WorkerClient worker{support::SmallProject::noPrograms()};
  StudiesViewModel model{worker, place.settings()};
};

} // namespace

TEST_F(StudiesViewModelTest, StartsEmptyWithANewProject)
{
  EXPECT_EQ(model.state(), StudiesViewModel::State::NoProject);
  model.setProject(place.project());
  EXPECT_EQ(model.state(), StudiesViewModel::State::Loading);
  model.finish();
  EXPECT_EQ(model.state(), StudiesViewModel::State::Empty);
}

TEST_F(StudiesViewModelTest, ScansAFolderAndPreselectsTheLargestKind)
{
  model.setProject(place.project());
  model.add({place.study()});
  EXPECT_EQ(model.state(), StudiesViewModel::State::Scanning);
  model.finish();
  ASSERT_EQ(model.state(), StudiesViewModel::State::Ready);
  ASSERT_FALSE(model.kinds().empty());
  EXPECT_EQ(model.kind(), QString::fromStdString(model.kinds().front().id));
  EXPECT_EQ(model.kinds().front().images, 24);
  EXPECT_EQ(model.tree().rowCount({}), 4) << "one node a patient";
  EXPECT_TRUE(model.message().contains(QStringLiteral("24"))) << model.message().toStdString();
}

TEST_F(StudiesViewModelTest, TakesInWhatWaitedForItsProjectAndForNoOther)
{
  const QString other = place.project();
  const QString awaited = QString::fromStdString((place.folder() / "later").string());
  ASSERT_TRUE(study::Project::create(toPath(awaited)));
  model.addWhenOpened(awaited + u'/', {place.study()});
  model.setProject(awaited);
  EXPECT_EQ(model.state(), StudiesViewModel::State::Scanning);
  model.finish();
  EXPECT_EQ(model.state(), StudiesViewModel::State::Ready);

  model.addWhenOpened(awaited, {place.study()});
  model.setProject(other);
  model.finish();
  EXPECT_EQ(model.state(), StudiesViewModel::State::Empty);
  model.setProject(awaited);
  EXPECT_EQ(model.state(), StudiesViewModel::State::Loading) << "forgotten";
  model.finish();
}

TEST_F(StudiesViewModelTest, HidesIdentityUntilItIsAskedFor)
{
  model.setProject(place.filledProject());
  model.finish();
  const QModelIndex patient = model.tree().index(0, 0, {});
  const QString hidden = patient.data(Qt::DisplayRole).toString();
  EXPECT_TRUE(hidden.startsWith(u'P')) << hidden.toStdString();
  model.setIdentityShown(true);
  EXPECT_NE(patient.data(Qt::DisplayRole).toString(), hidden);
}

TEST_F(StudiesViewModelTest, ListsABrokenFileWithItsReasonAndKeepsTheOthers)
{
  const auto broken = place.folder() / "study" / "broken.dcm";
  std::ofstream(broken) << std::string(128, '\0') << "DICM and then nothing that makes sense";
  model.setProject(place.project());
  model.add({place.study()});
  model.finish();
  const auto& skipped = model.skipped();
  const auto found = std::find_if(skipped.begin(), skipped.end(),
                                  [&](const auto& one) { return one.file == broken; });
  ASSERT_NE(found, skipped.end());
  EXPECT_FALSE(found->reason.empty());
  EXPECT_FALSE(model.skippedSentence().isEmpty());
  EXPECT_EQ(model.state(), StudiesViewModel::State::Ready);
}

TEST_F(StudiesViewModelTest, RemembersTheChosenKindOfEachProject)
{
  model.setProject(place.filledProject());
  model.finish();
  const QString kind = model.kind();
  model.chooseKind(QStringLiteral("nothing like it"));
  model.chooseKind(kind);
  StudiesViewModel later(worker, place.settings());
  later.setProject(place.project());
  EXPECT_EQ(later.kind(), kind) << "before the library was even read";
  later.finish();
}

TEST_F(StudiesViewModelTest, CancelKeepsWhatWasAdded)
{
  model.setProject(place.project());
  model.add({place.study()});
  model.cancel();
  model.finish();
  EXPECT_NE(model.state(), StudiesViewModel::State::Scanning);
  EXPECT_TRUE(model.error().isEmpty()) << model.error().toStdString();
}

TEST_F(StudiesViewModelTest, ShowsNothingOfTheProjectThatWasClosedMeanwhile)
{
  const QString filled = place.filledProject();
  const QString other = QString::fromStdString((place.folder() / "other").string());
  ASSERT_TRUE(study::Project::create(toPath(other)));
  QStringList chosen;
  QObject::connect(&model, &StudiesViewModel::kindChosen, &model,
                   [&chosen](const QString& kind) { chosen.append(kind); });
  model.setProject(filled);
  model.setProject(other);
  model.finish();
  EXPECT_EQ(chosen, QStringList{QString()}) << chosen.join(u';').toStdString();
  EXPECT_EQ(model.state(), StudiesViewModel::State::Empty);
}

TEST_F(StudiesViewModelTest, AScanOfTheProjectThatWasClosedIsNotGoingOnInTheNext)
{
  const QString other = QString::fromStdString((place.folder() / "other").string());
  ASSERT_TRUE(study::Project::create(toPath(other)));
  model.setProject(place.project());
  model.add({place.study()});
  model.setProject(other);
  EXPECT_EQ(model.state(), StudiesViewModel::State::Loading);
  model.finish();
  EXPECT_EQ(model.state(), StudiesViewModel::State::Empty);
}

TEST_F(StudiesViewModelTest, ShowsOnlyWhatTheLastOfManyKeysFound)
{
  model.setProject(place.filledProject());
  model.finish();
  int shown = 0;
  QObject::connect(&model, &StudiesViewModel::kindChosen, &model, [&shown] { ++shown; });
  for (const char* const text : {"n", "no", "not", "noth", "nothing"})
    model.search(QString::fromLatin1(text));
  model.finish();
  EXPECT_EQ(shown, 1);
  EXPECT_EQ(model.tree().rowCount({}), 0);
}

} // namespace limpid::viewmodels
