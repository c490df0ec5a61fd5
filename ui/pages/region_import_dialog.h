#pragma once

#include "core/risk/schema.h"
#include "ui/viewmodels/region_import.h"

#include <QDialog>

#include <vector>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;

namespace limpid::pages {

/// Before a map comes in: what it is a map of, whether its numbers count or only where they are,
/// and the images it is laid on. Stays open until the map is in, then says what came of it.
class RegionImportDialog final : public QDialog
{
  Q_OBJECT

public:
  struct Place
  {
    QString project;
    study::ImageKey image;
    QString series;
    int slices = 1;
    QString rater = {};
  };

  RegionImportDialog(viewmodels::RegionImport& import, const QString& file, Place place,
                     std::vector<risk::Component> schema, const QString& component,
                     QWidget* parent = nullptr);

private:
  QWidget* buildFields();
  QWidget* buildButtons();
  void showComponent();
  void start();
  void showResult();

  viewmodels::RegionImport& m_import;
  QString m_file;
  Place m_place;
  std::vector<risk::Component> m_schema;
  QComboBox* m_component = nullptr;
  QCheckBox* m_isMask = nullptr;
  QComboBox* m_words = nullptr;
  QDoubleSpinBox* m_number = nullptr;
  QComboBox* m_onto = nullptr;
  QLabel* m_result = nullptr;
  QPushButton* m_start = nullptr;
  QPushButton* m_close = nullptr;
};

} // namespace limpid::pages
