#include "ui/rendering/chart_csv.h"

#include <QStringList>

#include <cmath>
#include <map>

namespace limpid::rendering {
namespace {

QString field(const QString& text)
{
  static const QString special = QStringLiteral(",\"\n\r");
  const bool plain =
      std::none_of(text.begin(), text.end(), [](QChar letter) { return special.contains(letter); });
  if (plain)
    return text;
  QString doubled = text;
  doubled.replace(QLatin1Char('"'), QStringLiteral("\"\""));
  return QLatin1Char('"') + doubled + QLatin1Char('"');
}

QString field(double number)
{
  return std::isfinite(number) ? QString::number(number, 'g', 10) : QString();
}

/// Columns that need not share their x, gathered by x.
class ColumnTable
{
public:
  void add(const QString& name, const std::vector<double>& x, const std::vector<double>& y)
  {
    for (std::size_t i = 0; i < std::min(x.size(), y.size()); ++i)
      if (std::isfinite(x[i]))
        m_rows[x[i]][m_names.size()] = y[i];
    m_names.append(field(name));
  }

  QStringList lines(const QString& xTitle) const
  {
    QStringList lines{
        QStringList{field(xTitle), m_names.join(QLatin1Char(','))}.join(QLatin1Char(','))};
    for (const auto& [x, cells] : m_rows) {
      QStringList row{field(x)};
      for (qsizetype i = 0; i < m_names.size(); ++i) {
        const auto cell = cells.find(i);
        row.append(cell == cells.end() ? QString() : field(cell->second));
      }
      lines.append(row.join(QLatin1Char(',')));
    }
    return lines;
  }

private:
  QStringList m_names;
  std::map<double, std::map<qsizetype, double>> m_rows;
};

QStringList curveLines(const ChartAxis& x, const std::vector<CurveSeries>& series)
{
  ColumnTable table;
  for (const CurveSeries& curve : series) {
    table.add(curve.name, curve.x, curve.y);
    if (!curve.lower.empty())
      table.add(CurveChart::tr("%1 lower").arg(curve.name), curve.x, curve.lower);
    if (!curve.upper.empty())
      table.add(CurveChart::tr("%1 upper").arg(curve.name), curve.x, curve.upper);
  }
  return table.lines(x.title);
}

QStringList barLines(const ChartAxis& x, const std::vector<BarSeries>& bars)
{
  QStringList head{field(CurveChart::tr("%1 from").arg(x.title)),
                   field(CurveChart::tr("%1 to").arg(x.title))};
  for (const BarSeries& series : bars)
    head.append(field(series.name));
  QStringList lines{head.join(QLatin1Char(','))};
  const std::vector<double>& edges = bars.front().edges;
  for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
    QStringList row{field(edges[i]), field(edges[i + 1])};
    for (const BarSeries& series : bars)
      row.append(i < series.counts.size() ? field(series.counts[i]) : QString());
    lines.append(row.join(QLatin1Char(',')));
  }
  return lines;
}

} // namespace

QString chartCsv(const ChartAxis& x, const std::vector<CurveSeries>& series,
                 const std::vector<BarSeries>& bars)
{
  QStringList lines;
  if (!series.empty())
    lines += curveLines(x, series);
  if (!series.empty() && !bars.empty())
    lines.append(QString());
  if (!bars.empty())
    lines += barLines(x, bars);
  return lines.join(QStringLiteral("\r\n"));
}

} // namespace limpid::rendering
