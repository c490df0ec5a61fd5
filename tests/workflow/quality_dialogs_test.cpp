#include "core/risk/history_steps.h"
#include "tests/support/gui_events.h"
#include "tests/support/window_story.h"
#include "tests/ui/viewmodels/small_project.h"
#include "ui/pages/measure_dialog.h"
#include "ui/pages/parameter_form.h"
#include "ui/pages/rating_panel.h"
#include "ui/viewmodels/paths.h"
#include "ui/widgets/elided_label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QTableView>
#include <QTableWidget>
#include <QTreeWidget>

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

namespace limpid::workflow {
namespace {

using namespace Qt::StringLiterals;
using support::waitUntil;
using viewmodels::toPath;

constexpr std::chrono::seconds patience(120); // for two busy cores

viewmodels::Programs builtPrograms()
{
  const QString folder = QStringLiteral(LIMPID_BINARY_DIR) + u"/bin/"_s;
  return {folder + u"limpid-cli"_s, folder + u"limpid-engine"_s};
}

struct QualityDialogs : ::testing::Test
{
  QualityDialogs()
  {
    // What is switched off is kept for the user: here for a user of the test's own.
    qputenv("XDG_CONFIG_HOME", QFile::encodeName(viewmodels::toQString(place.folder() / "config")));
    story.settings().setValue(u"researchNoticeAccepted"_s, true);
    story.settings().setValue(u"appearance"_s,
                              qEnvironmentVariable("LIMPID_TEST_THEME", u"dark"_s));
    story.openWindow();
    story.work().project.open(place.filledProject());
    EXPECT_TRUE(waitUntil([&] { return quality().images().rowCount() == 24; }));
    story.window().showPage(u"quality"_s);
    if (!story.see<QWidget>(u"quality.drawer"_s)->isVisible())
      story.click(u"quality.advanced"_s);
  }

  viewmodels::QualityViewModel& quality() { return story.work().quality; }
  pages::RatingPanel& panel() { return *story.window().findChild<pages::RatingPanel*>(); }
  void shot(const QString& window, const QString& name)
  {
    QWidget& shown =
        window.isEmpty() ? static_cast<QWidget&>(story.window()) : *story.see<QWidget>(window);
    testing::screenshot(shown, name + u'_' + qEnvironmentVariable("LIMPID_TEST_THEME", u"dark"_s));
  }
  void rate(int row, Qt::Key key)
  {
    quality().setSelection({row});
    testing::pressKey(panel(), key);
  }
  QTreeWidgetItem* estimator(const QString& id)
  {
    auto* list = story.see<QTreeWidget>(u"measure.estimators"_s);
    for (int row = 0; row < list->topLevelItemCount(); ++row)
      if (list->topLevelItem(row)->data(0, Qt::UserRole).toString() == id)
        return list->topLevelItem(row);
    return nullptr;
  }

  support::SmallProject place{4, 6, 64}; // estimators need room
  support::WindowStory story{place.folder(), builtPrograms()};
};

} // namespace

TEST_F(QualityDialogs, NoiseIsMeasuredByTheEstimatorAndTheParametersOfTheForm)
{
  story.click(u"quality.estimators"_s);
  auto* list = story.see<QTreeWidget>(u"measure.estimators"_s);
  QTreeWidgetItem* const wavelets = estimator(u"wavelet-mad"_s);
  ASSERT_NE(wavelets, nullptr);
  list->setCurrentItem(wavelets);
  ASSERT_TRUE(waitUntil(
      [&] {
        return story.window().findChild<QComboBox*>(u"measure.parameter.wavelet"_s) != nullptr;
      },
      patience))
      << story.see<QLabel>(u"measure.about"_s)->text().toStdString();
  EXPECT_EQ(story.see<QComboBox>(u"measure.parameter.wavelet"_s)->currentText(), u"Daubechies"_s);
  story.choose(u"measure.parameter.wavelet"_s, u"haar"_s);
  shot(u"measure"_s, u"measure_dialog"_s);
  const double before = quality().images().image(0).quality.at("noise").value;
  story.click(u"measure.start"_s);
  EXPECT_EQ(quality().state(), viewmodels::QualityViewModel::State::Measuring);
  ASSERT_TRUE(waitUntil([&] { return !quality().busy(); }, patience));
  EXPECT_TRUE(quality().error().isEmpty()) << quality().error().toStdString();
  const risk::Rating& noise = quality().images().image(0).quality.at("noise");
  EXPECT_EQ(noise.source, "wavelet-mad");
  EXPECT_NE(noise.value, before);
  quality().setSelection({0});
  EXPECT_EQ(story.see<widgets::ElidedLabel>(u"quality.origin.noise"_s)->wholeText(),
            u"wavelets, not reviewed"_s);
}

TEST_F(QualityDialogs, PluginsAreSwitchedOffForAllPrograms)
{
  story.click(u"quality.estimators"_s);
  QTreeWidgetItem* const spectrum = estimator(u"spectrum"_s);
  ASSERT_NE(spectrum, nullptr);
  spectrum->setCheckState(0, Qt::Unchecked);
  const auto off = plugin::disabledPlugins();
  EXPECT_NE(std::ranges::find(off, "spectrum"), off.end());
  EXPECT_TRUE(waitUntil([&] { return estimator(u"spectrum"_s)->text(1) == u"Switched off"_s; }));
  estimator(u"spectrum"_s)->setCheckState(0, Qt::Checked);
  EXPECT_TRUE(plugin::disabledPlugins().empty());
  story.click(u"measure.close"_s);
}

TEST_F(QualityDialogs, RefusedPluginsAreListedWithTheirReason)
{
  const auto folder = place.folder() / "plugins";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "future.json")
      << R"({"format": "limpid-plugin", "version": 1, "id": "future", "kind": "estimator",
            "api": 99, "title": "From the future", "library": "future.so",
            "programVersion": "9.9"})";
  qputenv("LIMPID_PLUGINS", QFile::encodeName(viewmodels::toQString(folder)));
  story.click(u"quality.estimators"_s);
  qunsetenv("LIMPID_PLUGINS");
  QTreeWidgetItem* const future = estimator(u"future"_s);
  ASSERT_NE(future, nullptr);
  EXPECT_TRUE(future->text(1).contains(u"API 99"_s)) << future->text(1).toStdString();
  EXPECT_TRUE(future->isDisabled());
  shot(u"measure"_s, u"measure_refused"_s);
}

TEST_F(QualityDialogs, TheScaleChangesAfterSayingWhatItDoes)
{
  for (const int row : {0, 1, 2})
    rate(row, Qt::Key_4);
  quality().finish();
  story.click(u"quality.schema"_s);
  story.press(u"schema.components"_s, Qt::Key_Down); // motion
  auto* scale = story.see<QTableWidget>(u"schema.scale"_s);
  ASSERT_EQ(scale->rowCount(), 5);
  scale->setCurrentCell(4, 1);
  story.click(u"schema.removeStep"_s);
  ASSERT_TRUE(waitUntil([&] { return story.enabled(u"schema.store"_s); }));
  EXPECT_TRUE(story.see<QLabel>(u"schema.consequences"_s)->text().contains(u"3 severe"_s))
      << story.see<QLabel>(u"schema.consequences"_s)->text().toStdString();
  story.choose(u"schema.move.0"_s, 2.0);
  ASSERT_TRUE(waitUntil([&] { return story.enabled(u"schema.store"_s); }));
  shot(u"schema"_s, u"schema_dialog"_s);
  EXPECT_EQ(quality().images().image(0).quality.at("motion").value, 4.0) << "not stored yet";
  story.click(u"schema.store"_s);
  ASSERT_TRUE(waitUntil([&] { return !quality().busy(); }));
  EXPECT_EQ(quality().images().image(0).quality.at("motion").value, 2.0);
  EXPECT_EQ(quality().schema()[1].values.size(), 4u);
  story.click(u"topBar.undo"_s);
  ASSERT_TRUE(waitUntil([&] { return !quality().busy(); }));
  EXPECT_EQ(quality().images().image(0).quality.at("motion").value, 4.0);
  EXPECT_EQ(quality().schema()[1].values.size(), 5u);
}

TEST_F(QualityDialogs, AComponentIsAddedAndRatedByKeys)
{
  story.click(u"quality.schema"_s);
  story.click(u"schema.add"_s);
  auto* label = story.see<QLineEdit>(u"schema.label"_s);
  testing::pressKey(*label, Qt::Key_A, Qt::ControlModifier);
  for (const QChar letter : u"Ghosting"_s) {
    QKeyEvent typed(QEvent::KeyPress, 0, Qt::NoModifier, QString(letter));
    QCoreApplication::sendEvent(label, &typed);
  }
  EXPECT_EQ(label->text(), u"Ghosting"_s);
  ASSERT_TRUE(waitUntil([&] { return story.enabled(u"schema.store"_s); }));
  story.click(u"schema.store"_s);
  ASSERT_TRUE(waitUntil([&] { return quality().schema().size() == 5; }));
  rate(2, Qt::Key_2); // rows can be used while an image is selected
  story.click(u"quality.focus."_s + QString::fromStdString(quality().schema().back().id));
  rate(3, Qt::Key_2);
  quality().finish();
  EXPECT_EQ(quality().images().image(3).quality.at(quality().schema().back().id).value, 2.0);
}

TEST_F(QualityDialogs, TheHistoryShowsWhatWasDone)
{
  rate(0, Qt::Key_2);
  rate(1, Qt::Key_3);
  testing::pressKey(panel(), Qt::Key_U);
  quality().finish();
  story.click(u"quality.history"_s);
  auto* table = story.see<QTableView>(u"history.table"_s);
  ASSERT_TRUE(waitUntil([&] { return table->model()->rowCount() >= 4; }));
  EXPECT_TRUE(table->model()->index(0, 2).data().toString().startsWith(u"Undo"_s));
  EXPECT_EQ(table->model()->index(1, 3).data().toString(), u"undone"_s);
  shot(u"history"_s, u"history_dialog"_s);
  story.click(u"history.redo"_s);
  ASSERT_TRUE(waitUntil([&] { return !quality().busy(); }));
  EXPECT_EQ(quality().images().image(1).quality.at("motion").value, 3.0);
}

TEST_F(QualityDialogs, ABatchIsShownBeforeItIsStoredAndRatingsLeaveAsATable)
{
  rate(2, Qt::Key_1);
  quality().setSelection({0, 1, 2, 3});
  testing::pressKey(panel(), Qt::Key_3);
  const auto* text = story.see<QLabel>(u"quality.proposal"_s);
  EXPECT_TRUE(text->isVisible());
  EXPECT_TRUE(text->text().contains(u"3 unrated"_s)) << text->text().toStdString();
  EXPECT_TRUE(text->text().contains(u"slight"_s)) << text->text().toStdString();
  shot({}, u"quality_page"_s);
  testing::pressKey(panel(), Qt::Key_Escape);
  EXPECT_FALSE(text->isVisible());
  quality().setSelection({0, 1, 2, 3});
  testing::pressKey(panel(), Qt::Key_3);
  story.click(u"quality.accept"_s);
  quality().finish();
  EXPECT_EQ(quality().images().image(3).quality.at("motion").value, 3.0);
  for (const char* const name : {"out.csv", "out.json", "out.dcm"}) {
    quality().exportRatings(viewmodels::toQString(place.folder() / name));
    quality().finish();
    EXPECT_TRUE(quality().error().isEmpty()) << name << ": " << quality().error().toStdString();
    EXPECT_TRUE(std::filesystem::exists(place.folder() / name) ||
                std::string(name) == "out.dcm") // one a study: out-2.dcm …
        << name;
  }
  story.click(u"quality.export"_s);
  story.pick(u"quality.exportDialog"_s, place.folder() / "by hand.tsv");
  EXPECT_TRUE(waitUntil([&] { return std::filesystem::exists(place.folder() / "by hand.tsv"); }));
}

TEST(ParameterForms, AreMadeOfTheSchemaAlone)
{
  const auto schema = plugin::readParameterSchema(Json::parse(R"([
        {"id": "share", "kind": "number", "default": 0.125, "minimum": 0, "maximum": 1,
         "label": "Share of the air", "help": "How much of the air is looked at.", "unit": "%"},
        {"id": "rounds", "kind": "integer", "default": 3, "minimum": 1, "maximum": 9},
        {"id": "robust", "kind": "boolean", "default": true, "label": "Robust"},
        {"id": "mask", "kind": "choice", "default": "otsu", "choices": ["otsu", "none"]}])"),
                                                  "the test");
  ASSERT_TRUE(schema) << schema.error().message;
  pages::ParameterForm form(*schema, u"f"_s);
  EXPECT_TRUE(form.values().empty()) << "defaults are left to the plugin";
  auto* share = form.findChild<QDoubleSpinBox*>(u"f.share"_s);
  ASSERT_NE(share, nullptr);
  EXPECT_EQ(share->value(), 0.125) << "no digit is cut";
  EXPECT_EQ(share->maximum(), 1.0);
  share->setValue(0.5);
  form.findChild<QSpinBox*>(u"f.rounds"_s)->setValue(20);
  form.findChild<QCheckBox*>(u"f.robust"_s)->setChecked(false);
  auto* mask = form.findChild<QComboBox*>(u"f.mask"_s);
  mask->setCurrentIndex(mask->findData(u"none"_s));
  EXPECT_EQ(form.values(),
            Json::parse(R"({"share": 0.5, "rounds": 9, "robust": false, "mask": "none"})"));
  EXPECT_TRUE(plugin::completeParameters(*schema, form.values()));
}

} // namespace limpid::workflow
