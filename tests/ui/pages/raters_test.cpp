#include "core/risk/rater_values.h"
#include "core/study/project.h"
#include "tests/support/gui_events.h"
#include "tests/support/window_story.h"
#include "tests/ui/viewmodels/fake_program.h"
#include "tests/ui/viewmodels/small_project.h"
#include "ui/rendering/image_view.h"
#include "ui/viewmodels/paths.h"
#include "ui/widgets/status_sentence.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSlider>
#include <QTableView>
#include <QTableWidget>

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace limpid::pages {
namespace {

using namespace Qt::StringLiterals;
using support::waitUntil;
using viewmodels::toPath;
using MatchState = viewmodels::MatchViewModel::State;

/// A window at a study of 24 images on which Li and Wu have rated motion: every second image 3 by
/// both, but for the first two, where they differ by three steps and by one.
struct RatersTest : ::testing::Test
{
  void SetUp() override
  {
    const QString project = place.filledProject();
    story.settings().setValue(u"researchNoticeAccepted"_s, true);
    story.settings().setValue(u"rater"_s, u"Zhou"_s);
    story.openWindow();
    story.work().project.open(project);
    story.click(u"rail.quality"_s);
    ASSERT_TRUE(waitUntil([&] { return images().rowCount() == 24 && settled(); }));
    rateByTwo();
    story.work().quality.reload();
    settle();
  }

  viewmodels::ImageTableModel& images() { return story.work().quality.images(); }

  bool settled() { return !story.work().quality.busy() && !story.work().raters.busy(); }

  void settle()
  {
    ASSERT_TRUE(waitUntil([&] { return settled() && !story.work().match.busy(); }));
  }

  void rateByTwo()
  {
    auto project = study::Project::open(toPath(place.project()));
    std::vector<risk::RatingChange> changes;
    for (int row = 0; row < 24; ++row) {
      const study::ImageKey& key = images().image(row).record.key;
      const double value = row % 2 == 0 ? 3.0 : 0.0;
      const double other = row == 0 ? 0.0 : row == 1 ? 1.0 : value;
      changes.push_back(
          {{risk::Level::Image, key.uid, key.frame}, "motion", value, "person", "Li"});
      changes.push_back(
          {{risk::Level::Image, key.uid, key.frame}, "motion", other, "person", "Wu"});
    }
    ASSERT_TRUE(risk::setRatings(*project, changes));
  }

  std::optional<risk::Rating> stored(int row)
  {
    auto project = study::Project::open(toPath(place.project()));
    const auto quality = risk::qualityOf(*project, images().image(row).record);
    const auto found = quality->find("motion");
    return found == quality->end() ? std::nullopt : std::optional(found->second);
  }

  QString sentence(const QString& name)
  {
    auto* shown = story.see<widgets::StatusSentence>(name);
    return shown == nullptr ? QString() : shown->sentence();
  }

  support::SmallProject place;
  support::WindowStory story{place.folder(),
                             {viewmodels::toQString(support::fakeProgram(
                                  place.folder() / "limpid-cli", support::willingWorker)),
                              u"/nowhere/limpid-engine"_s}};
};

} // namespace

TEST_F(RatersTest, DisagreementsAreWalkedThroughAndDecidedByMouseAndKeys)
{
  story.click(u"quality.raters"_s);
  auto* queue = story.see<QTableWidget>(u"raters.queue"_s);
  ASSERT_TRUE(waitUntil([&] { return queue->rowCount() == 2; }));
  EXPECT_TRUE(sentence(u"raters.sentence"_s).startsWith(u"Raters agree (κ"_s))
      << sentence(u"raters.sentence"_s).toStdString();
  EXPECT_EQ(queue->item(0, 1)->text(), u"marked"_s) << "the larger difference first";
  EXPECT_EQ(queue->item(0, 2)->text(), u"none"_s);
  EXPECT_TRUE(
      QRegularExpression(u"^P\\d{3} · slice 1$"_s).match(queue->item(0, 0)->text()).hasMatch())
      << queue->item(0, 0)->text().toStdString();

  story.click(u"raters.next"_s);
  EXPECT_EQ(story.work().quality.selection(), std::vector<int>{0}) << "its image is open";
  story.choose(u"raters.decision"_s, 2);
  story.click(u"raters.decide"_s);
  settle();
  EXPECT_EQ(stored(0)->value, 2.0);
  EXPECT_TRUE(stored(0)->adjudicated);
  EXPECT_EQ(stored(0)->author, "Zhou");
  EXPECT_EQ(queue->item(0, 3)->text(), u"moderate"_s);
  EXPECT_TRUE(story.see<QLabel>(u"raters.left"_s)->text().startsWith(u"1 "_s));

  auto* dialog = story.see<QWidget>(u"raters"_s);
  testing::giveKeyboard(*dialog);
  story.click(u"raters.next"_s);
  EXPECT_EQ(story.work().quality.selection(), std::vector<int>{1});
  story.click(u"raters.previous"_s);
  EXPECT_EQ(story.work().quality.selection(), std::vector<int>{0});
  story.click(u"topBar.undo"_s);
  settle();
  EXPECT_FALSE(stored(0)->adjudicated);
}

TEST_F(RatersTest, ARatingInTheWindowIsThatOfTheNameThatIsChosenThere)
{
  story.click(u"quality.raters"_s);
  settle();
  auto* name = story.see<QComboBox>(u"raters.name"_s)->lineEdit();
  testing::giveKeyboard(*name->window());
  name->setFocus();
  name->selectAll();
  for (const QChar letter : u"Dr Çelik"_s) {
    QKeyEvent press(QEvent::KeyPress, 0, Qt::NoModifier, QString(letter));
    QCoreApplication::sendEvent(name, &press);
  }
  testing::pressKey(*name, Qt::Key_Return);
  EXPECT_EQ(story.work().raters.rater(), u"Dr Çelik"_s);
  EXPECT_EQ(story.settings().value(u"rater"_s).toString(), u"Dr Çelik"_s);
  settle();
  story.work().quality.setSelection({4});
  story.work().quality.rate(u"motion"_s, 1);
  settle();
  auto project = study::Project::open(toPath(place.project()));
  const auto table = risk::raterTable(*project, "motion");
  EXPECT_EQ(table->raters, (std::vector<std::string>{"Dr Çelik", "Li", "Wu"}));
  EXPECT_EQ(story.work().quality.selectedValue(u"motion"_s), 1.0) << "own value";
  EXPECT_EQ(stored(4)->value, 3.0) << "the median is in force";
  ASSERT_TRUE(risk::history(*project)->back().seconds);
}

TEST_F(RatersTest, BlindingHidesWhatOthersSaidUntilOneHasFinished)
{
  story.work().quality.setSelection({0});
  EXPECT_EQ(story.work().quality.selectedValue(u"motion"_s), 3.0);
  story.click(u"quality.raters"_s);
  settle();
  story.click(u"raters.blinded"_s);
  settle();
  EXPECT_EQ(story.see<QTableWidget>(u"raters.queue"_s)->rowCount(), 0);
  EXPECT_TRUE(sentence(u"raters.sentence"_s).startsWith(u"You are blinded"_s));
  EXPECT_EQ(story.work().quality.selectedValue(u"motion"_s), std::nullopt);
  story.click(u"raters.finished"_s);
  settle();
  EXPECT_EQ(story.see<QTableWidget>(u"raters.queue"_s)->rowCount(), 2);
  EXPECT_EQ(story.work().quality.selectedValue(u"motion"_s), 3.0);
}

TEST_F(RatersTest, TheAuditTrailIsWrittenByClicks)
{
  story.click(u"quality.raters"_s);
  settle();
  story.click(u"raters.audit"_s);
  story.pick(u"raters.auditDialog"_s, place.folder() / "audit.csv");
  settle();
  std::ifstream file(place.folder() / "audit.csv");
  std::stringstream text;
  text << file.rdbuf();
  EXPECT_NE(text.str().find(",Li,rated,motion,image,"), std::string::npos);
}

TEST_F(RatersTest, AGradeIsMatchedByEyeWithSliderAndSpace)
{
  story.click(u"quality.match"_s);
  auto& match = story.work().match;
  ASSERT_TRUE(waitUntil([&] { return match.state() == MatchState::Choosing; }));
  EXPECT_TRUE(sentence(u"match.sentence"_s).contains(u"isn't matched yet"_s));
  story.click(u"match.start"_s);
  ASSERT_TRUE(waitUntil([&] { return match.state() != MatchState::Reading; }));
  ASSERT_EQ(match.state(), MatchState::Asking) << match.error().toStdString();
  auto* dialog = story.see<QWidget>(u"match"_s);
  testing::giveKeyboard(*dialog);
  for (int pair = 0; pair < 5; ++pair) {
    EXPECT_EQ(match.pair(), pair);
    const imaging::Image before = match.side(0);
    for (int step = 0; step < 3 + pair; ++step)
      story.press(u"match.noise"_s, Qt::Key_PageUp);
    EXPECT_NE(match.side(0).pixels, before.pixels) << "the slider adds noise";
    EXPECT_TRUE(story.see<QLabel>(u"match.effect"_s)->text().contains(u"→"_s));
    story.click(u"match.answer"_s);
  }
  settle();
  EXPECT_EQ(match.state(), MatchState::Matched);
  EXPECT_TRUE(sentence(u"match.sentence"_s).startsWith(u"Matched by Zhou on 5 pair"_s))
      << sentence(u"match.sentence"_s).toStdString();
  auto project = study::Project::open(toPath(place.project()));
  const auto schema = risk::loadSchema(*project);
  EXPECT_EQ(risk::findComponent(*schema, "motion")->use, risk::ComponentUse::Limit);
}

TEST_F(RatersTest, AProgramThatTellsNothingIsASentenceForClassifierAndKindOfNoise)
{
  story.click(u"quality.match"_s);
  ASSERT_TRUE(waitUntil([&] { return story.work().match.state() == MatchState::Choosing; }));
  story.click(u"match.measure"_s);
  EXPECT_TRUE(waitUntil([&] { return !story.work().match.error().isEmpty(); }));
  story.click(u"match.close"_s);
  story.click(u"quality.noiseKind"_s);
  EXPECT_TRUE(waitUntil([&] {
    return story.work().noiseFit.state() == viewmodels::NoiseFitViewModel::State::Failed;
  }));
}

} // namespace limpid::pages
