#include "ui/viewmodels/project_view_model.h"

#include "tests/support/temporary_folder.h"
#include "ui/viewmodels/paths.h"

#include <gtest/gtest.h>

#include <fstream>

namespace limpid::viewmodels {
namespace {

struct ProjectViewModelTest : testing::Test
{
  support::TemporaryFolder folder;
  QSettings settings{toQString(folder / "settings.ini"), QSettings::IniFormat};
};

} // namespace

TEST_F(ProjectViewModelTest, MakesAProjectAndRemembersIt)
{
  {
    ProjectViewModel model(settings);
    model.create(toQString(folder / "head study"));
    EXPECT_EQ(model.state(), ProjectViewModel::State::Opening);
    model.jobs().finish();
    EXPECT_EQ(model.state(), ProjectViewModel::State::Open);
    EXPECT_EQ(model.name(), QStringLiteral("head study"));
  }
  ProjectViewModel later(settings);
  later.openLast();
  later.jobs().finish();
  EXPECT_EQ(later.folder(), toQString(folder / "head study"));
}

TEST_F(ProjectViewModelTest, SaysWhyAFolderWithoutRightsCannotHoldAProject)
{
  std::ofstream(folder / "file") << "a file is no place for a folder"; // holds for root as well
  ProjectViewModel model(settings);
  model.create(toQString(folder / "file" / "project"));
  model.jobs().finish();
  EXPECT_EQ(model.state(), ProjectViewModel::State::None);
  EXPECT_TRUE(model.message().contains(toQString(folder / "file")))
      << model.message().toStdString();
  EXPECT_TRUE(model.recent().isEmpty());
}

TEST_F(ProjectViewModelTest, KeepsTheOpenProjectWhenAnotherCannotBeOpened)
{
  ProjectViewModel model(settings);
  model.create(toQString(folder / "first"));
  model.jobs().finish();
  model.open(toQString(folder / "missing"));
  model.jobs().finish();
  EXPECT_EQ(model.state(), ProjectViewModel::State::Open);
  EXPECT_EQ(model.name(), QStringLiteral("first"));
  EXPECT_FALSE(model.message().isEmpty());
}

TEST_F(ProjectViewModelTest, SuggestsAFolderThatIsNotThereYet)
{
  const QString first = ProjectViewModel::suggestedFolder(toQString(folder.path()));
  EXPECT_FALSE(QFileInfo::exists(first));
  EXPECT_EQ(QFileInfo(first).path(), toQString(folder.path()));
  ASSERT_TRUE(QDir().mkpath(first));
  const QString second = ProjectViewModel::suggestedFolder(toQString(folder.path()));
  EXPECT_NE(second, first);
  EXPECT_FALSE(QFileInfo::exists(second));
  EXPECT_EQ(ProjectViewModel::suggestedFolder(toQString(folder / "missing")),
            ProjectViewModel::suggestedFolder(QDir::homePath()));
}

TEST_F(ProjectViewModelTest, ForgetsRecentProjectsThatAreGone)
{
  ProjectViewModel model(settings);
  model.create(toQString(folder / "first"));
  model.jobs().finish();
  std::filesystem::remove_all(folder / "first");
  EXPECT_TRUE(model.recent().isEmpty());
}

} // namespace limpid::viewmodels
