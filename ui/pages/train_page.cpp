#include "ui/pages/train_page.h"

#include "ui/pages/named.h"
#include "ui/rendering/curve_chart.h"
#include "ui/rendering/gallery_view.h"
#include "ui/widgets/card.h"
#include "ui/widgets/empty_state.h"

#include <QClipboard>
#include <QFileDialog>
#include <QFormLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace limpid::pages {

using namespace Qt::StringLiterals;
using viewmodels::TrainViewModel;
using widgets::Tone;

namespace {

constexpr int previewEdge = 154; // both badges fit, five in a row at the smallest window
constexpr int realEdge = 120;
constexpr int figuresWidth = 320;
constexpr int realHeight = 176;
constexpr int lossHeight = 170;

} // namespace

TrainPage::TrainPage(TrainViewModel& train, QWidget* parent)
    : PageFrame(u"train"_s, tr("Train"), tr("Watch the model learn; stop when it is good enough."),
                parent),
      m_train(train)
{
  buildControls();
  setContent(buildContent());
  connect(this, &PageFrame::primaryClicked, this, &TrainPage::press);
  connect(&m_train, &TrainViewModel::changed, this, &TrainPage::showState);
  connect(&m_train, &TrainViewModel::curvesChanged, this, &TrainPage::showLoss);
  connect(&m_train, &TrainViewModel::previewsChanged, this, &TrainPage::showPreviews);
  connect(&m_train, &TrainViewModel::realPairChanged, this, &TrainPage::showRealPair);
  showState();
  showLoss();
}

void TrainPage::buildControls()
{
  m_pause = named(new QPushButton(tr("Pause")), u"train.pause"_s, tr("Pause or go on"));
  connect(m_pause, &QPushButton::clicked, this, [this] {
    if (m_train.state() == TrainViewModel::State::Paused)
      m_train.resume();
    else
      m_train.pause();
  });
  m_stop = named(new QPushButton(tr("Stop…")), u"train.stop"_s, tr("Stop training"));
  connect(m_stop, &QPushButton::clicked, this, &TrainPage::askToStop);
  m_copy = named(new QPushButton(tr("Copy as command")), u"train.copy"_s, tr("Copy as command"));
  connect(m_copy, &QPushButton::clicked, this,
          [this] { QGuiApplication::clipboard()->setText(m_train.command()); });
  auto* open = named(new QPushButton(tr("Open run…")), u"train.open"_s, tr("Open a run folder"));
  connect(open, &QPushButton::clicked, this, &TrainPage::openRunFolder);
  for (QPushButton* button : {m_pause, m_stop, m_copy, open})
    addControl(button);
}

QWidget* TrainPage::buildContent()
{
  m_stack = new QStackedWidget;
  auto* empty = new widgets::EmptyState(
      tr("Nothing is training. Start from Plan, or open a run folder from a cluster."));
  empty->setIcon(u"train"_s);
  auto* plan = named(empty->addButton(tr("Go to Plan")), u"train.toPlan"_s, tr("Go to Plan"));
  connect(plan, &QPushButton::clicked, this, &TrainPage::planRequested);
  m_stack->addWidget(empty);

  auto* filled = new QWidget;
  auto* columns = new QHBoxLayout(filled);
  columns->setContentsMargins(0, 0, 0, 0);
  columns->setSpacing(16);
  auto* left = new QVBoxLayout;
  left->setSpacing(8);
  m_previews = named(new rendering::GalleryView, u"train.previews"_s, tr("Previews"));
  m_previews->setCellSize(previewEdge);
  m_previews->setBadges(rendering::Badge::Synthetic | rendering::Badge::Research);
  m_previews->setEmptyReason(tr("The first previews come after a few steps."));
  left->addWidget(m_previews, 1);
  m_loss = named(new rendering::CurveChart, u"train.loss"_s, tr("Loss"));
  m_loss->setFixedHeight(lossHeight);
  m_loss->setEmptyReason(tr("The loss is drawn as soon as training has begun."));
  left->addWidget(m_loss);
  columns->addLayout(left, 1);
  columns->addWidget(buildFigures());
  m_stack->addWidget(filled);
  return m_stack;
}

QWidget* TrainPage::buildFigures()
{
  auto* column = new QWidget;
  column->setFixedWidth(figuresWidth);
  auto* layout = new QVBoxLayout(column);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(12);
  auto* card = new widgets::Card(tr("Progress"));
  auto* form = new QFormLayout;
  const auto figure = [&](const QString& name, const QString& word) {
    auto* label = named(new QLabel, name, word);
    label->setAlignment(Qt::AlignRight);
    form->addRow(word, label);
    return label;
  };
  m_step = figure(u"train.step"_s, tr("Step"));
  m_timeLeft = figure(u"train.timeLeft"_s, tr("Time left"));
  m_speed = figure(u"train.speed"_s, tr("Speed"));
  m_memory = figure(u"train.memory"_s, tr("Memory"));
  m_device = figure(u"train.device"_s, tr("Device"));
  card->content()->addLayout(form);
  layout->addWidget(card);
  auto* real = new widgets::Card(tr("Real images to compare with"));
  m_real = named(new rendering::GalleryView, u"train.real"_s, tr("Real images to compare with"));
  m_real->setCellSize(realEdge);
  m_real->setFixedHeight(realHeight);
  m_real->setBadges(rendering::Badge::Real);
  m_real->setEmptyReason(tr("Shown once the data set is read."));
  real->content()->addWidget(m_real);
  layout->addWidget(real);
  layout->addStretch();
  // One window for both, so that grey means the same.
  connect(m_previews, &rendering::GalleryView::windowLevelChanged, m_real,
          &rendering::GalleryView::setWindowLevel);
  connect(m_real, &rendering::GalleryView::windowLevelChanged, m_previews,
          &rendering::GalleryView::setWindowLevel);
  return column;
}

void TrainPage::press()
{
  using State = TrainViewModel::State;
  switch (m_train.state()) {
  case State::NoRun:
    Q_EMIT planRequested();
    break;
  case State::Running:
    m_train.finish();
    break;
  case State::Paused:
    m_train.resume();
    break;
  case State::Stopped:
  case State::Failed:
    m_train.continueRun();
    break;
  case State::Finished:
    Q_EMIT generateRequested();
    break;
  case State::Starting:
  case State::Finishing:
    break;
  }
}

void TrainPage::askToStop()
{
  auto* question = named(new QMessageBox(QMessageBox::Question, tr("Stop training"),
                                         tr("Stop now? The last safe point is kept; training can "
                                            "be continued from there."),
                                         QMessageBox::NoButton, this),
                         u"train.stopQuestion"_s, tr("Stop training"));
  question->setAttribute(Qt::WA_DeleteOnClose);
  auto* stop = named(question->addButton(tr("Stop"), QMessageBox::AcceptRole),
                     u"train.stopQuestion.stop"_s, tr("Stop"));
  question->addButton(tr("Go on"), QMessageBox::RejectRole);
  connect(stop, &QPushButton::clicked, &m_train, &TrainViewModel::stop);
  question->open();
}

void TrainPage::openRunFolder()
{
  auto* dialog = named(new QFileDialog(this, tr("Open a run folder")), u"train.openDialog"_s,
                       tr("Open a run folder"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::Directory);
  connect(dialog, &QFileDialog::fileSelected, &m_train,
          [this](const QString& folder) { m_train.setRun(folder); });
  dialog->open();
}

QString TrainPage::nextStepText(TrainViewModel::State state)
{
  using State = TrainViewModel::State;
  switch (state) {
  case State::NoRun:
    return tr("Go to Plan");
  case State::Starting:
  case State::Running:
  case State::Finishing:
    return tr("Finish now");
  case State::Paused:
  case State::Stopped:
  case State::Failed:
    return tr("Continue");
  case State::Finished:
    break;
  }
  return tr("Generate and check");
}

void TrainPage::showState()
{
  using State = TrainViewModel::State;
  const State state = m_train.state();
  m_stack->setCurrentIndex(state == State::NoRun ? 0 : 1);
  m_pause->setText(state == State::Paused ? tr("Go on") : tr("Pause"));
  m_pause->setEnabled(state == State::Running || state == State::Paused);
  m_stop->setEnabled(state == State::Running || state == State::Paused);
  m_copy->setEnabled(state != State::NoRun);
  primary()->setText(nextStepText(state));
  setPrimaryEnabled(state != State::Starting && state != State::Finishing,
                    tr("The engine is at work."));
  const Tone tone = state == State::Failed     ? Tone::Error
                    : m_train.active()         ? Tone::Running
                    : state == State::Finished ? Tone::Ok
                    : state == State::Stopped  ? Tone::Warning
                                               : Tone::Plain;
  if (!m_train.error().isEmpty())
    status()->setSentence(m_train.error(), Tone::Error);
  else
    status()->setSentence(m_train.message(), tone);
  m_step->setText(m_train.stepText());
  m_timeLeft->setText(m_train.timeLeftText());
  m_speed->setText(m_train.speedText());
  m_memory->setText(m_train.memoryText());
  m_device->setText(m_train.deviceText());
}

void TrainPage::showLoss()
{
  const viewmodels::TrainingCurves& curves = m_train.curves();
  m_loss->setAxes({tr("Step"), false, 0.0, {}}, {tr("Loss"), true, {}, {}});
  std::vector<rendering::CurveSeries> series;
  const auto add = [&series](const QString& name, const QString& colour, rendering::Dash dash,
                             const viewmodels::TrainingCurve& curve) {
    if (curve.drawable())
      series.push_back({name, colour, dash, curve.steps, curve.values, {}, {}});
  };
  add(tr("Each batch"), u"curve.other4"_s, rendering::Dash::Dotted, curves.loss());
  add(tr("Loss"), u"curve.limpid"_s, rendering::Dash::Solid, curves.averageLoss());
  add(tr("Kept aside"), u"curve.clean"_s, rendering::Dash::Dashed, curves.heldOutError());
  m_loss->setSeries(std::move(series));
}

void TrainPage::showPreviews()
{
  const auto& previews = m_train.previews();
  if (previews.empty())
    m_previews->setImages({});
  else if (m_previews->count() == static_cast<int>(previews.size()))
    m_previews->replaceImages(previews);
  else
    m_previews->setImages(previews, m_real->count() > 0 ? std::optional(m_real->windowLevel())
                                                        : std::nullopt);
}

void TrainPage::showRealPair()
{
  if (!m_train.realPair()) {
    m_real->setImages({});
    return;
  }
  const viewmodels::RealPair& pair = *m_train.realPair();
  const std::vector<imaging::Image> clean{pair.clean};
  m_real->setImages({pair.clean, pair.noisy}, rendering::percentileWindow(clean));
  m_real->setCaptions({tr("clean"), tr("noisy")});
  if (m_previews->count() > 0)
    m_previews->setWindowLevel(m_real->windowLevel());
}

} // namespace limpid::pages
