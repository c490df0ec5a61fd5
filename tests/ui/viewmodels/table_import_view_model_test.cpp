#include "ui/viewmodels/table_import_view_model.h"

#include "core/study/scan.h"
#include "tests/support/shared_data.h"
#include "tests/support/temporary_folder.h"
#include "tests/ui/viewmodels/small_project.h"
#include "ui/viewmodels/paths.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

namespace limpid::viewmodels {
namespace {

using namespace Qt::StringLiterals;

struct TableImportTest : testing::Test
{
  TableImportTest()
  {
    jobs::JobContext context;
    content = *readKind(toPath(project), support::kindOf(project).toStdString(), context);
  }

  std::string uid(int image) const
  {
    return content.images[static_cast<std::size_t>(image)].record.key.uid;
  }

  TableImportViewModel& open(const std::string& text)
  {
    const auto file = place.folder() / "table.csv";
    std::ofstream(file) << text;
    model = std::make_unique<TableImportViewModel>(worker, project, content, toQString(file));
    model->finish();
    return *model;
  }

  /// Scores 1 to 3 under a name that no component has.
  std::string scores() const
  {
    std::string text = "scan,score,remark\n";
    for (int image = 0; image < 12; ++image)
      text += uid(image) + "," + (image == 11 ? "n/a" : std::to_string(1 + image % 3)) + ",ok\n";
    return text;
  }

  /// Ratings 1 to 3 by two raters, who differ on the first image, and by a third on few.
  std::string threeRaters() const
  {
    std::string text = "scan,rater_1,rater_2,rater_3\n";
    for (int image = 0; image < 4; ++image) {
      const std::string rating = std::to_string(1 + image % 3);
      text += uid(image) + "," + rating + "," + (image == 0 ? "3" : rating) + "," +
              (image < 2 ? rating : "n/a") + "\n";
    }
    return text;
  }

  support::SmallProject place;
  QString project = place.filledProject();
  KindContent content;
  WorkerClient worker{support::SmallProject::noPrograms()};
  std::unique_ptr<TableImportViewModel> model;
};

} // namespace

TEST_F(TableImportTest, UnderstandsATableWhoseColumnsSayWhatTheyAre)
{
  open("sop_instance_uid,frame,noise\n" + uid(0) + ",1,30\n9.9.9,1,30\n");
  EXPECT_EQ(model->keyColumn(), 0);
  EXPECT_EQ(model->columns()[2].meaning, u"noise"_s);
  EXPECT_TRUE(model->questions().empty()) << "measured noise has no good end to ask for";
  EXPECT_TRUE(model->obstacle().isEmpty()) << model->obstacle().toStdString();
  EXPECT_TRUE(model->forecast().contains(u"1 of 2"_s)) << model->forecast().toStdString();
}

TEST_F(TableImportTest, AsksForWhatTheColumnsDoNotSay)
{
  open(scores());
  EXPECT_EQ(model->keyColumn(), -1);
  EXPECT_FALSE(model->obstacle().isEmpty());
  model->setKeyColumn(0);
  model->setMeaning(1, u"motion"_s);
  model->finish();
  ASSERT_EQ(model->questions().size(), 1u);
  EXPECT_EQ(model->questions()[0].lowest.value, 1.0);
  EXPECT_EQ(model->questions()[0].highest.value, 3.0);
  EXPECT_EQ(std::ssize(model->questions()[0].highest.images), 3) << "that many are rated 3";
  EXPECT_FALSE(model->obstacle().isEmpty()) << "nobody said which end is good";
  model->setGoodEnd(u"motion"_s, true);
  EXPECT_TRUE(model->obstacle().isEmpty()) << model->obstacle().toStdString();
}

TEST_F(TableImportTest, SaysOfTheColumnThatNamesTheImageThatItDoes)
{
  open(scores());
  model->setKeyColumn(0);
  EXPECT_EQ(model->meanings(0).front().second, u"names the image"_s);
  EXPECT_EQ(model->meanings(2).front().second, u"not used"_s);
}

TEST_F(TableImportTest, MakesARequestThatStoresTheTableAsItWasUnderstood)
{
  open(scores());
  model->setKeyColumn(0);
  model->setMeaning(1, QString::fromLatin1(TableImportViewModel::newRating));
  model->finish();
  model->setGoodEnd(u"score"_s, false);
  model->setWords(u"score"_s, u"poor, fair, good"_s);
  auto opened = study::Project::open(toPath(project));
  const auto report = risk::importTable(*opened, model->request());
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->matched, 12);
  const auto schema = risk::loadSchema(*opened);
  const auto score = std::ranges::find(*schema, "score", &risk::Component::id);
  ASSERT_NE(score, schema->end());
  EXPECT_FALSE(score->goodIsLow);
  EXPECT_EQ(score->words, (std::vector<std::string>{"poor", "fair", "good"}));
  const auto quality = risk::qualityOf(*opened, content.images[11].record);
  EXPECT_FALSE(quality->contains("score")) << "n/a is unrated";
}

TEST_F(TableImportTest, TakesAColumnForWhoRatedAndSaysWho)
{
  open("uid,annotator,motion,remark\n" + uid(0) + ",Wu,1,ok\n" + uid(0) + ",Li,3,ok\n");
  EXPECT_EQ(model->columns()[1].meaning, QString::fromLatin1(TableImportViewModel::rater));
  model->setGoodEnd(u"motion"_s, true);
  EXPECT_TRUE(model->obstacle().isEmpty()) << model->obstacle().toStdString();
  EXPECT_TRUE(model->forecast().endsWith(u"Rated by Li, Wu."_s)) << model->forecast().toStdString();
  EXPECT_EQ(model->request().raterColumn, "annotator");
  EXPECT_EQ(model->request().map.size(), 1u);

  model->setMeaning(3, QString::fromLatin1(TableImportViewModel::rater));
  model->finish();
  EXPECT_TRUE(model->columns()[1].meaning.isEmpty()) << "one column says who rated";
  EXPECT_EQ(model->request().raterColumn, "remark");
  EXPECT_EQ(model->questions().size(), 1u) << "a name has no good end";
  model->setMeaning(3, {});
  model->finish();
  EXPECT_EQ(model->request().raterColumn, "") << "all are who imports";
  EXPECT_FALSE(model->forecast().contains(u"Rated by"_s)) << model->forecast().toStdString();
}

TEST_F(TableImportTest, ShowsTheTableThatTheCommandLineWritesAsTheImportReadsIt)
{
  auto opened = study::Project::open(toPath(project));
  const study::ImageKey key = content.images[0].record.key;
  ASSERT_TRUE(risk::setRating(*opened, {{risk::Level::Image, key.uid, key.frame}}, "motion", 2,
                              "person", "Wu"));
  const auto file = place.folder() / "all.csv";
  ASSERT_TRUE(risk::exportTable(*opened, file));
  model = std::make_unique<TableImportViewModel>(worker, project, content, toQString(file));
  model->finish();
  EXPECT_EQ(model->request().map.at("motion"), "motion");
  EXPECT_EQ(model->request().raterColumn, "rater");
  EXPECT_TRUE(model->obstacle().isEmpty()) << model->obstacle().toStdString();
}

TEST_F(TableImportTest, TakesTwoColumnsOfOneRatingForTwoRaters)
{
  open("uid,first,second\n" + uid(0) + ",1,5\n" + uid(1) + ",6,n/a\n");
  model->setMeaning(1, u"motion"_s);
  model->setMeaning(2, u"motion"_s);
  model->finish();
  EXPECT_EQ(model->columns()[1].meaning, u"motion"_s);
  ASSERT_EQ(model->questions().size(), 1u) << "asked once";
  EXPECT_EQ(model->questions()[0].highest.value, 6.0);
  EXPECT_EQ(model->request().scales.at("motion"), "1,5,6") << "of both columns";
  model->setGoodEnd(u"motion"_s, true);
  EXPECT_TRUE(model->obstacle().isEmpty()) << model->obstacle().toStdString();
  EXPECT_TRUE(model->forecast().endsWith(u"Rated by first, second."_s))
      << model->forecast().toStdString();
}

TEST_F(TableImportTest, AsksOnceWhatColumnsOfRatersHoldWhereItIsNotClear)
{
  open(threeRaters());
  model->setKeyColumn(0);
  model->finish();
  EXPECT_EQ(model->obstacle(), u"Say what rater_1, rater_2, rater_3 rated."_s);
  const auto words = model->meanings(1);
  EXPECT_TRUE(std::ranges::any_of(
      words, [](const auto& meaning) { return meaning.second == u"a new rating: overall"_s; }));
  model->setMeaning(2, QString::fromLatin1(TableImportViewModel::newRating));
  model->finish();
  EXPECT_EQ(model->request().map.at("rater_1"), "overall") << "one answer for all";
  ASSERT_EQ(model->questions().size(), 1u);
  EXPECT_EQ(std::ssize(model->questions()[0].lowest.images), 2) << "each image once";
  model->setMeaning(3, {});
  model->finish();
  EXPECT_EQ(model->request().map.size(), 2u) << "one can be left out";
  model->setGoodEnd(u"overall"_s, true);
  EXPECT_TRUE(model->obstacle().isEmpty()) << model->obstacle().toStdString();
  auto opened = study::Project::open(toPath(project));
  const auto report = risk::importTable(*opened, model->request());
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->raters, (std::vector<std::string>{"rater_1", "rater_2"}));
  EXPECT_EQ(risk::findComponent(*risk::loadSchema(*opened), "overall")->values,
            (std::vector<double>{1, 2, 3}));
}

TEST_F(TableImportTest, KnowsColumnsOfRatersWhereThereIsOneRatingTheyCanMean)
{
  auto opened = study::Project::open(toPath(project));
  auto schema = *risk::loadSchema(*opened);
  std::erase_if(schema, [](const risk::Component& component) {
    return component.kind == risk::ComponentKind::Rated && component.id != "motion";
  });
  const auto saved = risk::saveSchema(*opened, schema);
  ASSERT_TRUE(saved) << saved.error().message;
  open(threeRaters());
  model->setKeyColumn(0);
  model->finish();
  for (int column = 1; column <= 3; ++column)
    EXPECT_EQ(model->columns()[static_cast<std::size_t>(column)].meaning, u"motion"_s);
  EXPECT_TRUE(model->forecast().endsWith(u"Rated by rater_1, rater_2, rater_3."_s))
      << model->forecast().toStdString();
}

TEST_F(TableImportTest, TakesOneColumnForWhatIsMeasured)
{
  open("file,noise,sigma\n" + uid(0) + ",1,2\n");
  model->setMeaning(2, u"noise"_s);
  model->finish();
  EXPECT_TRUE(model->columns()[1].meaning.isEmpty());
  EXPECT_EQ(model->request().map.at("sigma"), "noise");
}

TEST(RealTableImport, ShowsBothEndsOfTheHipUltrasoundLabels)
{
  LIMPID_SHARED_PATH(hips, "quality-ratings/hip-us-spj");
  const support::TemporaryFolder folder;
  auto project = study::Project::create(folder / "project");
  ASSERT_TRUE(project) << project.error().message;
  jobs::JobContext context;
  const auto scanned = study::scan(*project, {hips}, context);
  ASSERT_TRUE(scanned) << scanned.error().message;
  const QString path = toQString(folder / "project");
  const KindContent content = *readKind(toPath(path), support::kindOf(path).toStdString(), context);
  WorkerClient worker(support::SmallProject::noPrograms());
  TableImportViewModel model(worker, path, content, toQString(hips / "labels-from-folders.csv"));
  model.finish();
  EXPECT_EQ(model.keyColumn(), 0) << "the column called file";
  model.setMeaning(1, QString::fromLatin1(TableImportViewModel::newRating));
  model.finish();
  EXPECT_TRUE(model.forecast().contains(u"30 of 30"_s)) << model.forecast().toStdString();
  ASSERT_EQ(model.questions().size(), 1u);
  EXPECT_EQ(model.questions().front().lowest.images.size(), 5u);
  EXPECT_EQ(model.questions().front().highest.images.size(), 5u);
  EXPECT_FALSE(model.obstacle().isEmpty());
  model.setGoodEnd(u"standard_plane"_s, false);
  EXPECT_TRUE(model.obstacle().isEmpty()) << model.obstacle().toStdString();
}

TEST_F(TableImportTest, SaysWhyATableCannotBeRead)
{
  model = std::make_unique<TableImportViewModel>(worker, project, content, u"/nowhere.csv"_s);
  model->finish();
  EXPECT_EQ(model->state(), TableImportViewModel::State::Failed);
  EXPECT_TRUE(model->obstacle().contains(u"nowhere.csv"_s));
}

} // namespace limpid::viewmodels
