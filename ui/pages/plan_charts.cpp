#include "ui/pages/plan_charts.h"

#include "ui/pages/named.h"
#include "ui/rendering/curve_chart.h"
#include "ui/rendering/film_strip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace limpid::pages {

using namespace Qt::StringLiterals;
using rendering::CurveChart;
using viewmodels::PlanViewModel;

namespace {

constexpr int sliderSteps = 1000;
constexpr int riskBins = 48;
constexpr int filmHeight = 108;
constexpr int risksHeight = 84;
constexpr int leftMargin = 52;             // of all plots: room for "10,000"
constexpr int rightMargin = 96;            // and for the curves' names
constexpr double highestInstability = 0.5; // it grows without end to the left; zero counts
constexpr double finestRatio = 0.005;      // ends of the level-of-detail axis, v/u
constexpr double coarsestRatio = 4.0;
constexpr std::array<double, 6> filmRatios{0.011, 0.033, 0.1, 0.25, 0.63, 2.0};

} // namespace

PlanCharts::PlanCharts(PlanViewModel& plan, QWidget* parent) : QWidget(parent), m_plan(plan)
{
  auto* rows = new QVBoxLayout(this);
  rows->setContentsMargins(0, 0, 0, 0);
  rows->setSpacing(4);
  m_film = named(new rendering::FilmStrip, u"plan.film"_s, tr("Levels of detail"));
  m_film->setFixedHeight(filmHeight);
  m_film->setEmptyReason(tr("One of your images will stand here, with the noise of each level."));
  rows->addWidget(m_film);
  m_risks = addChart(*rows, u"plan.risks"_s, tr("Risk of the images (noise)"));
  m_risks->setFixedHeight(risksHeight);
  m_instability = addChart(*rows, u"plan.instability"_s,
                           tr("Instability: how far noise would pull training off"));
  addRiskLine(*rows);
  m_coverage = addChart(*rows, u"plan.coverage"_s, tr("Images that teach each level"));
  rows->setStretchFactor(m_instability, 1);
  rows->setStretchFactor(m_coverage, 1);
  connect(&m_plan, &PlanViewModel::curvesChanged, this, &PlanCharts::showCurves);
  showCurves();
}

CurveChart* PlanCharts::addChart(QVBoxLayout& rows, const QString& name, const QString& title)
{
  auto* label = new QLabel(title);
  label->setProperty("role", u"label"_s);
  rows.addWidget(label);
  auto* chart = named(new CurveChart, name, title);
  chart->setPlotMargins(leftMargin, rightMargin);
  rows.addWidget(chart);
  return chart;
}

void PlanCharts::addRiskLine(QVBoxLayout& rows)
{
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
  rows.addLayout(line);
  connect(m_risk, &QSlider::valueChanged, this, [this](int step) {
    const double largest = viewmodels::largestRisk(m_plan.data()) * m_plan.data().intensityScale;
    m_plan.setRiskInUnit(largest * step / sliderSteps);
  });
}

QString PlanCharts::unit() const
{
  return QString::fromStdString(m_plan.data().unit);
}

void PlanCharts::showCurves()
{
  showFilmStrip();
  showRisks();
  showInstability();
  showRiskLine();
  showCoverage();
}

void PlanCharts::showFilmStrip()
{
  const double scale = m_plan.data().intensityScale;
  if (scale <= 0.0)
    return;
  m_film->setAxis(finestRatio * scale, coarsestRatio * scale, leftMargin, rightMargin);
  const QStringList words{tr("layout"), tr("organs"), tr("edges"), tr("fine detail"),
                          tr("texture")};
  std::vector<rendering::FilmBand> bands{{finestRatio * scale, words.last()}};
  for (qsizetype level = words.size() - 2; level >= 0; --level)
    bands.push_back({viewmodels::detailEndsAt[static_cast<std::size_t>(level)] *
                         viewmodels::intensityRange * scale,
                     words[level]});
  m_film->setBands(std::move(bands));
  std::vector<double> levels;
  for (const double ratio : filmRatios)
    levels.push_back(ratio * scale);
  m_film->setLevels(std::move(levels), scale);
  m_film->setImage(m_plan.filmStripImage());
}

void PlanCharts::showInstability()
{
  const auto& curve = m_plan.instability();
  const double scale = m_plan.data().intensityScale;
  m_instability->setAxes({{}, true, finestRatio * scale, coarsestRatio * scale},
                         {tr("Instability"), false, 0.0, highestInstability});
  std::vector<double> level;
  for (const double ratio : curve.noiseRatio)
    level.push_back(ratio * scale);
  using rendering::Dash;
  m_instability->setSeries(
      {{tr("Ignore quality"), u"curve.ignore"_s, Dash::Dashed, level, curve.ordinary, {}, {}},
       {tr("Limpid"), u"curve.limpid"_s, Dash::Solid, level, curve.riskSensitive, {}, {}}});
  m_instability->setThresholds(
      {{m_plan.thresholdInUnit(), Qt::Vertical, tr("teaches from here on")}});
}

void PlanCharts::showRiskLine()
{
  const double largest = viewmodels::largestRisk(m_plan.data()) * m_plan.data().intensityScale;
  const QSignalBlocker quiet(m_risk);
  m_risk->setValue(largest > 0.0
                       ? static_cast<int>(std::lround(m_plan.riskInUnit() / largest * sliderSteps))
                       : 0);
  m_riskText->setText(tr("Risk %1 %3 (noise) · teaches from %2 %3 on")
                          .arg(QLocale().toString(m_plan.riskInUnit(), 'f', 0),
                               QLocale().toString(m_plan.thresholdInUnit(), 'f', 0), unit()));
}

void PlanCharts::showCoverage()
{
  const auto& coverage = m_plan.coverage();
  const double scale = m_plan.data().intensityScale;
  m_coverage->setAxes(
      {tr("Level of detail: noise added in training (%1) – texture left, layout right").arg(unit()),
       true, finestRatio * scale, coarsestRatio * scale},
      {tr("Images"), false, 0.0, {}});
  std::vector<double> level;
  for (const double ratio : coverage.noiseRatio)
    level.push_back(ratio * scale);
  const std::vector<double> images(coverage.images.begin(), coverage.images.end());
  const std::vector<double> patients(coverage.patients.begin(), coverage.patients.end());
  using rendering::Dash;
  m_coverage->setSeries(
      {{tr("Slices"), u"curve.limpid"_s, Dash::Solid, level, images, {}, {}},
       {tr("Patients"), u"curve.clean"_s, Dash::Dotted, level, patients, {}, {}}});
}

/// Bins of equal width on the axis; images without risk stand in the first.
void PlanCharts::showRisks()
{
  const viewmodels::PlanData& planned = m_plan.data();
  const double scale = planned.intensityScale;
  m_risks->setAxes({{}, true, finestRatio * scale, coarsestRatio * scale},
                   {tr("Slices"), false, 0.0, {}});
  if (planned.risks.empty() || scale <= 0.0) {
    m_risks->setBars({});
    return;
  }
  const double binsPerRatio = riskBins / std::log(coarsestRatio / finestRatio);
  rendering::BarSeries bars{tr("Slices"), u"risk.2"_s, {}, std::vector<double>(riskBins, 0.0)};
  for (int edge = 0; edge <= riskBins; ++edge)
    bars.edges.push_back(finestRatio * scale * std::exp(edge / binsPerRatio));
  for (const diffusion::Risk& risk : planned.risks) {
    const double place = std::log(std::max(risk.gate(), finestRatio) / finestRatio) * binsPerRatio;
    bars.counts[static_cast<std::size_t>(std::clamp(static_cast<int>(place), 0, riskBins - 1))] +=
        1.0;
  }
  m_risks->setBars({std::move(bars)});
}

} // namespace limpid::pages
