#pragma once

#include "ui/viewmodels/region_editor.h"

#include <QWidget>

#include <vector>

class QButtonGroup;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QSpinBox;
class QToolButton;

namespace limpid::pages {

/// The tools that paint regional risk: what is rated, with what, how large and how bad.
class RegionBar final : public QWidget
{
  Q_OBJECT

public:
  explicit RegionBar(viewmodels::RegionEditor& regions, QWidget* parent = nullptr);

  void setSchema(const std::vector<risk::Component>& schema);
  /// Ends of the image's values, for the threshold, with their unit.
  void setValueRange(double low, double high, const QString& unit);
  double thresholdLow() const;
  double thresholdHigh() const;

Q_SIGNALS:
  void importRequested();
  void thresholdChanged(); ///< its bounds, or whether it is the tool

private:
  void buildTools();
  void buildValue();
  void buildThreshold();
  void addTool(viewmodels::RegionEditor::Tool tool, const QString& name, const QString& word,
               const QString& hint);
  void chooseComponent(int index);
  void showTool();
  void showMap();

  viewmodels::RegionEditor& m_regions;
  std::vector<risk::Component> m_schema;
  QComboBox* m_component = nullptr;
  QButtonGroup* m_tools = nullptr;
  QSpinBox* m_diameter = nullptr;
  QComboBox* m_words = nullptr;
  QDoubleSpinBox* m_number = nullptr;
  QWidget* m_threshold = nullptr;
  QDoubleSpinBox* m_low = nullptr;
  QDoubleSpinBox* m_high = nullptr;
  QPushButton* m_clear = nullptr;
  QLabel* m_state = nullptr;
};

} // namespace limpid::pages
