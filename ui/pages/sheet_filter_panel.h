#pragma once

#include "ui/viewmodels/sheet_view_model.h"

#include <QFrame>

class QComboBox;
class QVBoxLayout;

namespace limpid::pages {

/// Which images the sheet shows: by state, cause, series, rater, and a range of what colours it.
/// Opens over the page; what is chosen holds at once.
class SheetFilterPanel final : public QFrame
{
  Q_OBJECT

public:
  explicit SheetFilterPanel(viewmodels::SheetViewModel& sheet, QWidget* parent = nullptr);

  void openBelow(const QWidget& button);

private:
  QComboBox* addChoice(const QString& objectName, const QString& label, QVBoxLayout* lines);
  void fill();
  void buildRange();
  QWidget* makeStepBox(bool lowEnd);
  QWidget* makeNumberBox(bool lowEnd);
  double lowestValue() const;
  void setEnd(bool best, std::optional<double> badness);
  void take();

  viewmodels::SheetViewModel& m_sheet;
  QComboBox* m_state = nullptr;
  QComboBox* m_cause = nullptr;
  QComboBox* m_series = nullptr;
  QComboBox* m_rater = nullptr;
  QWidget* m_range = nullptr; // made for the measure in use
  QVBoxLayout* m_rangePlace = nullptr;
};

} // namespace limpid::pages
