#pragma once

#include "ui/viewmodels/export_view_model.h"
#include "ui/viewmodels/generate_view_model.h"
#include "ui/viewmodels/plan_view_model.h"
#include "ui/viewmodels/project_view_model.h"
#include "ui/viewmodels/quality_view_model.h"
#include "ui/viewmodels/studies_view_model.h"
#include "ui/viewmodels/train_view_model.h"
#include "ui/viewmodels/worker_client.h"

#include <QObject>
#include <QSettings>

namespace limpid::viewmodels {

/// The view-models of a window and how the work goes from one to the next: the chosen kind to
/// Quality and Plan, the run to Train, the model to Generate, the samples to Export.
class Workspace final : public QObject
{
  Q_OBJECT

public:
  Workspace(QSettings& settings, const Programs& programs, QObject* parent = nullptr);

  WorkerClient worker;
  ProjectViewModel project;
  StudiesViewModel studies;
  QualityViewModel quality;
  PlanViewModel plan;
  TrainViewModel train;
  GenerateViewModel generate;
  ExportViewModel exporting;
};

} // namespace limpid::viewmodels
