#pragma once

#include <QString>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

namespace limpid::rendering {

enum class Dash { Solid, Dashed, Dotted, DashDotted };

/// One curve. Points that aren't finite leave a gap; on a logarithmic axis so do those ≤ 0.
struct CurveSeries
{
  QString name = {};
  QString colourToken = {}; ///< of tokens.json, for example "curve.limpid"
  Dash dash = Dash::Solid;
  std::vector<double> x = {};
  std::vector<double> y = {};
  std::vector<double> lower = {}; ///< band around the curve, as long as x; empty = none
  std::vector<double> upper = {};
};

/// One histogram: counts.size() + 1 = edges.size(). Several are stacked; they share their edges.
struct BarSeries
{
  QString name = {};
  QString colourToken = {};
  std::vector<double> edges = {};
  std::vector<double> counts = {};
};

struct ChartAxis
{
  QString title = {}; ///< with the unit, for example "Noise (HU)"
  bool logarithmic = false;
  std::optional<double> minimum = {}; ///< from the data where absent
  std::optional<double> maximum = {};
};

/// The side of a threshold that is tinted as a warning.
enum class WarnSide { None, Above, Below };

/// A line across the chart where a rule begins to hold.
struct ChartThreshold
{
  double value = 0.0;
  Qt::Orientation orientation = Qt::Horizontal; ///< horizontal: a value of y
  QString label = {};
  WarnSide warn = WarnSide::None;
};

/// Curves or histograms in the look of the theme, with names at the ends of up to three curves and
/// a legend from four on, a crosshair with the values under the pointer, and CSV of what is drawn.
class CurveChart final : public QWidget
{
  Q_OBJECT

public:
  explicit CurveChart(QWidget* parent = nullptr);
  ~CurveChart() override;

  void setAxes(const ChartAxis& x, const ChartAxis& y);
  void setSeries(std::vector<CurveSeries> series); ///< cheap: made for live updates
  void setBars(std::vector<BarSeries> bars);
  void setThresholds(std::vector<ChartThreshold> thresholds);
  void setEmptyReason(const QString& sentence); ///< drawn when nothing can be
  /// Keeps the axes that far from the widget's sides, so that charts above each other share one;
  /// otherwise they leave the text the room that it needs.
  void setPlotMargins(int left, int right);

  /// What is drawn, one row per x: "x title,series…"; bands as "name lower", "name upper".
  QString toCsv() const;

  QRectF plotArea() const;                              ///< inside the axes, in widget pixels
  std::optional<QPointF> toWidget(QPointF point) const; ///< data to widget pixels, if drawable

Q_SIGNALS:
  void pointerMoved(double x); ///< in data units

protected:
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

private:
  struct Impl;
  std::unique_ptr<Impl> m_impl;
};

} // namespace limpid::rendering
