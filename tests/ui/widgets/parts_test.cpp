#include "tests/support/gui_events.h"
#include "ui/rendering/curve_chart.h"
#include "ui/rendering/gallery_view.h"
#include "ui/rendering/image_view.h"
#include "ui/widgets/card.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/job_strip.h"
#include "ui/widgets/navigation_rail.h"
#include "ui/widgets/page_frame.h"
#include "ui/widgets/theme.h"

#include <gtest/gtest.h>

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

namespace limpid::widgets {
namespace {

using namespace limpid::testing;

TEST(PageFrame, HasOnePrimaryButtonThatEnterPresses)
{
  PageFrame page(QStringLiteral("plan"), QStringLiteral("Plan"), QStringLiteral("See."));
  page.primary()->setText(QStringLiteral("Start training"));
  int pressed = 0;
  QObject::connect(&page, &PageFrame::primaryClicked, &page, [&] { ++pressed; });
  pressKey(page, Qt::Key_Return);
  page.setPrimaryEnabled(false, QStringLiteral("Choose at least one image kind."));
  pressKey(page, Qt::Key_Return);
  EXPECT_EQ(pressed, 1);
  EXPECT_EQ(page.primary()->toolTip().toStdString(), "Choose at least one image kind.");
  EXPECT_EQ(page.findChild<QPushButton*>(QStringLiteral("plan.primary")), page.primary());
}

TEST(PageFrame, OpensTheDrawerOnlyWhenThereIsSomethingInIt)
{
  PageFrame page(QStringLiteral("plan"), QStringLiteral("Plan"), QStringLiteral("See."));
  showAndSettle(page, {1000, 600});
  auto* button = page.findChild<QToolButton*>(QStringLiteral("plan.advanced"));
  EXPECT_FALSE(button->isVisible());
  page.setAdvanced(new QLabel(QStringLiteral("seed")));
  EXPECT_TRUE(button->isVisible());
  bool told = false;
  QObject::connect(&page, &PageFrame::advancedToggled, &page, [&](bool open) { told = open; });
  button->click();
  EXPECT_TRUE(told);
  EXPECT_TRUE(page.findChild<QWidget*>(QStringLiteral("plan.drawer"))->isVisible());
}

TEST(PageFrame, NamesItsControlsForScreenReaders)
{
  PageFrame page(QStringLiteral("plan"), QStringLiteral("Plan"), QStringLiteral("See."));
  auto* budget = new QComboBox;
  page.addControl(QStringLiteral("Time budget"), budget);
  EXPECT_EQ(budget->accessibleName().toStdString(), "Time budget");
}

TEST(StatusSentence, SpeaksItsTone)
{
  StatusSentence status;
  status.setSentence(QStringLiteral("Disk is full."), Tone::Error);
  EXPECT_EQ(status.accessibleName().toStdString(), "Error: Disk is full.");
  status.setSentence(QStringLiteral("All is well."), Tone::Ok);
  EXPECT_EQ(status.accessibleName().toStdString(), "All is well.");
}

TEST(Card, IsChosenByMouseAndKeyboardOnlyWhenItIsAChoice)
{
  Card card(QStringLiteral("Axial T1 head"));
  int clicks = 0;
  QObject::connect(&card, &Card::clicked, &card, [&] { ++clicks; });
  click(card, {10, 10});
  pressKey(card, Qt::Key_Space);
  EXPECT_EQ(clicks, 0);
  card.setSelectable(true);
  click(card, {10, 10});
  pressKey(card, Qt::Key_Space);
  EXPECT_EQ(clicks, 2);
}

TEST(Chip, ShowsItsWordAndCount)
{
  Chip chip(QStringLiteral("CT"));
  EXPECT_EQ(chip.text().toStdString(), "CT");
  chip.setCount(210);
  EXPECT_EQ(chip.text().toStdString(), "CT · 210");
  EXPECT_EQ(chip.focusPolicy(), Qt::NoFocus);
  chip.setFilter(true);
  EXPECT_TRUE(chip.isCheckable());
  EXPECT_EQ(chip.focusPolicy(), Qt::StrongFocus);
}

TEST(ElidedLabel, CutsWhatHasNoRoomAndSaysAllOfItWhereThereIs)
{
  const QString all = QStringLiteral("from a table, by the command line");
  ElidedLabel label;
  label.setWholeText(all);
  label.resize(60, 24);
  label.show();
  QCoreApplication::sendPostedEvents();
  EXPECT_TRUE(label.text().endsWith(QChar(0x2026))) << label.text().toStdString();
  EXPECT_LT(label.text().size(), all.size());
  EXPECT_EQ(label.wholeText(), all);
  EXPECT_EQ(label.accessibleDescription(), all);
  label.resize(600, 24);
  EXPECT_EQ(label.text(), all);
}

TEST(JobStrip, ShowsABarOnlyForJobsThatLast)
{
  JobStrip strip;
  showAndSettle(strip, {800, 32});
  auto* bar = strip.findChild<QProgressBar*>(QStringLiteral("jobs.bar"));
  auto* cancel = strip.findChild<QPushButton*>(QStringLiteral("jobs.cancel"));
  strip.showProgress(QStringLiteral("Measuring noise…"), 0.25);
  EXPECT_TRUE(strip.isRunning());
  EXPECT_FALSE(bar->isVisible());
  const QDeadlineTimer patience(20000);
  while (!bar->isVisible() && !patience.hasExpired())
    QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
  EXPECT_TRUE(cancel->isVisible());
  EXPECT_EQ(bar->value() * 4, bar->maximum());
  int cancelled = 0;
  QObject::connect(&strip, &JobStrip::cancelRequested, &strip, [&] { ++cancelled; });
  cancel->click();
  cancel->click();
  EXPECT_EQ(cancelled, 1);
  strip.showIdle(QStringLiteral("Measured."));
  EXPECT_FALSE(bar->isVisible());
  EXPECT_FALSE(strip.isRunning());
}

TEST(JobStrip, IsSeenInADialogOnlyWhileAJobRuns)
{
  QWidget dialog;
  auto* rows = new QVBoxLayout(&dialog);
  auto* strip = new JobStrip;
  strip->hideWhileIdle();
  rows->addWidget(strip);
  showAndSettle(dialog, {400, 100});
  EXPECT_FALSE(strip->isVisible());
  strip->showProgress(QStringLiteral("Sending…"), 0.5);
  EXPECT_TRUE(strip->isVisible());
  strip->showIdle();
  EXPECT_FALSE(strip->isVisible());
}

TEST(NavigationRail, SaysStateInWordsAndFollowsClicks)
{
  NavigationRail rail;
  rail.addEntry(QStringLiteral("studies"), QStringLiteral("studies"), QStringLiteral("Studies"));
  rail.addEntry(QStringLiteral("train"), QStringLiteral("train"), QStringLiteral("Train"));
  rail.setCurrent(QStringLiteral("studies"));
  rail.setState(QStringLiteral("train"), PageState::Attention);
  auto* train = rail.findChild<QToolButton*>(QStringLiteral("rail.train"));
  EXPECT_EQ(train->accessibleName().toStdString(), "Train: attention");
  EXPECT_EQ(rail.state(QStringLiteral("train")), PageState::Attention);
  QString went;
  QObject::connect(&rail, &NavigationRail::activated, &rail, [&](const QString& id) { went = id; });
  train->click();
  EXPECT_EQ(went.toStdString(), "train");
  EXPECT_EQ(rail.current().toStdString(), "train");
}

TEST(NavigationRail, GoesThroughItsEntriesByArrowKeys)
{
  NavigationRail rail;
  rail.addEntry(QStringLiteral("studies"), QStringLiteral("studies"), QStringLiteral("Studies"));
  rail.addEntry(QStringLiteral("train"), QStringLiteral("train"), QStringLiteral("Train"));
  showAndSettle(rail, {72, 400});
  auto* studies = rail.findChild<QToolButton*>(QStringLiteral("rail.studies"));
  auto* train = rail.findChild<QToolButton*>(QStringLiteral("rail.train"));
  giveKeyboard(rail);
  rail.setCurrent(QStringLiteral("studies"));
  studies->setFocus();
  pressKey(*studies, Qt::Key_Down);
  EXPECT_EQ(rail.focusWidget(), train);
  EXPECT_EQ(rail.current().toStdString(), "train");
}

/// A page put together of everything, for people to look at (LIMPID_SCREENSHOTS).
class WholePage : public ::testing::TestWithParam<Appearance>
{
};

imaging::Image disc(int edge, float radius)
{
  imaging::Image image;
  image.rows = image.columns = edge;
  for (int row = 0; row < edge; ++row)
    for (int column = 0; column < edge; ++column) {
      const auto distance =
          static_cast<float>(std::hypot(row - edge / 2, column - edge / 2) / (edge / 2.0));
      image.pixels.push_back(distance < radius ? 1.0F - distance : 0.0F);
    }
  return image;
}

rendering::CurveChart* curves()
{
  auto* chart = new rendering::CurveChart;
  std::vector<rendering::CurveSeries> series(2);
  series[0] = {.name = QStringLiteral("Limpid"), .colourToken = QStringLiteral("curve.limpid")};
  series[1] = {.name = QStringLiteral("Ignore quality"),
               .colourToken = QStringLiteral("curve.ignore"),
               .dash = rendering::Dash::Dashed};
  for (int i = 1; i < 100; ++i)
    for (std::size_t s = 0; s < 2; ++s) {
      series[s].x.push_back(i);
      series[s].y.push_back(s == 0 ? 0.0 : 30.0 * std::exp(-i / 20.0));
    }
  chart->setAxes({.title = QStringLiteral("Noise (HU)")}, {.title = QStringLiteral("Instability")});
  chart->setSeries(series);
  return chart;
}

Card* selectedKind()
{
  auto* kind = new Card(QStringLiteral("Axial T1 head"));
  kind->setSelectable(true);
  kind->setSelected(true);
  auto* chips = new QHBoxLayout;
  for (const Tone tone : {Tone::Plain, Tone::Ok, Tone::Warning, Tone::Error}) {
    auto* chip = new Chip(QStringLiteral("MR"));
    chip->setCount(210);
    chip->setTone(tone);
    chips->addWidget(chip);
  }
  auto* filter = new Chip(QStringLiteral("Unrated"));
  filter->setFilter(true);
  filter->setChecked(true);
  chips->addWidget(filter);
  chips->addStretch();
  kind->content()->addLayout(chips);
  return kind;
}

QWidget* content()
{
  auto* content = new QWidget;
  auto* columns = new QHBoxLayout(content);
  columns->setContentsMargins(0, 0, 0, 0);
  columns->setSpacing(16);
  auto* gallery = new rendering::GalleryView;
  std::vector<imaging::Image> images;
  for (int i = 0; i < 20; ++i)
    images.push_back(disc(64, 0.3F + 0.03F * static_cast<float>(i)));
  gallery->setImages(images);
  gallery->setBadges(rendering::Badge::Synthetic);
  gallery->setSelection({2, 3});
  columns->addWidget(gallery, 3);
  auto* right = new QVBoxLayout;
  auto* chartCard = new Card(QStringLiteral("Instability: how far noise would pull training off"));
  chartCard->content()->addWidget(curves());
  right->addWidget(chartCard, 1);
  right->addWidget(selectedKind());
  auto* empty =
      new EmptyState(QStringLiteral("Drop a folder of scans here. 把扫描文件夹拖到这里。"));
  empty->setIcon(QStringLiteral("folder"));
  empty->addButton(QStringLiteral("Add folder…"));
  empty->addButton(QStringLiteral("Open the tour"));
  right->addWidget(empty, 1);
  columns->addLayout(right, 2);
  return content;
}

NavigationRail* rail()
{
  auto* rail = new NavigationRail;
  const char* pages[] = {"studies", "quality", "plan", "train", "generate", "export"};
  const PageState states[] = {PageState::Done,    PageState::Attention, PageState::Ready,
                              PageState::Running, PageState::Empty,     PageState::Empty};
  for (int i = 0; i < 6; ++i) {
    const QString id = QString::fromLatin1(pages[i]);
    rail->addEntry(id, id, id.left(1).toUpper() + id.mid(1));
    rail->setState(id, states[i]);
  }
  rail->setCurrent(QStringLiteral("plan"));
  return rail;
}

QWidget* advanced()
{
  auto* advanced = new QWidget;
  auto* form = new QVBoxLayout(advanced);
  form->addWidget(new QLabel(QStringLiteral("Seed")));
  form->addWidget(new QSpinBox);
  auto* reproducible = new QCheckBox(QStringLiteral("Reproducible"));
  reproducible->setChecked(true);
  form->addWidget(reproducible);
  form->addWidget(new QCheckBox(QStringLiteral("Mixed precision")));
  form->addStretch();
  return advanced;
}

PageFrame* planPage()
{
  auto* page = new PageFrame(
      QStringLiteral("plan"), QStringLiteral("Plan"),
      QStringLiteral("See what your images can teach before any computing time is spent."));
  auto* use = new QComboBox;
  use->addItems({QStringLiteral("Limpid"), QStringLiteral("Clean only")});
  page->addControl(QStringLiteral("How to use noisy images"), use);
  page->addControl(QStringLiteral("Search"), new QLineEdit);
  page->addControl(new QPushButton(QStringLiteral("Match ratings…")));
  page->setContent(content());
  page->setAdvanced(advanced());
  page->addSecondary(QStringLiteral("Run with suggested settings"));
  page->primary()->setText(QStringLiteral("Start training"));
  page->status()->setSentence(QStringLiteral("Noise is known for 3,870 of 3,870 slices."),
                              Tone::Ok);
  return page;
}

TEST_P(WholePage, StandsWithOneAccentAndItsPicturesOnBlack)
{
  const auto theme = Theme::load(GetParam());
  ASSERT_TRUE(theme) << theme.error().message;
  theme->applyTo(*qApp);
  const QString look =
      GetParam() == Appearance::Dark ? QStringLiteral("page_dark") : QStringLiteral("page_light");
  QWidget window;
  NavigationRail* entries = rail();
  PageFrame* page = planPage();
  auto* strip = new JobStrip;
  strip->showIdle(QStringLiteral("4,198 slices read."));
  auto* columns = new QHBoxLayout;
  columns->addWidget(entries);
  columns->addWidget(page, 1);
  columns->setSpacing(0);
  auto* rows = new QVBoxLayout(&window);
  rows->setContentsMargins(0, 0, 0, 0);
  rows->setSpacing(0);
  rows->addLayout(columns, 1);
  rows->addWidget(strip);
  showAndSettle(window, {1280, 800});
  const QImage shot = screenshot(window, look);
  const QPoint inButton = page->primary()->mapTo(&window, QPoint(6, 6));
  entries->setWide(true);
  page->setAdvancedOpen(true);
  screenshot(window, look + QStringLiteral("_wide"));
  EXPECT_EQ(shot.pixelColor(inButton), theme->colour(QStringLiteral("accent")));
  EXPECT_EQ(shot.pixelColor(76, 4), theme->colour(QStringLiteral("window")));
}

INSTANTIATE_TEST_SUITE_P(, WholePage, ::testing::Values(Appearance::Dark, Appearance::Light),
                         [](const auto& tested) {
                           return tested.param == Appearance::Dark ? "Dark" : "Light";
                         });

} // namespace
} // namespace limpid::widgets
