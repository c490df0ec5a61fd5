#pragma once

#include "ui/viewmodels/leave_out.h"
#include "ui/viewmodels/sheet_settings.h"

#include <QWidget>

class QStackedWidget;

namespace limpid::rendering {
class CurveChart;
}

namespace limpid::pages {

class ContactSheet;
class HistogramBrush;
class ImageTable;
class SheetBar;

/// The images of the chosen kind: how their quality is spread, and all of them to choose from, as a
/// contact sheet or as a table. What is chosen is the view-model's selection.
class QualitySheet final : public QWidget
{
  Q_OBJECT

public:
  /// `settings` remember how the images of a project are looked at.
  QualitySheet(viewmodels::QualityViewModel& quality, QSettings& settings,
               QWidget* parent = nullptr);
  ~QualitySheet() override;

  viewmodels::SheetViewModel& viewModel() { return m_viewModel; }
  viewmodels::LeaveOut& leaveOut() { return m_leaveOut; }
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
  void buildHistogram();
  void showHistogram();
  void showTable(bool table);
  void openMenu(QPoint globalPosition);
  bool anySelected(bool leftOut) const;

  viewmodels::QualityViewModel& m_quality;
  viewmodels::SheetViewModel m_viewModel;
  viewmodels::SheetSettings m_settings;
  viewmodels::LeaveOut m_leaveOut;
  rendering::CurveChart* m_histogram = nullptr;
  HistogramBrush* m_brush = nullptr;
  viewmodels::SheetHistogram m_shownHistogram;
  QString m_shownTitle; // of its axis
  SheetBar* m_bar = nullptr;
  QStackedWidget* m_stack = nullptr;
  ContactSheet* m_sheet = nullptr;
  ImageTable* m_table = nullptr;
  bool m_brushing = false; // the selection's change is the brush's
};

} // namespace limpid::pages
