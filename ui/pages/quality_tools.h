#pragma once

#include "ui/viewmodels/quality_view_model.h"

#include <QWidget>

class QVBoxLayout;

namespace limpid::pages {

/// What the Advanced drawer of the Quality page leads to: components, estimators, history, export.
class QualityTools final : public QWidget
{
  Q_OBJECT

public:
  explicit QualityTools(viewmodels::QualityViewModel& quality, QWidget* parent = nullptr);

private:
  void add(const QString& name, const QString& text, const QString& help,
           void (QualityTools::*open)());
  void openSchema();
  void openEstimators();
  void openHistory();
  void askWhereToExport();

  viewmodels::QualityViewModel& m_quality;
  QVBoxLayout* m_rows = nullptr;
};

} // namespace limpid::pages
