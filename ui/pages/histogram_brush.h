#pragma once

#include <QWidget>

#include <optional>
#include <utility>
#include <vector>

namespace limpid::rendering {
class CurveChart;
}

namespace limpid::pages {

/// A brush over the bars of a chart. A drag takes the bars that it touches, a click the one under
/// it; a click beside what is taken lets go of it.
class HistogramBrush final : public QWidget
{
  Q_OBJECT

public:
  explicit HistogramBrush(rendering::CurveChart& chart);

  /// Of the bars, one more than there are bars; lets go of what was taken when they change.
  void setEdges(std::vector<double> edges);
  /// Lets go without telling anybody.
  void clear();
  bool isEmpty() const { return !m_bars; }

Q_SIGNALS:
  void brushed(double low, double high); ///< data units, from edge to edge
  void cleared();

protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

private:
  std::optional<double> edgeInPixels(std::size_t edge) const;
  std::optional<int> barAt(QPointF position) const; ///< the nearest in a drag
  bool press(QPointF position);
  void follow(QPointF position);
  void release();

  rendering::CurveChart& m_chart;
  std::vector<double> m_edges;
  std::optional<std::pair<int, int>> m_bars; // first and last
  std::optional<int> m_from;                 // bar where the drag began
  bool m_moved = false;
  bool m_wasOutside = false; // of what was taken before
};

} // namespace limpid::pages
