#include "ui/viewmodels/workspace.h"

namespace limpid::viewmodels {

Workspace::Workspace(QSettings& settings, const Programs& programs, const QString& dataFolder,
                     QObject* parent)
    : QObject(parent),
      worker(programs),
      demonstration(dataFolder + QStringLiteral("/demonstration")),
      project(settings),
      studies(worker, settings),
      quality(worker, programs),
      plan(worker, programs),
      train(programs),
      generate(programs),
      suggested(quality, plan, train, generate)
{
  connect(&project, &ProjectViewModel::opened, this, [this](const QString& folder) {
    suggested.stop();
    worker.setProject(folder);
    exporting.setProject(folder);
    generate.setRun({});
    plan.setProject(folder);
    quality.setProject(folder);
    studies.setProject(folder);
    train.setProject(folder);
  });
  connect(&demonstration, &DemonstrationViewModel::ready, &project, &ProjectViewModel::open);
  connect(&studies, &StudiesViewModel::kindChosen, &quality, &QualityViewModel::setKind);
  connect(&studies, &StudiesViewModel::kindChosen, &plan, &PlanViewModel::setKind);
  connect(&quality, &QualityViewModel::qualityChanged, &plan, &PlanViewModel::reload);
  connect(&plan, &PlanViewModel::runStarted, &train, &TrainViewModel::setRun);
  const auto tellPlan = [this] { plan.setMachineBusy(train.active() || generate.active()); };
  connect(&train, &TrainViewModel::changed, &plan, tellPlan);
  connect(&generate, &GenerateViewModel::changed, &plan, tellPlan);
  connect(&train, &TrainViewModel::speedKnown, &plan, &PlanViewModel::learnSpeed);
  connect(&train, &TrainViewModel::modelReady, &generate, &GenerateViewModel::setRun);
  connect(&generate, &GenerateViewModel::samplesReady, &exporting, &ExportViewModel::setSamples);
}

bool Workspace::busy()
{
  return demonstration.jobs().busy() || project.jobs().busy() || studies.busy() || quality.busy() ||
         plan.busy() || train.jobs().busy() || generate.jobs().busy() || exporting.jobs().busy() ||
         worker.busy();
}

} // namespace limpid::viewmodels
