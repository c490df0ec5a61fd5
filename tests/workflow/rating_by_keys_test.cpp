#include "core/risk/history_steps.h"
#include "core/risk/ratings.h"
#include "tests/support/gui_events.h"
#include "tests/support/window_story.h"
#include "tests/ui/viewmodels/small_project.h"
#include "ui/pages/quality_sheet.h"
#include "ui/pages/rating_panel.h"
#include "ui/viewmodels/paths.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QProcess>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>

namespace limpid::workflow {
namespace {

using namespace Qt::StringLiterals;
using support::waitUntil;
using viewmodels::toPath;

constexpr int patients = 10;
constexpr int slices = 20;
constexpr int images = patients * slices;
constexpr int steps = 5; // of the scale of motion
constexpr auto projectVariable = "LIMPID_TEST_PROJECT_TO_RATE";

/// A person at the Quality page who never touches the mouse: every key goes to whatever widget has
/// the keyboard.
class Rater
{
public:
  Rater(const std::filesystem::path& folder, const QString& project)
      : m_story(folder, support::SmallProject::noPrograms())
  {
    m_story.settings().setValue(u"researchNoticeAccepted"_s, true);
    m_story.openWindow();
    m_story.work().project.open(project);
    EXPECT_TRUE(waitUntil([&] { return quality().images().rowCount() == images; }));
    m_story.window().showPage(u"quality"_s);
    testing::giveKeyboard(m_story.window());
    auto* sheet = m_story.window().findChild<pages::QualitySheet*>();
    EXPECT_TRUE(waitUntil([&] { return sheet->isVisible(); }));
    for (int tabs = 0; tabs < 60 && !sheet->isAncestorOf(QApplication::focusWidget()); ++tabs)
      press(Qt::Key_Tab);
    EXPECT_TRUE(sheet->isAncestorOf(QApplication::focusWidget())) << "Tab never leads to the sheet";
  }

  viewmodels::QualityViewModel& quality() { return m_story.work().quality; }
  support::WindowStory& story() { return m_story; }

  void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
  {
    QWidget* const widget = QApplication::focusWidget();
    ASSERT_NE(widget, nullptr);
    testing::pressKey(*widget, key, modifiers);
    QCoreApplication::processEvents();
  }

  void typeText(const QString& text)
  {
    for (const QChar letter : text) {
      const auto key = static_cast<Qt::Key>(letter.toUpper().unicode());
      QKeyEvent event(QEvent::KeyPress, key, Qt::NoModifier, QString(letter));
      QCoreApplication::sendEvent(QApplication::focusWidget(), &event);
    }
  }

  /// Rates the selected image and goes on; `said` is told which image got which step.
  void rateAll(const std::function<void(const study::ImageKey&, int)>& said)
  {
    press(Qt::Key_N);
    for (int image = 0; image < images; ++image) {
      const int step = (image * 7 + image / 5) % steps;
      ASSERT_EQ(quality().selection().size(), 1u);
      const study::ImageKey key =
          quality().images().image(quality().selection().front()).record.key;
      press(static_cast<Qt::Key>(Qt::Key_0 + step));
      said(key, step);
      press(Qt::Key_Space);
    }
  }

private:
  support::WindowStory m_story;
};

std::map<study::ImageKey, double> storedMotion(const QString& project)
{
  auto opened = study::Project::open(toPath(project));
  std::map<study::ImageKey, double> stored;
  const auto values = risk::storedValues(*opened);
  for (const risk::HistoryEntry& entry : *values)
    if (entry.component == "motion" && entry.after)
      stored[{entry.target.uid, entry.target.frame}] = *entry.after;
  return stored;
}

} // namespace

TEST(RatingByKeys, TwoHundredImagesByKeyboardAlone)
{
  const support::SmallProject place(patients, slices, 16);
  const QString project = place.filledProject();
  std::map<study::ImageKey, double> expected;
  {
    Rater rater(place.folder(), project);
    rater.rateAll([&](const study::ImageKey& key, int step) { expected[key] = step; });
    ASSERT_EQ(expected.size(), static_cast<std::size_t>(images)) << "each image once";
    rater.quality().finish();
    EXPECT_EQ(storedMotion(project), expected);
    for (int undone = 0; undone < 3; ++undone)
      rater.press(Qt::Key_U);
    rater.quality().finish();
    EXPECT_EQ(storedMotion(project).size(), expected.size() - 3);
  }
  Rater afterRestart(place.folder(), project);
  for (int redone = 0; redone < 3; ++redone)
    afterRestart.press(Qt::Key_U, Qt::ShiftModifier);
  afterRestart.quality().finish();
  EXPECT_EQ(storedMotion(project), expected) << "redo goes on after a restart";
}

TEST(RatingByKeys, LettersTypedIntoAFieldAreNoShortcuts)
{
  const support::SmallProject place(patients, slices, 16);
  const QString project = place.filledProject();
  Rater rater(place.folder(), project);
  rater.press(Qt::Key_N);
  const int row = rater.quality().selection().front();
  rater.press(Qt::Key_C);
  ASSERT_EQ(QApplication::focusWidget()->objectName(), u"quality.comment"_s);
  rater.typeText(u"2 null ulp"_s);
  EXPECT_EQ(rater.quality().selection(), std::vector<int>{row});
  rater.press(Qt::Key_Return);
  EXPECT_EQ(rater.story().window().currentPage(), u"quality"_s) << "Enter only ends the comment";
  EXPECT_NE(QApplication::focusWidget()->objectName(), u"quality.comment"_s);
  rater.press(Qt::Key_3);
  rater.quality().finish();
  const auto& image = rater.quality().images().image(row);
  ASSERT_EQ(image.remarks.size(), 1u);
  EXPECT_EQ(image.remarks.front().text, "2 null ulp");
  EXPECT_EQ(storedMotion(project), (std::map<study::ImageKey, double>{{image.record.key, 3.0}}));
}

TEST(RatingByKeys, ClearsFocusesCopiesAndPutsOff)
{
  const support::SmallProject place(patients, slices, 16);
  Rater rater(place.folder(), place.filledProject());
  auto& editor = rater.story().window().findChild<pages::RatingPanel*>()->editor();
  rater.press(Qt::Key_N);
  const int first = rater.quality().selection().front();
  rater.press(Qt::Key_4);
  rater.press(Qt::Key_Backspace);
  EXPECT_TRUE(waitUntil([&] { return !rater.quality().busy(); }));
  EXPECT_FALSE(rater.quality().images().image(first).quality.contains("motion"));
  rater.press(Qt::Key_1);
  rater.press(Qt::Key_Period);
  EXPECT_EQ(editor.focused(), u"artefact"_s);
  rater.press(Qt::Key_2);
  rater.press(Qt::Key_Comma);
  EXPECT_EQ(editor.focused(), u"motion"_s);
  rater.press(Qt::Key_Space);
  const int second = rater.quality().selection().front();
  ASSERT_NE(second, first);
  rater.press(Qt::Key_P);
  EXPECT_EQ(rater.quality().images().image(second).quality.at("artefact").value, 2.0);
  rater.press(Qt::Key_Space);
  const int third = rater.quality().selection().front();
  rater.press(Qt::Key_L);
  rater.press(Qt::Key_N);
  EXPECT_NE(rater.quality().selection().front(), third);
  rater.press(Qt::Key_L, Qt::ShiftModifier);
  EXPECT_EQ(rater.quality().selection().front(), third);
  rater.quality().finish();
}

/// The process that the next test kills: it rates, and says on standard output what is shown.
TEST(RatingByKeys, DISABLED_UntilKilled)
{
  const support::TemporaryFolder folder;
  Rater rater(folder.path(), qEnvironmentVariable(projectVariable));
  rater.rateAll([](const study::ImageKey& key, int step) {
    std::printf("shown %s %d %d\n", key.uid.c_str(), key.frame, step);
    std::fflush(stdout);
  });
}

TEST(RatingByKeys, KilledInTheMiddleNothingIsLostButTheKeystrokeInFlight)
{
  const support::SmallProject place(patients, slices, 16);
  const QString project = place.filledProject();
  QProcess rater;
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  environment.insert(QString::fromLatin1(projectVariable), project);
  rater.setProcessEnvironment(environment);
  rater.start(QCoreApplication::applicationFilePath(),
              {u"--gtest_also_run_disabled_tests"_s, u"--gtest_filter=*DISABLED_UntilKilled"_s});
  std::vector<std::pair<study::ImageKey, double>> shown;
  const auto read = [&] {
    while (rater.canReadLine()) {
      const QStringList words = QString::fromUtf8(rater.readLine()).simplified().split(u' ');
      if (words.size() == 4 && words[0] == u"shown"_s)
        shown.push_back({{words[1].toStdString(), words[2].toInt()}, words[3].toDouble()});
    }
  };
  ASSERT_TRUE(waitUntil(
      [&] {
        read();
        return shown.size() >= 60 || rater.state() == QProcess::NotRunning;
      },
      std::chrono::seconds(240)));
  rater.kill(); // SIGKILL
  rater.waitForFinished(-1);
  read();
  ASSERT_EQ(rater.exitStatus(), QProcess::CrashExit) << "it had come to its end";
  ASSERT_GE(shown.size(), 60u);

  const auto stored = storedMotion(project);
  const std::size_t lost = static_cast<std::size_t>(
      std::ranges::count_if(shown, [&](const auto& one) { return !stored.contains(one.first); }));
  EXPECT_LE(lost, 1u);
  for (std::size_t nth = 0; nth + 1 < shown.size(); ++nth) {
    const auto found = stored.find(shown[nth].first);
    ASSERT_NE(found, stored.end()) << "only the last may be missing";
    EXPECT_EQ(found->second, shown[nth].second);
  }
  auto opened = study::Project::open(toPath(project));
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_TRUE(*risk::undo(*opened));
  EXPECT_EQ(storedMotion(project).size(), stored.size() - 1);
}

} // namespace limpid::workflow
