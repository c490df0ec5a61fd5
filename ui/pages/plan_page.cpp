#include "ui/pages/plan_page.h"

#include "ui/pages/fields.h"
#include "ui/pages/named.h"
#include "ui/pages/pixel_text_dialog.h"
#include "ui/pages/plan_charts.h"
#include "ui/pages/teaching_table.h"
#include "ui/widgets/card.h"
#include "ui/widgets/empty_state.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScrollArea>
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
  m_lookAtText = addSecondary(tr("Look at these images…"));
  m_lookAtText->setObjectName(u"plan.lookAtText"_s);
  buildControls();
  setContent(buildContent());
  setAdvanced(buildAdvanced());
  for (QComboBox* box : {m_objective, m_size, m_device, m_schedule, m_weighting, m_network})
    connect(box, &QComboBox::currentIndexChanged, this, &PlanPage::takeChoices);
  for (QSpinBox* box : {m_steps, m_batch, m_heldOut, m_seed})
    connect(box, &QSpinBox::valueChanged, this, &PlanPage::takeChoices);
  connect(m_means, &QCheckBox::toggled, this, &PlanPage::takeChoices);
  connect(m_time, &QComboBox::currentIndexChanged, this, &PlanPage::takeTimeBudget);
  connect(this, &PageFrame::primaryClicked, &m_plan, &PlanViewModel::start);
  connect(m_lookAtText, &QPushButton::clicked, this, &PlanPage::lookAtText);
  connect(&m_plan, &PlanViewModel::changed, this, &PlanPage::showState);
  connect(&m_plan, &PlanViewModel::progressed, this, &PlanPage::showState);
  connect(&m_plan, &PlanViewModel::curvesChanged, this, &PlanPage::showMeaning);
  showState();
  showMeaning();
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
  columns->addWidget(new PlanCharts(m_plan), 1);
  columns->addWidget(buildMeaning());
  m_stack->addWidget(filled);
  return m_stack;
}

QWidget* PlanPage::buildMeaning()
{
  auto* column = new QWidget;
  column->setFixedWidth(sentencesWidth);
  auto* rows = new QVBoxLayout(column);
  rows->setContentsMargins(0, 0, 0, 0);
  rows->setSpacing(12);
  rows->addWidget(buildSentences(), 1);
  m_teachersCard = new widgets::Card(tr("Who teaches fine detail"));
  m_teachers = new TeachingTable;
  m_teachersCard->content()->addWidget(m_teachers);
  rows->addWidget(m_teachersCard);
  return column;
}

QWidget* PlanPage::buildSentences()
{
  auto* card = named(new widgets::Card(tr("What this plan means")), u"plan.sentences"_s,
                     tr("What this plan means"));
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
  m_cost = named(new QLabel, u"plan.cost"_s, tr("Time and memory"));
  m_cost->setWordWrap(true);
  m_cost->setProperty("role", u"label"_s);
  card->content()->addWidget(m_cost);
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
  m_means =
      named(new QCheckBox(tr("Add means of repeats")), u"plan.means"_s, tr("Add means of repeats"));
  m_means->setMinimumHeight(32);
  form->addRow(m_means);
  m_repeats = named(new QLabel, u"plan.repeats"_s, tr("Repeats"));
  m_repeats->setWordWrap(true);
  m_repeats->setProperty("role", u"caption"_s);
  form->addRow(m_repeats);
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
    choices.budgetSeconds = 0.0;
  choices.steps = m_steps->value();
  choices.batch = m_batch->value();
  choices.heldOutFraction = m_heldOut->value() / 100.0;
  choices.seed = m_seed->value();
  if (m_means->isEnabled())
    choices.meansOfRepeats = m_means->isChecked();
  m_plan.setChoices(choices);
}

void PlanPage::takeTimeBudget()
{
  const double seconds = m_time->currentData().toDouble();
  viewmodels::PlanChoices choices = m_plan.choices();
  choices.budgetSeconds = std::max(0.0, seconds);
  if (seconds == 0.0)
    choices.steps = viewmodels::PlanChoices{}.steps;
  m_plan.setChoices(choices);
}

void PlanPage::showEvent(QShowEvent* event)
{
  PageFrame::showEvent(event);
  m_plan.setCostWanted(true);
}

void PlanPage::hideEvent(QHideEvent* event)
{
  PageFrame::hideEvent(event);
  m_plan.setCostWanted(false);
}

void PlanPage::showState()
{
  using State = PlanViewModel::State;
  const State state = m_plan.state();
  const bool usable = state == State::Ready || state == State::Starting;
  m_stack->setCurrentIndex(usable ? 1 : 0);
  if (state == State::NoNoise)
    m_empty->setSentence(tr("Noise isn't measured yet. Plan needs it for at least %1 images.")
                             .arg(PlanViewModel::fewestImages));
  else
    m_empty->setSentence(m_plan.message().isEmpty() ? tr("No images yet. Choose them on Studies.")
                                                    : m_plan.message());
  showChoices();
  m_lookAtText->setVisible(m_plan.hasDoubtfulPixels());
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

void PlanPage::lookAtText()
{
  PixelTextDialog(m_plan.pixelText(), this).exec();
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
  const bool usual = choices.steps == viewmodels::PlanChoices{}.steps;
  selectQuietly(m_time, choices.budgetSeconds > 0.0 ? choices.budgetSeconds : usual ? 0.0 : -1.0);
  setQuietly(m_batch, choices.batch);
  setQuietly(m_heldOut, static_cast<int>(std::lround(choices.heldOutFraction * 100.0)));
  setQuietly(m_seed, choices.seed);
  showRepeats();
}

void PlanPage::showRepeats()
{
  const bool possible = m_plan.hasRepeats();
  m_means->setChecked(possible && m_plan.choices().meansOfRepeats);
  m_means->setEnabled(possible);
  m_means->setToolTip(possible ? QString() : m_plan.repeatsText());
  m_repeats->setText(m_plan.repeatsText());
}

void PlanPage::showMeaning()
{
  const viewmodels::PlanData& planned = m_plan.data();
  m_origin->setText(planned.exact ? tr("Exact: counted in the snapshot that trains.")
                                  : tr("Estimate: from the noise as entered. It becomes exact when "
                                       "training starts."));
  m_teachersCard->setVisible(!planned.teachers.empty());
  m_teachers->setTables(planned.teachers);
  showSentences();
}

void PlanPage::showSentences()
{
  m_cost->setText(m_plan.costText());
  QStringList sentences = m_plan.sentences();
  sentences.removeOne(m_cost->text()); // it stands below, always in sight
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
