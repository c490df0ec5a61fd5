#include "ui/viewmodels/rating_editor.h"

#include "core/risk/left_out.h"
#include "tests/ui/viewmodels/small_project.h"
#include "ui/viewmodels/history_list.h"
#include "ui/viewmodels/paths.h"

#include <gtest/gtest.h>

namespace limpid::viewmodels {
namespace {

using namespace Qt::StringLiterals;

/// 24 images of 4 patients, one series of 6 each, whose noise came from a table.
struct RatingEditorTest : testing::Test
{
  RatingEditorTest()
  {
    const QString project = place.filledProject();
    quality.setProject(project);
    quality.setKind(support::kindOf(project));
    quality.finish();
  }

  ComponentState motion() const { return editor.stateOf(*editor.component(u"motion"_s)); }

  /// Read from the project as another program would.
  std::optional<double> stored(int row, const std::string& component = "motion")
  {
    quality.finish();
    auto project = study::Project::open(toPath(place.project()));
    const auto vector = risk::qualityOf(*project, quality.images().image(row).record);
    const auto found = vector->find(component);
    return found == vector->end() ? std::nullopt : std::optional(found->second.value);
  }

  support::SmallProject place;
  WorkerClient worker{support::SmallProject::noPrograms()};
  QualityViewModel quality{worker, support::SmallProject::noPrograms()};
  RatingEditor editor{quality};
};

} // namespace

TEST_F(RatingEditorTest, StoresADigitForOneImageAtOnce)
{
  quality.setSelection({3});
  editor.pressDigit(2);
  EXPECT_EQ(motion().word, u"moderate"_s);
  EXPECT_FALSE(editor.proposal());
  EXPECT_EQ(stored(3), 2.0);
}

TEST_F(RatingEditorTest, ProposesForSeveralAndStoresNothingUntilAccepted)
{
  quality.setSelection({4});
  editor.pressDigit(1);
  quality.setSelection({3, 4, 5});
  editor.pressDigit(2);
  ASSERT_TRUE(editor.proposal());
  EXPECT_EQ(editor.proposal()->preview.unrated, 2);
  ASSERT_EQ(editor.proposal()->preview.changed.size(), 1u);
  EXPECT_EQ(editor.proposal()->preview.changed.front().value, 1.0);
  EXPECT_TRUE(editor.proposal()->sentence.contains(u"slight"_s))
      << editor.proposal()->sentence.toStdString();
  EXPECT_EQ(stored(4), 1.0);
  editor.drop();
  EXPECT_EQ(stored(4), 1.0);
  quality.setSelection({3, 4, 5});
  editor.pressDigit(2);
  editor.accept();
  EXPECT_EQ(stored(3), 2.0);
  EXPECT_EQ(stored(4), 2.0);
  quality.undo();
  EXPECT_EQ(stored(4), 1.0) << "the batch is one step";
  EXPECT_EQ(stored(3), std::nullopt);
}

TEST_F(RatingEditorTest, SetsASeriesAndLetsImagesKeepTheirOwn)
{
  quality.setSelection({1});
  editor.pressDigit(4);
  quality.setSelection({0});
  editor.setLevel(risk::Level::Series);
  editor.pressDigit(1);
  ASSERT_TRUE(editor.proposal());
  EXPECT_EQ(editor.proposal()->preview.rows.size(), 6u);
  EXPECT_EQ(editor.proposal()->preview.unrated, 5);
  EXPECT_EQ(editor.proposal()->preview.narrower, 1);
  editor.accept();
  EXPECT_EQ(stored(0), 1.0);
  EXPECT_EQ(stored(1), 4.0);
  EXPECT_EQ(stored(6), std::nullopt) << "of another series";
  quality.setSelection({0});
  EXPECT_EQ(motion().origin, u"from series"_s);
  EXPECT_TRUE(motion().isProposal);
}

TEST_F(RatingEditorTest, AcceptsWhatIsInheritedAndGoesOnToTheNextUnrated)
{
  quality.setSelection({0});
  editor.setLevel(risk::Level::Series);
  editor.pressDigit(1);
  editor.accept();
  quality.finish();
  EXPECT_EQ(quality.selection(), std::vector<int>{6}) << "the first of the next series";
  quality.setSelection({0});
  editor.setLevel(risk::Level::Image);
  editor.accept();
  quality.finish();
  EXPECT_EQ(quality.images().image(0).quality.at("motion").level, risk::Level::Image);
  EXPECT_EQ(quality.images().image(2).quality.at("motion").level, risk::Level::Series);
}

TEST_F(RatingEditorTest, ClearsAnOwnValueDownToTheInheritedOne)
{
  quality.setSelection({0});
  editor.setLevel(risk::Level::Series);
  editor.pressDigit(1);
  editor.accept();
  editor.setLevel(risk::Level::Image);
  quality.setSelection({0});
  editor.pressDigit(3);
  EXPECT_EQ(stored(0), 3.0);
  editor.clear();
  EXPECT_EQ(stored(0), 1.0);
  EXPECT_EQ(motion().word, u"slight"_s);
}

TEST_F(RatingEditorTest, MarksMeasuredNoiseAsReviewedAndKeepsItsSource)
{
  auto project = study::Project::open(toPath(place.project()));
  const study::ImageKey key = quality.images().image(0).record.key;
  ASSERT_TRUE(risk::setRating(*project, {{risk::Level::Image, key.uid, key.frame}}, "noise", 24.0,
                              "repeat-difference", ""));
  quality.reload();
  quality.finish();
  quality.setSelection({0});
  editor.focus(u"noise"_s);
  const risk::Component& noise = *editor.component(u"noise"_s);
  EXPECT_EQ(editor.stateOf(noise).word, u"24 HU"_s);
  EXPECT_EQ(editor.stateOf(noise).origin, u"repeats, not reviewed"_s);
  editor.accept();
  quality.finish();
  quality.setSelection({0});
  EXPECT_EQ(editor.stateOf(noise).origin, u"repeats"_s);
  EXPECT_EQ(quality.images().image(0).quality.at("noise").source, "repeat-difference");
  const auto measuredAgain = risk::setRating(*project, {{risk::Level::Image, key.uid, key.frame}},
                                             "noise", 30.0, "repeat-difference", "");
  ASSERT_TRUE(measuredAgain) << measuredAgain.error().message;
  quality.reload();
  quality.finish();
  EXPECT_TRUE(editor.stateOf(*editor.component(u"noise"_s)).isProposal)
      << "nobody has reviewed the new value";
}

TEST_F(RatingEditorTest, PutsOffAndComesBack)
{
  quality.setSelection({2});
  editor.toggleLater();
  quality.setSelection({0});
  editor.goToNextUnrated();
  editor.goToNextUnrated();
  EXPECT_EQ(quality.selection(), std::vector<int>{3}) << "what is put off is passed over";
  EXPECT_EQ(editor.laterCount(), 1);
  editor.goToNextLater();
  EXPECT_EQ(quality.selection(), std::vector<int>{2});
  editor.pressDigit(0);
  EXPECT_EQ(editor.laterCount(), 0) << "it is decided";
  quality.finish();
  quality.reload();
  quality.finish();
  EXPECT_EQ(editor.laterCount(), 0);
}

TEST_F(RatingEditorTest, CopiesTheRatingsOfTheImageBefore)
{
  quality.setOrder({5, 2, 9});
  quality.setSelection({5});
  editor.pressDigit(3);
  editor.setValue(u"artefact"_s, 1.0);
  quality.setSelection({2});
  editor.copyFromPrevious();
  EXPECT_EQ(stored(2), 3.0);
  EXPECT_EQ(stored(2, "artefact"), 1.0);
  quality.undo();
  EXPECT_EQ(stored(2), std::nullopt);
  EXPECT_EQ(stored(2, "artefact"), std::nullopt) << "one step";
}

TEST_F(RatingEditorTest, KeepsCommentAndConfidence)
{
  quality.setSelection({7});
  editor.setComment(u"  verwackelt – 模糊 "_s);
  editor.setConfidence(u"motion"_s, 0.5);
  quality.finish();
  quality.reload();
  quality.finish();
  EXPECT_EQ(editor.comment(), u"verwackelt – 模糊"_s);
  EXPECT_EQ(motion().confidence, 0.5);
  quality.setSelection({8});
  EXPECT_TRUE(editor.comment().isEmpty());
  quality.setSelection({7});
  editor.setComment({});
  quality.finish();
  EXPECT_TRUE(editor.comment().isEmpty());
}

TEST_F(RatingEditorTest, CountsWhatIsLeftWithoutWhatIsLeftOut)
{
  quality.setSelection({1});
  editor.toggleLater();
  ASSERT_EQ(editor.unratedCount(), 24);
  ASSERT_EQ(editor.laterCount(), 1);
  const study::ImageKey out = quality.images().image(1).record.key;
  quality.storeEdit(risk::leftOutEdit({out}, true, "by hand"), {}, true);
  quality.finish();
  EXPECT_EQ(editor.unratedCount(), 23);
  EXPECT_EQ(editor.laterCount(), 0);
}

TEST_F(RatingEditorTest, TakesOffTheLaterListWhatAnotherPutThere)
{
  quality.setAuthor(u"Dr Weiß"_s);
  quality.finish();
  quality.setSelection({4});
  editor.toggleLater();
  quality.setAuthor(u"Dr Li"_s);
  quality.finish();
  quality.setSelection({4});
  ASSERT_TRUE(editor.isLater());
  editor.toggleLater();
  EXPECT_FALSE(editor.isLater());
  quality.finish();
  auto project = study::Project::open(toPath(place.project()));
  EXPECT_TRUE(risk::storedRemarks(*project)->empty());
  EXPECT_TRUE(*risk::undo(*project, "Dr Li"));
  EXPECT_EQ(risk::storedRemarks(*project)->front().author, "Dr Weiß");
}

TEST_F(RatingEditorTest, WalksInTheOrderOfTheSheet)
{
  quality.setOrder({8, 4, 6});
  editor.step(1);
  EXPECT_EQ(quality.selection(), std::vector<int>{8});
  editor.step(1);
  EXPECT_EQ(quality.selection(), std::vector<int>{4});
  editor.step(5);
  EXPECT_EQ(quality.selection(), std::vector<int>{6}) << "the last";
  editor.goToNextUnrated();
  EXPECT_EQ(quality.selection(), std::vector<int>{8}) << "round to the start";
}

TEST_F(RatingEditorTest, ShowsSeveralValuesAsSuch)
{
  quality.setSelection({0});
  editor.pressDigit(1);
  quality.setSelection({0, 1});
  EXPECT_TRUE(motion().differs);
  EXPECT_FALSE(motion().value);
}

TEST(KeysOfAScale, AreItsOwnDigitsOrPlaces)
{
  risk::Component art;
  art.values = {1, 2, 3};
  EXPECT_EQ(RatingEditor::stepOfKey(art, 2), std::size_t{1}) << "2 means 2";
  EXPECT_EQ(RatingEditor::stepOfKey(art, 0), std::nullopt);
  risk::Component abide;
  abide.values = {-1, 0, 1};
  EXPECT_EQ(RatingEditor::keyOf(abide, 0), 1);
  EXPECT_EQ(RatingEditor::stepOfKey(abide, 3), std::size_t{2});
}

TEST_F(RatingEditorTest, TheHistorySaysWhoDidWhat)
{
  quality.setAuthor(u"Dr Weiß"_s);
  quality.setSelection({0});
  editor.pressDigit(2);
  editor.setComment(u"x"_s);
  quality.finish();
  HistoryList history(place.project(), quality.images().content());
  history.finish();
  ASSERT_GE(history.rowCount(), 3);
  EXPECT_EQ(history.index(0, HistoryList::WhoColumn).data().toString(), u"Dr Weiß"_s);
  const QString what = history.index(1, HistoryList::WhatColumn).data().toString();
  EXPECT_TRUE(what.contains(u"Motion"_s) && what.contains(u"moderate"_s)) << what.toStdString();
  EXPECT_TRUE(what.contains(u"slice 1"_s)) << what.toStdString();
}

TEST_F(RatingEditorTest, TheHistoryTellsWhoBroughtInATableFromThoseWhoRated)
{
  {
    auto project = study::Project::open(toPath(place.project()));
    const study::ImageKey key = quality.images().image(0).record.key;
    risk::Edit edit;
    for (const char* rater : {"Li", "Wu"})
      edit.values.push_back(
          {{risk::Level::Image, key.uid, key.frame}, "motion", 2.0, "table", rater});
    edit.author = "Zhou";
    ASSERT_TRUE(risk::store(*project, edit));
  }
  HistoryList history(place.project(), quality.images().content());
  history.finish();
  EXPECT_EQ(history.index(0, HistoryList::WhoColumn).data().toString(), u"Zhou"_s);
  const QString what = history.index(0, HistoryList::WhatColumn).data().toString();
  EXPECT_TRUE(what.contains(u"rated by Li, Wu"_s)) << what.toStdString();
}

} // namespace limpid::viewmodels
