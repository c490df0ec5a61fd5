#include "tests/support/gui_events.h"
#include "ui/rendering/colour_tokens.h"
#include "ui/rendering/curve_chart.h"
#include "ui/widgets/theme.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace limpid::rendering {
namespace {

using namespace limpid::testing;

int countNear(const QImage& image, const QColor& colour, QRect area)
{
  int found = 0;
  for (int y = area.top(); y <= area.bottom(); ++y)
    for (int x = area.left(); x <= area.right(); ++x) {
      const QColor pixel = image.pixelColor(x, y);
      found += std::abs(pixel.red() - colour.red()) < 12 &&
               std::abs(pixel.green() - colour.green()) < 12 &&
               std::abs(pixel.blue() - colour.blue()) < 12;
    }
  return found;
}

CurveSeries curve(const char* name, const char* token, Dash dash, double scale)
{
  CurveSeries series{
      .name = QString::fromUtf8(name), .colourToken = QString::fromLatin1(token), .dash = dash};
  for (int i = 0; i <= 200; ++i) {
    series.x.push_back(0.2 * i + 1.0);
    series.y.push_back(scale * std::exp(-0.01 * i));
  }
  return series;
}

class CurveChartTest : public ::testing::TestWithParam<widgets::Appearance>
{
protected:
  void SetUp() override
  {
    const auto theme = widgets::Theme::load(GetParam());
    ASSERT_TRUE(theme) << theme.error().message;
    theme->applyTo(*qApp);
    dark = GetParam() == widgets::Appearance::Dark;
    chart.setAxes({.title = QStringLiteral("Noise (HU)")},
                  {.title = QStringLiteral("Instability 不稳定性")});
    chart.setEmptyReason(QStringLiteral("Noise isn't measured yet. 尚未测量噪声。"));
    showAndSettle(chart, {560, 300});
  }

  QImage shot(const char* name)
  {
    return screenshot(chart, QString::fromLatin1(name) +
                                 (dark ? QStringLiteral("_dark") : QStringLiteral("_light")));
  }

  QRect plot() const { return chart.plotArea().toRect(); }

  CurveChart chart;
  bool dark = true;
};

TEST_P(CurveChartTest, DrawsEachCurveInItsColourOnTheSurface)
{
  CurveSeries limpid = curve("Limpid", "curve.limpid", Dash::Solid, 2.0);
  for (const double y : limpid.y) {
    limpid.lower.push_back(0.8 * y);
    limpid.upper.push_back(1.2 * y);
  }
  chart.setSeries({limpid, curve("忽略质量", "curve.ignore", Dash::Dashed, 8.0),
                   curve("Clean only", "curve.clean", Dash::Dotted, 5.0)});
  const QImage image = shot("chart");
  EXPECT_GT(countNear(image, tokenColour(QStringLiteral("curve.limpid")), plot()), 300);
  EXPECT_GT(countNear(image, tokenColour(QStringLiteral("curve.ignore")), plot()), 150);
  EXPECT_GT(countNear(image, tokenColour(QStringLiteral("curve.clean")), plot()), 100);
  EXPECT_EQ(image.pixelColor(2, 2), tokenColour(QStringLiteral("surface")));
}

TEST_P(CurveChartTest, DrawsACurveWhereItsValuesAre)
{
  chart.setSeries({curve("Limpid", "curve.limpid", Dash::Solid, 2.0)});
  const QImage image = shot("chart_one");
  const std::optional<QPointF> at = chart.toWidget({21.0, 2.0 * std::exp(-1.0)});
  ASSERT_TRUE(at);
  const QRect around(at->toPoint() - QPoint(2, 2), QSize(5, 5));
  EXPECT_GT(countNear(image, tokenColour(QStringLiteral("curve.limpid")), around), 4);
}

TEST_P(CurveChartTest, BreaksDashedCurves)
{
  chart.setSeries({curve("a", "curve.ignore", Dash::Solid, 8.0)});
  const int solid =
      countNear(shot("chart_solid"), tokenColour(QStringLiteral("curve.ignore")), plot());
  chart.setSeries({curve("a", "curve.ignore", Dash::Dashed, 8.0)});
  const int dashed =
      countNear(shot("chart_dashed"), tokenColour(QStringLiteral("curve.ignore")), plot());
  EXPECT_LT(dashed, solid * 0.85);
  EXPECT_GT(dashed, solid * 0.3);
}

TEST_P(CurveChartTest, SaysWhyItIsEmpty)
{
  const QImage empty = shot("chart_empty");
  EXPECT_GT(countNear(empty, tokenColour(QStringLiteral("text2")), chart.rect()), 50);
  EXPECT_EQ(chart.toWidget({1.0, 1.0}), std::nullopt);
  const double gap = std::numeric_limits<double>::quiet_NaN();
  chart.setSeries({{.name = QStringLiteral("a"), .x = {1.0, 2.0}, .y = {gap, gap}}});
  EXPECT_EQ(chart.toWidget({1.0, 1.0}), std::nullopt);
}

TEST_P(CurveChartTest, DrawsStackedBarsAndAWarnedRegion)
{
  chart.setAxes({.title = QStringLiteral("Noise (HU)"), .logarithmic = true},
                {.title = QStringLiteral("Images")});
  chart.setBars({{.name = QStringLiteral("Patients"),
                  .colourToken = QStringLiteral("risk.2"),
                  .edges = {1, 2, 4, 8, 16, 32, 64},
                  .counts = {4, 20, 60, 42, 11, 3}},
                 {.name = QStringLiteral("Slices"),
                  .colourToken = QStringLiteral("risk.4"),
                  .edges = {1, 2, 4, 8, 16, 32, 64},
                  .counts = {8, 30, 50, 20, 21, 6}}});
  chart.setThresholds({{.value = 24.0,
                        .orientation = Qt::Vertical,
                        .label = QStringLiteral("limit"),
                        .warn = WarnSide::Above}});
  const QImage image = shot("chart_bars");
  EXPECT_GT(countNear(image, tokenColour(QStringLiteral("risk.2")), plot()), 2000);
  EXPECT_GT(countNear(image, tokenColour(QStringLiteral("risk.4")), plot()), 2000);
  EXPECT_GT(countNear(image, tokenColour(QStringLiteral("warnBg")), plot()), 1000);
  const std::optional<QPointF> inSecond = chart.toWidget({2.8, 10.0});
  ASSERT_TRUE(inSecond);
  EXPECT_EQ(image.pixelColor(inSecond->toPoint()), tokenColour(QStringLiteral("risk.2")));
}

TEST_P(CurveChartTest, HasALegendFromFourCurvesOn)
{
  chart.setSeries({curve("Limpid", "curve.limpid", Dash::Solid, 2.0),
                   curve("Ignore quality", "curve.ignore", Dash::Dashed, 8.0),
                   curve("Clean only", "curve.clean", Dash::Dotted, 5.0),
                   curve("Weighted", "curve.other1", Dash::DashDotted, 4.0)});
  sendMouse(chart, QEvent::MouseMove, {200, 150}, Qt::NoButton);
  const QImage image = shot("chart_legend");
  const QRect right(plot().right() + 2, 0, chart.width() - plot().right() - 3, chart.height());
  EXPECT_GT(countNear(image, tokenColour(QStringLiteral("curve.other1")), right), 8);
}

TEST_P(CurveChartTest, FollowsAChangeOfAppearance)
{
  chart.setSeries({curve("Limpid", "curve.limpid", Dash::Solid, 2.0)});
  shot("chart_before_change");
  const auto other =
      widgets::Theme::load(dark ? widgets::Appearance::Light : widgets::Appearance::Dark);
  ASSERT_TRUE(other);
  other->applyTo(*qApp);
  const QImage image = shot("chart_after_change");
  EXPECT_EQ(image.pixelColor(2, 2), other->colour(QStringLiteral("surface")));
  EXPECT_GT(countNear(image, other->colour(QStringLiteral("curve.limpid")), plot()), 300);
}

INSTANTIATE_TEST_SUITE_P(, CurveChartTest,
                         ::testing::Values(widgets::Appearance::Dark, widgets::Appearance::Light),
                         [](const auto& tested) {
                           return tested.param == widgets::Appearance::Dark ? "Dark" : "Light";
                         });

} // namespace
} // namespace limpid::rendering
