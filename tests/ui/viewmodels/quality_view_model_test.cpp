#include "ui/viewmodels/quality_view_model.h"

#include "tests/support/event_loop.h"
#include "tests/ui/viewmodels/fake_program.h"
#include "tests/ui/viewmodels/small_project.h"
#include "ui/viewmodels/paths.h"
#include "ui/viewmodels/viewer_view_model.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace limpid::viewmodels {
namespace {

struct QualityViewModelTest : testing::Test
{
  void openFilled()
  {
    const QString project = place.filledProject();
    model.setProject(project);
    model.setKind(support::kindOf(project));
    model.finish();
  }

  support::SmallProject place;
  WorkerClient worker{support::SmallProject::noPrograms()};
  QualityViewModel model{worker, support::SmallProject::noPrograms()};
};

std::optional<double> storedMotion(const QString& project, const study::ImageRecord& image)
{
  auto opened = study::Project::open(toPath(project));
  const auto quality = risk::qualityOf(*opened, image);
  const auto rating = quality->find("motion");
  return rating == quality->end() ? std::nullopt : std::optional(rating->second.value);
}

} // namespace

TEST_F(QualityViewModelTest, ShowsTheImagesOfTheKindWithTheirNoise)
{
  openFilled();
  ASSERT_EQ(model.state(), QualityViewModel::State::Ready);
  EXPECT_EQ(model.images().rowCount(), 24);
  EXPECT_EQ(model.imagesWithNoise(), 24);
  EXPECT_EQ(model.unit(), QStringLiteral("HU"));
  const QString text =
      model.images().index(0, ImageTableModel::NoiseColumn).data(Qt::DisplayRole).toString();
  EXPECT_TRUE(text.endsWith(QStringLiteral("HU"))) << text.toStdString();
  EXPECT_TRUE(model.message().contains(QStringLiteral("24")));
}

TEST_F(QualityViewModelTest, StoresARatingAtOnceForAllSelectedImages)
{
  openFilled();
  model.setSelection({1, 3, 5});
  model.rate(QStringLiteral("motion"), 2);
  EXPECT_EQ(model.selectedValue(QStringLiteral("motion")), 2.0) << "shown before it is stored";
  model.finish();
  EXPECT_EQ(storedMotion(place.project(), model.images().image(3).record), 2.0);
  EXPECT_EQ(storedMotion(place.project(), model.images().image(2).record), std::nullopt);
}

TEST_F(QualityViewModelTest, UndoesAndRedoes)
{
  openFilled();
  model.setSelection({0});
  model.rate(QStringLiteral("motion"), 3);
  model.undo();
  model.finish();
  EXPECT_EQ(model.selectedValue(QStringLiteral("motion")), std::nullopt);
  model.redo();
  model.finish();
  EXPECT_EQ(model.selectedValue(QStringLiteral("motion")), 3.0);
}

TEST_F(QualityViewModelTest, LeavesTheSelectionInItsOrderOverAnUndo)
{
  openFilled();
  model.setSelection({5, 1, 3});
  model.rate(QStringLiteral("motion"), 2);
  model.undo();
  model.finish();
  EXPECT_EQ(model.selection(), (std::vector<int>{5, 1, 3})) << "the last is looked at";
}

TEST_F(QualityViewModelTest, IgnoresAStepThatTheScaleDoesNotHave)
{
  openFilled();
  model.setSelection({0});
  model.rate(QStringLiteral("motion"), 9);
  model.finish();
  EXPECT_EQ(model.selectedValue(QStringLiteral("motion")), std::nullopt);
}

TEST_F(QualityViewModelTest, ReportsWrongRowsOfATableAndUsesTheOthers)
{
  openFilled();
  const auto table = place.folder() / "ratings.csv";
  const std::string uid = model.images().image(0).record.key.uid;
  std::ofstream(table) << "sop_instance_uid,frame,noise\n"
                       << uid << ",1,123\n"
                       << "1.2.3.4.5,1,40\n"
                       << uid << ",1,plenty\n";
  risk::TableImport request;
  request.table = table;
  model.importTable(request);
  EXPECT_EQ(model.state(), QualityViewModel::State::Importing);
  model.finish();
  EXPECT_EQ(model.importProblems().size(), 2) << model.error().toStdString();
  EXPECT_TRUE(model.error().contains(QStringLiteral("2 of 3"))) << model.error().toStdString();
  model.setSelection({0});
  EXPECT_EQ(model.selectedValue(QStringLiteral("noise")), 123.0);
}

TEST_F(QualityViewModelTest, SaysWhyATableCannotBeRead)
{
  openFilled();
  risk::TableImport request;
  request.table = place.folder() / "missing.csv";
  model.importTable(request);
  model.finish();
  EXPECT_TRUE(model.error().contains(QStringLiteral("missing.csv"))) << model.error().toStdString();
  EXPECT_EQ(model.state(), QualityViewModel::State::Ready);
}

TEST_F(QualityViewModelTest, SaysThatTheMeasuringProgramIsMissing)
{
  openFilled();
  model.measureNoise();
  ASSERT_TRUE(support::waitUntil([&] { return !model.error().isEmpty(); }));
  EXPECT_TRUE(model.error().contains(QStringLiteral("limpid-cli")));
  EXPECT_EQ(model.state(), QualityViewModel::State::Ready);
}

/// A command line that writes down what it was asked, a word a line.
TEST(NoiseMeasurementTest, NamesWhoAskedForItUnlessNobodyDid)
{
  const support::SmallProject place;
  const auto words = place.folder() / "words.txt";
  const auto program = support::fakeProgram(
      place.folder() / "limpid-cli", fmt::format("printf '[%s]' \"$@\" > '{}'\n", words.string()));
  const auto asked = [&](const MeasureRequest& request) {
    NoiseMeasurement measurement({toQString(program), {}});
    bool finished = false;
    QObject::connect(&measurement, &NoiseMeasurement::finished, &measurement,
                     [&finished] { finished = true; });
    measurement.start(place.project(), request);
    EXPECT_TRUE(support::waitUntil([&finished] { return finished; }));
    std::ifstream file(words);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
  };
  MeasureRequest request;
  request.rater = QStringLiteral("Dr Li");
  EXPECT_NE(asked(request).find("[--rater][Dr Li]"), std::string::npos);
  request.byItself = true;
  EXPECT_NE(asked(request).find("[--rater][]"), std::string::npos);
}

TEST_F(QualityViewModelTest, KeepsTheSelectionWhenTheKindIsReadAgain)
{
  openFilled();
  model.setSelection({2, 4});
  model.reload();
  model.finish();
  EXPECT_EQ(model.selection(), (std::vector<int>{2, 4}));
}

TEST_F(QualityViewModelTest, ShowsNoImagesOfTheProjectThatWasClosedMeanwhile)
{
  const QString filled = place.filledProject();
  const QString other = QString::fromStdString((place.folder() / "other").string());
  ASSERT_TRUE(study::Project::create(toPath(other)));
  model.setProject(filled);
  model.setKind(support::kindOf(filled));
  model.setProject(other);
  model.finish();
  EXPECT_EQ(model.images().rowCount(), 0);
  EXPECT_TRUE(model.error().isEmpty()) << model.error().toStdString();
}

TEST_F(QualityViewModelTest, SaysThatAPictureCouldNotBeRecorded)
{
  model.setProject(place.project() + QStringLiteral("-that-is-gone"));
  ViewerViewModel viewer(model);
  QString reason;
  QObject::connect(&viewer, &ViewerViewModel::recordFailed, &viewer,
                   [&reason](const QString& text) { reason = text; });
  viewer.recordPicture(QStringLiteral("picture.png"), {});
  viewer.finish();
  EXPECT_FALSE(reason.isEmpty());
}

} // namespace limpid::viewmodels
