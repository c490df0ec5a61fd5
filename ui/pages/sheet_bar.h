#pragma once

#include "ui/viewmodels/sheet_view_model.h"

#include <QWidget>

#include <functional>

class QBoxLayout;
class QComboBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSlider;

namespace limpid::pages {

class SheetFilterPanel;

/// Above the contact sheet: colour, order, groups, filters, search, size of the thumbnails, and the
/// table in place of the sheet. Below that the filters that are on, each with a click to take away.
class SheetBar final : public QWidget
{
  Q_OBJECT

public:
  explicit SheetBar(viewmodels::SheetViewModel& sheet, QWidget* parent = nullptr);

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

public Q_SLOTS:
  void showTileEdge(int pixels);

Q_SIGNALS:
  void tableWanted(bool table);
  void tileEdgeWanted(int pixels);

protected:
  void resizeEvent(QResizeEvent* event) override;

private:
  QBoxLayout* buildControls();
  QHBoxLayout* buildChoices();
  QHBoxLayout* buildSearch();
  int oneLineWidth() const;
  QComboBox* addChoice(const QString& objectName, const QString& name, QHBoxLayout* line);
  void fillMeasures();
  void showState();
  void showFilters();
  void change(const std::function<void(viewmodels::SheetQuery&)>& change);

  viewmodels::SheetViewModel& m_sheet;
  QBoxLayout* m_controls = nullptr; // one line, or two where the page has no room for one
  QComboBox* m_measure = nullptr;
  QComboBox* m_order = nullptr;
  QComboBox* m_grouping = nullptr;
  QPushButton* m_filter = nullptr;
  SheetFilterPanel* m_panel = nullptr;
  QLineEdit* m_search = nullptr;
  QSlider* m_size = nullptr;
  QLabel* m_count = nullptr;
  QHBoxLayout* m_chips = nullptr;
  QString m_builtFor; // the schema that the measures are of
};

} // namespace limpid::pages
