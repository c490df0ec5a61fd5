#pragma once

#include "ui/viewmodels/sheet_view_model.h"

#include <QTableView>

class QSortFilterProxyModel;

namespace limpid::pages {

/// The images of the sheet as a table, with the same filters and the same selection.
class ImageTable final : public QTableView
{
  Q_OBJECT

public:
  ImageTable(viewmodels::QualityViewModel& quality, viewmodels::SheetViewModel& sheet,
             QWidget* parent = nullptr);

  /// Selects the row that many places further, and it alone.
  void step(int steps);

Q_SIGNALS:
  void openRequested(); ///< Enter or a double click

protected:
  void keyPressEvent(QKeyEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

private:
  void setLook();
  void takeSelection();
  void showSelection();
  void wantThumbnails();

  viewmodels::QualityViewModel& m_quality;
  QSortFilterProxyModel* m_sorted = nullptr;
  bool m_following = false; // the selection's change came from elsewhere
};

} // namespace limpid::pages
