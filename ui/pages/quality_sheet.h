#pragma once

#include "ui/viewmodels/quality_view_model.h"

#include <QWidget>

class QSortFilterProxyModel;
class QTableView;

namespace limpid::rendering {
class CurveChart;
}

namespace limpid::pages {

/// The images of the chosen kind: how their noise is spread, and all of them to choose from. What
/// is chosen is the view-model's selection.
class QualitySheet final : public QWidget
{
  Q_OBJECT

public:
  explicit QualitySheet(viewmodels::QualityViewModel& quality, QWidget* parent = nullptr);

  /// The views that have the keyboard while images are chosen: whoever edits by keys filters their
  /// events.
  QList<QWidget*> views() const;
  /// Selects the image that many places further, and it alone.
  void step(int steps);

Q_SIGNALS:
  void openRequested(); ///< Enter or a double click: the selected image to the viewer

protected:
  void showEvent(QShowEvent* event) override;

private:
  void buildTable();
  void showHistogram();
  void takeSelection();
  void tellOrder();
  void followChoice(const std::vector<int>& rows);
  void requestVisibleThumbnails();

  viewmodels::QualityViewModel& m_quality;
  rendering::CurveChart* m_histogram = nullptr;
  QTableView* m_table = nullptr;
  QSortFilterProxyModel* m_sorted = nullptr;
};

} // namespace limpid::pages
