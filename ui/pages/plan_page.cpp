#include "ui/pages/plan_page.h"

#include "ui/pages/fields.h"
#include "ui/pages/named.h"
#include "ui/rendering/curve_chart.h"
#include "ui/widgets/card.h"
#include "ui/widgets/empty_state.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace limpid::pages {

using namespace Qt::StringLiterals;
using viewmodels::PlanViewModel;
using widgets::Tone;

namespace {

constexpr int sentencesWidth = 320;
constexpr int sliderSteps = 1000;
constexpr int riskBins = 24;
constexpr int risksHeight = 112;
constexpr double highestInstability = 0.5; // it grows without end to the left; zero is what counts
constexpr double finestRatio = 0.005;      // left end of the level-of-detail axis, v/u
constexpr double coarsestRatio = 4.0;
constexpr double trialSeconds = 600.0;
constexpr double hourSeconds = 3600.0;
constexpr double overnightSeconds = 10.0 * 3600.0;

} // namespace

PlanPage::PlanPage(PlanViewModel& plan, QWidget* parent)
    : PageFrame(u"plan"_s, tr("Plan"),
                tr("See what your images can teach before any computing time is spent."), parent),
      m_plan(plan)
{
  primary()->setText(tr("Start training"));
  buildControls();
  setContent(buildContent());
  setAdvanced(buildAdvanced());
  for (QComboBox* box : {m_objective, m_size, m_device, m_schedule, m_weighting, m_network})
    connect(box, &QComboBox::currentIndexChanged, this, &PlanPage::takeChoices);
  for (QSpinBox* box : {m_steps, m_batch, m_heldOut, m_seed})
    connect(box, &QSpinBox::valueChanged, this, &PlanPage::takeChoices);
  connect(m_time, &QComboBox::currentIndexChanged, this, &PlanPage::takeTimeBudget);
  connect(this, &PageFrame::primaryClicked, &m_plan, &PlanViewModel::start);
  connect(&m_plan, &PlanViewModel::changed, this, &PlanPage::showState);
  connect(&m_plan, &PlanViewModel::progressed, this, &PlanPage::showState);
  connect(&m_plan, &PlanViewModel::curvesChanged, this, &PlanPage::showCurves);
  showState();
  showCurves();
}

void PlanPage::buildControls()
{
  m_objective = choice(u"plan.objective"_s, tr("How to use noisy images"),
                       {{tr("Limpid"), u"risk-sensitive"_s},
                        {tr("Clean only"), u"clean-only"_s},
                        {tr("Ignore quality"), u"standard"_s}});
  m_time = choice(u"plan.time"_s, tr("Time"),
                  {{tr("Quick look (1,000 steps)"), 0.0},
                   {tr("Trial, 10 min"), trialSeconds},
                   {tr("1 hour"), hourSeconds},
                   {tr("Overnight"), overnightSeconds},
                   {tr("As set under Advanced"), -1.0}});
  m_size = choice(u"plan.size"_s, tr("Image size"),
                  {{tr("Chosen by Limpid"), 0},
                   {tr("16 px"), 16},
                   {tr("32 px"), 32},
                   {tr("64 px"), 64},
                   {tr("128 px"), 128}});
  m_device = choice(u"plan.device"_s, tr("Device"),
                    {{tr("Best there is"), u"auto"_s},
                     {tr("Processor"), u"cpu"_s},
                     {tr("Graphics card"), u"cuda"_s}});
  addControl(tr("How to use noisy images"), m_objective);
  addControl(tr("Time"), m_time);
  addControl(tr("Image size"), m_size);
  addControl(tr("Device"), m_device);
}

QWidget* PlanPage::buildContent()
{
  m_stack = new QStackedWidget;
  m_empty = new widgets::EmptyState({});
  m_empty->setIcon(u"plan"_s);
  m_stack->addWidget(m_empty);
  auto* filled = new QWidget;
  auto* columns = new QHBoxLayout(filled);
  columns->setContentsMargins(0, 0, 0, 0);
  columns->setSpacing(16);
  columns->addWidget(buildCharts(), 1);
  columns->addWidget(buildSentences());
  m_stack->addWidget(filled);
  return m_stack;
}

QWidget* PlanPage::buildCharts()
{
  auto* charts = new QWidget;
  auto* layout = new QVBoxLayout(charts);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(4);
  const auto titled = [&](rendering::CurveChart* chart, const QString& title, int stretch) {
    auto* label = new QLabel(title);
    label->setProperty("role", u"cardTitle"_s);
    layout->addWidget(label);
    layout->addWidget(chart, stretch);
    return chart;
  };
  m_risks = titled(named(new rendering::CurveChart, u"plan.risks"_s, tr("Risk of the images")),
                   tr("Risk of the images (noise)"), 0);
  m_risks->setFixedHeight(risksHeight);
  m_instability = titled(named(new rendering::CurveChart, u"plan.instability"_s, tr("Instability")),
                         tr("Instability: how far noise would pull training off"), 1);

  auto* line = new QHBoxLayout;
  auto* label = new QLabel(tr("For an image with"));
  m_risk = named(new QSlider(Qt::Horizontal), u"plan.risk"_s, tr("Risk to draw the curves for"));
  m_risk->setRange(0, sliderSteps);
  m_risk->setPageStep(sliderSteps / 20);
  m_risk->setMinimumHeight(32);
  label->setBuddy(m_risk);
  m_riskText = named(new QLabel, u"plan.riskText"_s, tr("Chosen risk"));
  line->addWidget(label);
  line->addWidget(m_risk, 1);
  line->addWidget(m_riskText);
  layout->addLayout(line);
  connect(m_risk, &QSlider::valueChanged, this, [this](int step) {
    const double largest = viewmodels::largestRisk(m_plan.data()) * m_plan.data().intensityScale;
    m_plan.setRiskInUnit(largest * step / sliderSteps);
  });

  m_coverage = titled(
      named(new rendering::CurveChart, u"plan.coverage"_s, tr("Images that teach each level")),
      tr("Images that teach each level"), 1);
  return charts;
}

QWidget* PlanPage::buildSentences()
{
  auto* card = named(new widgets::Card(tr("What this plan means")), u"plan.sentences"_s,
                     tr("What this plan means"));
  card->setFixedWidth(sentencesWidth);
  auto* list = new QWidget;
  m_sentences = new QVBoxLayout(list);
  m_sentences->setContentsMargins(0, 0, 0, 0);
  m_sentences->setSpacing(12);
  m_sentences->addStretch();
  auto* scroll = new QScrollArea;
  scroll->setWidget(list);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->viewport()->setAutoFillBackground(false);
  list->setAutoFillBackground(false);
  card->content()->addWidget(scroll, 1);
  m_origin = named(new QLabel, u"plan.origin"_s, tr("Where the figures come from"));
  m_origin->setWordWrap(true);
  m_origin->setProperty("role", u"caption"_s);
  card->content()->addWidget(m_origin);
  return card;
}

QWidget* PlanPage::buildAdvanced()
{
  auto* advanced = new QWidget;
  auto* form = new QFormLayout(advanced);
  form->setRowWrapPolicy(QFormLayout::WrapAllRows);
  m_schedule = choice(u"plan.schedule"_s, tr("Noise schedule"),
                      {{tr("EDM"), u"edm"_s}, {tr("VP, linear"), u"vp-linear"_s}});
  m_weighting = choice(u"plan.weighting"_s, tr("Weighting"),
                       {{tr("Equal"), u"equal"_s},
                        {tr("Plain"), u"plain"_s},
                        {tr("Ambient"), u"ambient"_s},
                        {tr("Optimal"), u"optimal"_s}});
  m_network = named(new QComboBox, u"plan.network"_s, tr("Network"));
  for (const QString& name : PlanViewModel::networkNames())
    m_network->addItem(name, name);
  m_steps = number(u"plan.steps"_s, tr("Steps"), 1, 10000000);
  m_batch = number(u"plan.batch"_s, tr("Images a step"), 1, 4096);
  m_heldOut = number(u"plan.heldOut"_s, tr("Patients kept aside"), 0, 50);
  m_heldOut->setSuffix(tr(" %"));
  m_seed = number(u"plan.seed"_s, tr("Seed"), 0, 1000000000);
  const std::pair<QString, QWidget*> rows[] = {{tr("Noise schedule"), m_schedule},
                                               {tr("Weighting"), m_weighting},
                                               {tr("Network"), m_network},
                                               {tr("Steps"), m_steps},
                                               {tr("Images a step"), m_batch},
                                               {tr("Patients kept aside"), m_heldOut},
                                               {tr("Seed"), m_seed}};
  for (const auto& [label, field] : rows) {
    field->setMinimumHeight(32);
    form->addRow(label, field);
  }
  return advanced;
}

void PlanPage::takeChoices()
{
  if (m_showing)
    return;
  viewmodels::PlanChoices choices = m_plan.choices();
  choices.objective = m_objective->currentData().toString();
  choices.size = m_size->currentData().toInt();
  choices.device = m_device->currentData().toString();
  choices.schedule = m_schedule->currentData().toString();
  choices.weighting = m_weighting->currentData().toString();
  choices.network = m_network->currentData().toString();
  if (choices.steps != m_steps->value())
    selectQuietly(m_time, -1.0);
  choices.steps = m_steps->value();
  choices.batch = m_batch->value();
  choices.heldOutFraction = m_heldOut->value() / 100.0;
  choices.seed = m_seed->value();
  m_plan.setChoices(choices);
}

void PlanPage::takeTimeBudget()
{
  const double seconds = m_time->currentData().toDouble();
  if (seconds < 0.0)
    return;
  viewmodels::PlanChoices choices = m_plan.choices();
  choices.steps = seconds > 0.0 ? m_plan.stepsFor(seconds) : viewmodels::PlanChoices{}.steps;
  m_plan.setChoices(choices);
}

QString PlanPage::unit() const
{
  return QString::fromStdString(m_plan.data().unit);
}

void PlanPage::showState()
{
  using State = PlanViewModel::State;
  const State state = m_plan.state();
  const bool usable = state == State::Ready || state == State::Starting;
  m_stack->setCurrentIndex(usable ? 1 : 0);
  m_empty->setSentence(state == State::NoNoise
                           ? tr("Noise isn't measured yet. Plan needs it for at least %1 images.")
                                 .arg(PlanViewModel::fewestImages)
                           : tr("No images yet. Choose them on Studies."));
  showChoices();
  primary()->setText(usable && m_plan.cautioned() ? tr("Start anyway") : tr("Start training"));
  setPrimaryEnabled(state == State::Ready, state == State::Starting
                                               ? tr("The training is being prepared.")
                                               : tr("Noise must be known first."));
  if (!m_plan.error().isEmpty())
    status()->setSentence(m_plan.error(), Tone::Error);
  else if (state == State::Starting)
    status()->setSentence(m_plan.message(), Tone::Running);
  else if (usable && m_plan.cautioned())
    status()->setSentence(tr("This is a small set: samples may come close to copies."),
                          Tone::Warning);
  else
    status()->setSentence(m_plan.message(), Tone::Plain);
}

void PlanPage::showChoices()
{
  const QScopedValueRollback showing(m_showing, true);
  const viewmodels::PlanChoices& choices = m_plan.choices();
  selectQuietly(m_objective, choices.objective);
  selectQuietly(m_size, choices.size);
  selectQuietly(m_device, choices.device);
  selectQuietly(m_schedule, choices.schedule);
  selectQuietly(m_weighting, choices.weighting);
  selectQuietly(m_network, choices.network);
  setQuietly(m_steps, choices.steps);
  setQuietly(m_batch, choices.batch);
  setQuietly(m_heldOut, static_cast<int>(std::lround(choices.heldOutFraction * 100.0)));
  setQuietly(m_seed, choices.seed);
}

void PlanPage::showCurves()
{
  showInstability();
  showCoverage();
  showRisks();
  showSentences();
}

void PlanPage::showInstability()
{
  const auto& curve = m_plan.instability();
  const double scale = m_plan.data().intensityScale;
  const QString axis = tr("Level of detail: noise added in training (%1) – texture left, layout "
                          "right")
                           .arg(unit());
  m_instability->setAxes({axis, true, finestRatio * scale, coarsestRatio * scale},
                         {tr("Instability"), false, 0.0, highestInstability});
  std::vector<double> level;
  for (const double ratio : curve.noiseRatio)
    level.push_back(ratio * scale);
  m_instability->setSeries({{tr("Ignore quality"),
                             u"curve.ignore"_s,
                             rendering::Dash::Dashed,
                             level,
                             curve.ordinary,
                             {},
                             {}},
                            {tr("Limpid"),
                             u"curve.limpid"_s,
                             rendering::Dash::Solid,
                             level,
                             curve.riskSensitive,
                             {},
                             {}}});
  m_instability->setThresholds(
      {{m_plan.thresholdInUnit(), Qt::Vertical, tr("teaches from here on")}});

  const double largest = viewmodels::largestRisk(m_plan.data()) * scale;
  const QSignalBlocker quiet(m_risk);
  m_risk->setValue(largest > 0.0
                       ? static_cast<int>(std::lround(m_plan.riskInUnit() / largest * sliderSteps))
                       : 0);
  m_riskText->setText(tr("Risk %1 %3 (noise) · teaches from %2 %3 on")
                          .arg(QLocale().toString(m_plan.riskInUnit(), 'f', 0),
                               QLocale().toString(m_plan.thresholdInUnit(), 'f', 0), unit()));
}

void PlanPage::showCoverage()
{
  const auto& coverage = m_plan.coverage();
  const double scale = m_plan.data().intensityScale;
  m_coverage->setAxes(
      {tr("Level of detail (%1)").arg(unit()), true, finestRatio * scale, coarsestRatio * scale},
      {tr("Images"), false, 0.0, {}});
  std::vector<double> level;
  for (const double ratio : coverage.noiseRatio)
    level.push_back(ratio * scale);
  const std::vector<double> images(coverage.images.begin(), coverage.images.end());
  const std::vector<double> patients(coverage.patients.begin(), coverage.patients.end());
  m_coverage->setSeries(
      {{tr("Slices"), u"curve.limpid"_s, rendering::Dash::Solid, level, images, {}, {}},
       {tr("Patients"), u"curve.clean"_s, rendering::Dash::Dotted, level, patients, {}, {}}});
}

void PlanPage::showRisks()
{
  const viewmodels::PlanData& planned = m_plan.data();
  const double largest = std::max(viewmodels::largestRisk(planned) * planned.intensityScale, 1e-9);
  m_risks->setAxes({tr("Risk (%1)").arg(unit()), false, 0.0, {}}, {tr("Slices"), false, 0.0, {}});
  rendering::BarSeries bars{tr("Slices"), u"risk.2"_s, {}, std::vector<double>(riskBins, 0.0)};
  for (int edge = 0; edge <= riskBins; ++edge)
    bars.edges.push_back(largest * edge / riskBins);
  for (const diffusion::Risk& risk : planned.risks) {
    const int bin = static_cast<int>(risk.gate() * planned.intensityScale / largest * riskBins);
    bars.counts[static_cast<std::size_t>(std::clamp(bin, 0, riskBins - 1))] += 1.0;
  }
  m_risks->setBars(planned.risks.empty() ? std::vector<rendering::BarSeries>{} : std::vector{bars});
  m_origin->setText(planned.exact ? tr("Exact: counted in the snapshot that trains.")
                                  : tr("Estimate: from the noise as entered. It becomes exact when "
                                       "training starts."));
}

void PlanPage::showSentences()
{
  const QStringList sentences = m_plan.sentences();
  if (sentences == m_shownSentences)
    return;
  m_shownSentences = sentences;
  while (m_sentences->count() > 1) {
    const std::unique_ptr<QLayoutItem> item(m_sentences->takeAt(0));
    item->widget()->deleteLater();
  }
  int place = 0;
  for (const QString& sentence : sentences) {
    auto* label = new QLabel(sentence);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_sentences->insertWidget(place++, label);
  }
}

} // namespace limpid::pages
