#include "ui/pages/noise_kind_dialog.h"

#include "ui/pages/named.h"
#include "ui/rendering/curve_chart.h"
#include "ui/widgets/card.h"
#include "ui/widgets/status_sentence.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace limpid::pages {

using namespace Qt::StringLiterals;
using rendering::CurveChart;
using rendering::CurveSeries;
using rendering::Dash;
using viewmodels::NoiseFitViewModel;
using widgets::Tone;

namespace {

constexpr QSize dialogSize(880, 660);
constexpr int chartHeight = 200;

/// The middles of bins, so that a histogram and its law are drawn as two curves.
std::vector<double> middles(const std::vector<double>& edges)
{
  std::vector<double> middle;
  for (std::size_t bin = 0; bin + 1 < edges.size(); ++bin)
    middle.push_back(0.5 * (edges[bin] + edges[bin + 1]));
  return middle;
}

} // namespace

NoiseKindDialog::NoiseKindDialog(NoiseFitViewModel& fit, QWidget* parent)
    : QDialog(parent), m_fit(fit)
{
  named(this, u"noiseKind"_s, tr("Kind of noise"));
  setWindowTitle(tr("Kind of noise"));
  setAttribute(Qt::WA_DeleteOnClose);
  resize(dialogSize);
  auto* rows = new QVBoxLayout(this);
  rows->setContentsMargins(16, 16, 16, 16);
  rows->setSpacing(12);
  m_sentence = named(new widgets::StatusSentence, u"noiseKind.sentence"_s, tr("What fits"));
  m_more = named(new QLabel, u"noiseKind.more"_s, tr("What follows from it"));
  m_more->setWordWrap(true);
  rows->addWidget(m_sentence);
  rows->addWidget(m_more);
  rows->addWidget(buildCharts(), 1);
  rows->addWidget(buildFoot());
  connect(&m_fit, &NoiseFitViewModel::changed, this, &NoiseKindDialog::showState);
  showState();
  if (m_fit.state() == NoiseFitViewModel::State::Idle)
    m_fit.measure();
}

QWidget* NoiseKindDialog::buildCharts()
{
  auto* charts = new QWidget;
  auto* grid = new QGridLayout(charts);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setSpacing(12);
  const auto add = [grid](const QString& name, const QString& title, int row, int column,
                          int columns) {
    auto* card = new widgets::Card(title);
    auto* chart = named(new CurveChart, name, title);
    chart->setMinimumHeight(chartHeight);
    chart->setEmptyReason(tr("Not measured yet."));
    card->content()->addWidget(chart, 1);
    grid->addWidget(card, row, column, 1, columns);
    return chart;
  };
  m_histogram = add(u"noiseKind.histogram"_s, tr("How strong single grains are"), 0, 0, 1);
  m_spread = add(u"noiseKind.spread"_s, tr("How noise follows the signal"), 0, 1, 1);
  m_spectrum = add(u"noiseKind.spectrum"_s, tr("How coarse it is: its spectrum"), 1, 0, 2);
  return charts;
}

QWidget* NoiseKindDialog::buildFoot()
{
  auto* foot = new QWidget;
  auto* line = new QHBoxLayout(foot);
  line->setContentsMargins(0, 0, 0, 0);
  m_measure =
      named(new QPushButton(tr("Measure again")), u"noiseKind.measure"_s, tr("Measure again"));
  auto* close = named(new QPushButton(tr("Close")), u"noiseKind.close"_s, tr("Close"));
  line->addStretch();
  line->addWidget(m_measure);
  line->addWidget(close);
  connect(m_measure, &QPushButton::clicked, &m_fit, &NoiseFitViewModel::measure);
  connect(close, &QPushButton::clicked, this, &QDialog::accept);
  return foot;
}

void NoiseKindDialog::showState()
{
  using State = NoiseFitViewModel::State;
  const State state = m_fit.state();
  m_measure->setEnabled(state != State::Measuring);
  QStringList more = m_fit.sentences();
  const QString first = more.isEmpty() ? QString() : more.takeFirst();
  if (state == State::Failed)
    m_sentence->setSentence(m_fit.error(), Tone::Error);
  else if (state == State::Measuring)
    m_sentence->setSentence(tr("Looking at the noise of some images…"), Tone::Running);
  else
    m_sentence->setSentence(first);
  m_more->setText(more.join(u' '));
  m_spectrum->setEmptyReason(state == State::Ready
                                 ? tr("Images so small, or with structure everywhere, tell no "
                                      "spectrum.")
                                 : tr("Not measured yet."));
  showCharts();
}

void NoiseKindDialog::showCharts()
{
  const auto curves = [](const std::vector<double>& x, const std::vector<double>& measured,
                         const std::vector<double>& ofLaw) {
    std::vector<CurveSeries> series;
    if (x.empty())
      return series;
    series.push_back({tr("measured"), u"curve.limpid"_s, Dash::Solid, x, measured});
    series.push_back({tr("law"), u"curve.ignore"_s, Dash::Dashed, x, ofLaw});
    return series;
  };
  const auto& histogram = m_fit.histogram();
  m_histogram->setAxes({tr("Noise over its expected spread")}, {tr("Share of pixels")});
  m_histogram->setSeries(curves(middles(histogram.edges), histogram.measured, histogram.ofLaw));
  m_spread->setAxes({tr("Signal (%1)").arg(m_fit.unit())}, {tr("Noise (%1)").arg(m_fit.unit())});
  m_spread->setSeries(curves(m_fit.spread().x, m_fit.spread().measured, m_fit.spread().ofLaw));
  m_spectrum->setAxes({tr("Frequency (cycles a pixel)")}, {tr("Power over its mean")});
  m_spectrum->setSeries(
      curves(m_fit.spectrum().x, m_fit.spectrum().measured, m_fit.spectrum().ofLaw));
}

} // namespace limpid::pages
