#include "ui/viewmodels/undo_words.h"

#include "core/risk/eye_match.h"
#include "tests/ui/viewmodels/small_project.h"
#include "ui/viewmodels/paths.h"

#include <gtest/gtest.h>

namespace limpid::viewmodels {
namespace {

using namespace Qt::StringLiterals;

struct UndoWordsTest : testing::Test
{
  UndoWordsTest()
  {
    quality.setProject(place.filledProject());
    quality.setKind(support::kindOf(place.project()));
    become(u"Li"_s);
  }

  void settle()
  {
    while (quality.busy() || words.busy()) {
      quality.finish();
      words.finish();
    }
  }

  void become(const QString& rater)
  {
    quality.setAuthor(rater);
    settle();
  }

  void rate(int row, int step)
  {
    quality.setSelection({row});
    quality.rate(u"motion"_s, step);
    settle();
  }

  support::SmallProject place;
  WorkerClient worker{support::SmallProject::noPrograms()};
  QualityViewModel quality{worker, support::SmallProject::noPrograms()};
  UndoWords words{quality};
};

} // namespace

TEST_F(UndoWordsTest, TellWhichEditComesNext)
{
  EXPECT_TRUE(words.undo().isEmpty()) << "the table came in without a name";
  rate(0, 2);
  EXPECT_TRUE(words.undo().contains(u"Motion"_s)) << words.undo().toStdString();
  EXPECT_TRUE(words.undo().contains(u"slice 1"_s)) << words.undo().toStdString();
  EXPECT_TRUE(words.undo().contains(u"moderate"_s)) << words.undo().toStdString();
  const QString rated = words.undo();
  quality.undo();
  settle();
  EXPECT_TRUE(words.undo().isEmpty());
  EXPECT_EQ(words.redo(), rated);
}

TEST_F(UndoWordsTest, NameTheGradeOfAMatch)
{
  auto project = study::Project::open(toPath(place.project()));
  ASSERT_TRUE(risk::storeEyeMatch(*project, "motion", 3, "Li", {{10}, {12}}));
  quality.reload();
  settle();
  EXPECT_EQ(words.undo(), u"match of Motion: marked"_s);
}

TEST_F(UndoWordsTest, AreOfTheRaterWhoEditsNowAsUndoItselfIs)
{
  rate(0, 2);
  become(u"Wu"_s);
  EXPECT_TRUE(words.undo().isEmpty()) << words.undo().toStdString();
  quality.undo();
  settle();
  rate(0, 4);
  EXPECT_TRUE(words.undo().contains(u"severe"_s)) << words.undo().toStdString();
  become(u"Li"_s);
  EXPECT_EQ(quality.selectedValue(u"motion"_s), 2.0) << "Wu's undo left it";
  EXPECT_TRUE(words.undo().contains(u"moderate"_s)) << words.undo().toStdString();
  quality.undo();
  settle();
  become(u"Wu"_s);
  EXPECT_EQ(quality.selectedValue(u"motion"_s), 4.0);
}

} // namespace limpid::viewmodels
