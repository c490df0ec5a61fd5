#pragma once

#include "ui/viewmodels/demonstration_view_model.h"
#include "ui/viewmodels/export_view_model.h"
#include "ui/viewmodels/generate_view_model.h"
#include "ui/viewmodels/match_view_model.h"
#include "ui/viewmodels/noise_fit_view_model.h"
#include "ui/viewmodels/plan_view_model.h"
#include "ui/viewmodels/project_view_model.h"
#include "ui/viewmodels/quality_view_model.h"
#include "ui/viewmodels/raters_view_model.h"
#include "ui/viewmodels/studies_view_model.h"
#include "ui/viewmodels/suggested_run.h"
#include "ui/viewmodels/train_view_model.h"
#include "ui/viewmodels/undo_words.h"
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
  /// `dataFolder` is where the demonstration is kept.
  Workspace(QSettings& settings, const Programs& programs, const QString& dataFolder,
            QObject* parent = nullptr);

  /// Some job of this process runs or waits; engines have their own life.
  bool busy();

  WorkerClient worker;
  DemonstrationViewModel demonstration;
  ProjectViewModel project;
  StudiesViewModel studies;
  QualityViewModel quality;
  UndoWords undoWords;
  RatersViewModel raters;
  MatchViewModel match;
  NoiseFitViewModel noiseFit;
  PlanViewModel plan;
  TrainViewModel train;
  GenerateViewModel generate;
  ExportViewModel exporting;
  SuggestedRun suggested;

private:
  void connectRaters();
};

} // namespace limpid::viewmodels
