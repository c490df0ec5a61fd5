#pragma once

#include "ui/viewmodels/quality_view_model.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QSlider;
class QVBoxLayout;

namespace limpid::pages {

/// One row per component of the quality vector, for the selected images: a number with its unit for
/// what is measured, a slider with words for what is rated.
class RatingPanel final : public QWidget
{
  Q_OBJECT

public:
  explicit RatingPanel(viewmodels::QualityViewModel& quality, QWidget* parent = nullptr);

  /// The component that the keys 0 … 4 rate; empty when the schema has none.
  QString keyedComponent() const;
  /// From now on the keys that rate do so while `view` has the keyboard.
  void takeKeysOf(QWidget* view);

protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

private:
  struct Row
  {
    QString component;
    QLabel* value = nullptr;
    QDoubleSpinBox* number = nullptr; // one of the two
    QSlider* slider = nullptr;
  };

  void rebuild();
  void addNumberRow(const risk::Component& component, QVBoxLayout* layout);
  void addSliderRow(const risk::Component& component, QVBoxLayout* layout);
  void showValues();

  viewmodels::QualityViewModel& m_quality;
  QWidget* m_rowsWidget = nullptr;
  QLabel* m_heading = nullptr;
  QComboBox* m_keyed = nullptr;
  std::vector<Row> m_rows;
  QString m_builtFor; // ids of the schema that the rows stand for
};

} // namespace limpid::pages
