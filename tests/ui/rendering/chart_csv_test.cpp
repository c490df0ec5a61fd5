#include "ui/rendering/chart_csv.h"

#include <gtest/gtest.h>

#include <limits>

namespace limpid::rendering {
namespace {

TEST(ChartCsv, GivesOneRowPerXWithBandsAndGapsLeftEmpty)
{
  const ChartAxis axis{.title = QStringLiteral("Noise (HU)")};
  const double gap = std::numeric_limits<double>::quiet_NaN();
  const std::vector<CurveSeries> curves{
      {.name = QStringLiteral("Limpid"),
       .x = {1, 2},
       .y = {0.5, gap},
       .lower = {0.4, 0.1},
       .upper = {0.6, 0.2}},
      {.name = QStringLiteral("ignore, \"all\""), .x = {2, 3}, .y = {7, 8}}};
  EXPECT_EQ(chartCsv(axis, curves, {}).toStdString(),
            "Noise (HU),Limpid,Limpid lower,Limpid upper,\"ignore, \"\"all\"\"\"\r\n"
            "1,0.5,0.4,0.6,\r\n"
            "2,,0.1,0.2,7\r\n"
            "3,,,,8");
}

TEST(ChartCsv, GivesHistogramsWithTheirEdges)
{
  const std::vector<BarSeries> bars{
      {.name = QStringLiteral("clean"), .edges = {0, 1, 2}, .counts = {3, 4}},
      {.name = QStringLiteral("噪声"), .edges = {0, 1, 2}, .counts = {5, 6}}};
  EXPECT_EQ(chartCsv({.title = QStringLiteral("HU")}, {}, bars).toStdString(),
            "HU from,HU to,clean,噪声\r\n0,1,3,5\r\n1,2,4,6");
}

} // namespace
} // namespace limpid::rendering
