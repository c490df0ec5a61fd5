#include "ui/pages/generate_page.h"

#include "ui/pages/named.h"
#include "ui/rendering/gallery_view.h"
#include "ui/widgets/card.h"
#include "ui/widgets/empty_state.h"

#include <QComboBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace limpid::pages {

using namespace Qt::StringLiterals;
using viewmodels::GenerateViewModel;
using widgets::Tone;

namespace {

constexpr int sampleEdge = 156; // both badges fit
constexpr int mostSamples = 10000;

Tone toneOf(viewmodels::VerdictLine::State state)
{
  switch (state) {
  case viewmodels::VerdictLine::State::Good:
    return Tone::Ok;
  case viewmodels::VerdictLine::State::Attention:
    return Tone::Warning;
  case viewmodels::VerdictLine::State::NotMeasured:
    break;
  }
  return Tone::Plain;
}

/// Some line of the verdict wants attention, or there is no verdict on the samples.
bool isDoubtful(const GenerateViewModel& generate)
{
  const auto& lines = generate.verdict();
  const auto wantsAttention = [](const viewmodels::VerdictLine& line) {
    return line.state == viewmodels::VerdictLine::State::Attention;
  };
  return generate.state() == GenerateViewModel::State::Done &&
         (lines.empty() || std::any_of(lines.begin(), lines.end(), wantsAttention));
}

} // namespace

GeneratePage::GeneratePage(GenerateViewModel& generate, QWidget* parent)
    : PageFrame(u"generate"_s, tr("Generate"),
                tr("Make synthetic images and find out whether they can be trusted."), parent),
      m_generate(generate)
{
  m_count = named(new QSpinBox, u"generate.count"_s, tr("Number"));
  m_count->setRange(1, mostSamples);
  addControl(tr("Number"), m_count);
  setContent(buildContent());
  setAdvanced(buildAdvanced());
  m_again = named(addSecondary(tr("Generate again")), u"generate.again"_s, tr("Generate again"));
  connect(m_again, &QPushButton::clicked, &m_generate, &GenerateViewModel::generate);
  for (QSpinBox* box : {m_count, m_steps, m_seed})
    connect(box, &QSpinBox::valueChanged, this, &GeneratePage::takeChoices);
  connect(m_sampler, &QComboBox::currentIndexChanged, this, &GeneratePage::takeChoices);
  connect(this, &PageFrame::primaryClicked, this, &GeneratePage::press);
  connect(&m_generate, &GenerateViewModel::changed, this, &GeneratePage::showState);
  connect(&m_generate, &GenerateViewModel::samplesChanged, this, &GeneratePage::showSamples);
  connect(&m_generate, &GenerateViewModel::verdictChanged, this, &GeneratePage::showVerdict);
  showState();
  showVerdict();
}

QWidget* GeneratePage::buildContent()
{
  m_stack = new QStackedWidget;
  auto* empty = new widgets::EmptyState(tr("No trained model yet. Train one first."));
  empty->setIcon(u"generate"_s);
  m_stack->addWidget(empty);
  auto* filled = new QWidget;
  auto* layout = new QVBoxLayout(filled);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(12);
  m_verdict = named(new widgets::Card(tr("Verdict")), u"generate.verdict"_s, tr("Verdict"));
  m_lines = new QGridLayout;
  m_lines->setHorizontalSpacing(16);
  m_lines->setVerticalSpacing(4);
  m_lines->setColumnStretch(2, 1);
  m_verdict->content()->addLayout(m_lines);
  m_summary = named(new QLabel, u"generate.summary"_s, tr("What the verdict means"));
  m_summary->setWordWrap(true);
  m_summary->setProperty("role", u"purpose"_s);
  m_verdict->content()->addWidget(m_summary);
  layout->addWidget(m_verdict);
  m_gallery = named(new rendering::GalleryView, u"generate.gallery"_s, tr("Samples"));
  m_gallery->setCellSize(sampleEdge);
  m_gallery->setBadges(rendering::Badge::Synthetic | rendering::Badge::Research);
  m_gallery->setEmptyReason(tr("No samples yet. Press Generate and check."));
  layout->addWidget(m_gallery, 1);
  m_stack->addWidget(filled);
  return m_stack;
}

QWidget* GeneratePage::buildAdvanced()
{
  auto* advanced = new QWidget;
  auto* form = new QFormLayout(advanced);
  form->setRowWrapPolicy(QFormLayout::WrapAllRows);
  m_sampler = named(new QComboBox, u"generate.sampler"_s, tr("Sampler"));
  for (const viewmodels::SamplerChoice& sampler : viewmodels::samplerChoices())
    m_sampler->addItem(sampler.title, sampler.name);
  m_steps = named(new QSpinBox, u"generate.steps"_s, tr("Steps"));
  m_steps->setRange(1, 10000);
  m_seed = named(new QSpinBox, u"generate.seed"_s, tr("Seed"));
  m_seed->setRange(0, 1000000000);
  const std::pair<QString, QWidget*> rows[] = {
      {tr("Sampler"), m_sampler}, {tr("Steps"), m_steps}, {tr("Seed"), m_seed}};
  for (const auto& [label, field] : rows) {
    field->setMinimumHeight(32);
    form->addRow(label, field);
  }
  return advanced;
}

void GeneratePage::takeChoices()
{
  m_generate.setChoices(
      {m_count->value(), m_sampler->currentData().toString(), m_steps->value(), m_seed->value()});
}

void GeneratePage::press()
{
  if (m_generate.state() == GenerateViewModel::State::Done)
    Q_EMIT exportRequested();
  else
    m_generate.generate();
}

void GeneratePage::showState()
{
  using State = GenerateViewModel::State;
  const State state = m_generate.state();
  m_stack->setCurrentIndex(state == State::NoModel ? 0 : 1);
  primary()->setText(state == State::Done ? tr("Export…") : tr("Generate and check"));
  setPrimaryEnabled(state == State::Ready || state == State::Done,
                    state == State::NoModel ? tr("Train a model first.")
                                            : tr("The engine is at work."));
  m_again->setVisible(state == State::Done);
  if (!m_generate.error().isEmpty())
    status()->setSentence(m_generate.error(), Tone::Error);
  else if (m_generate.active())
    status()->setSentence(m_generate.message(), Tone::Running);
  else
    status()->setSentence(m_generate.message(), isDoubtful(m_generate) ? Tone::Warning
                                                : state == State::Done ? Tone::Ok
                                                                       : Tone::Plain);
  const viewmodels::SamplingChoices& choices = m_generate.choices();
  const std::pair<QSpinBox*, int> numbers[] = {
      {m_count, choices.count}, {m_steps, choices.steps}, {m_seed, choices.seed}};
  for (const auto& [box, value] : numbers) {
    const QSignalBlocker quiet(box);
    box->setValue(value);
  }
  const QSignalBlocker quiet(m_sampler);
  m_sampler->setCurrentIndex(std::max(0, m_sampler->findData(choices.sampler)));
}

void GeneratePage::showVerdict()
{
  while (QLayoutItem* item = m_lines->takeAt(0)) {
    item->widget()->deleteLater();
    delete item;
  }
  int row = 0;
  for (const viewmodels::VerdictLine& line : m_generate.verdict()) {
    auto* title = new QLabel(line.title);
    title->setProperty("role", u"label"_s);
    auto* number = named(new QLabel(line.number), u"generate.verdict.%1"_s.arg(row), line.title);
    number->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    if (line.state != viewmodels::VerdictLine::State::NotMeasured)
      number->setProperty("tone", widgets::toneName(toneOf(line.state)));
    auto* sentence = new QLabel(line.sentence);
    sentence->setWordWrap(true);
    m_lines->addWidget(title, row, 0);
    m_lines->addWidget(number, row, 1);
    m_lines->addWidget(sentence, row, 2);
    ++row;
  }
  m_summary->setText(m_generate.verdictSummary());
  m_verdict->setVisible(row > 0);
}

void GeneratePage::showSamples()
{
  m_gallery->setImages(m_generate.samples());
}

} // namespace limpid::pages
