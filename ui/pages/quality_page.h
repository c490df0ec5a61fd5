#pragma once

#include "ui/viewmodels/quality_view_model.h"
#include "ui/widgets/page_frame.h"

class QComboBox;
class QListWidget;
class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;

namespace limpid::rendering {
class CurveChart;
class ImageView;
} // namespace limpid::rendering

namespace limpid::widgets {
class Card;
}

namespace limpid::pages {

class RatingPanel;

/// Say how good each image is. Limpid measures noise; people rate what it can't measure.
class QualityPage final : public widgets::PageFrame
{
  Q_OBJECT

public:
  explicit QualityPage(viewmodels::QualityViewModel& quality, QWidget* parent = nullptr);

public Q_SLOTS:
  void askForTable();

protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void showEvent(QShowEvent* event) override;

private:
  void buildControls();
  QWidget* buildContent();
  QWidget* buildSheet();
  void buildTable();
  QWidget* buildInspector();
  void showState();
  void showHistogram();
  void showImage();
  void showProblems();
  void askAboutTable(const QString& table);
  void takeSelection();
  void requestVisibleThumbnails();
  void scrollSlices(int steps);

  viewmodels::QualityViewModel& m_quality;
  QStackedWidget* m_stack = nullptr;
  QTableView* m_table = nullptr;
  QSortFilterProxyModel* m_sorted = nullptr;
  rendering::CurveChart* m_histogram = nullptr;
  rendering::ImageView* m_view = nullptr;
  RatingPanel* m_panel = nullptr;
  widgets::Card* m_problems = nullptr;
  QListWidget* m_problemList = nullptr;
};

} // namespace limpid::pages
