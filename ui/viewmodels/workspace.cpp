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
      undoWords(quality),
      raters(settings),
      match(worker, programs),
      noiseFit(programs),
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
    match.setProject(folder);
    noiseFit.setProject(folder);
    raters.setProject(folder);
    studies.setProject(folder);
    train.setProject(folder);
  });
  connect(&demonstration, &DemonstrationViewModel::ready, &project, &ProjectViewModel::open);
  connect(&studies, &StudiesViewModel::kindChosen, &quality, &QualityViewModel::setKind);
  connect(&studies, &StudiesViewModel::kindChosen, &plan, &PlanViewModel::setKind);
  connect(&quality, &QualityViewModel::qualityChanged, &plan, &PlanViewModel::reload);
  connectRaters();
  connect(&plan, &PlanViewModel::runStarted, &train, &TrainViewModel::setRun);
  const auto tellPlan = [this] { plan.setMachineBusy(train.active() || generate.active()); };
  connect(&train, &TrainViewModel::changed, &plan, tellPlan);
  connect(&generate, &GenerateViewModel::changed, &plan, tellPlan);
  connect(&train, &TrainViewModel::speedKnown, &plan, &PlanViewModel::learnSpeed);
  connect(&train, &TrainViewModel::modelReady, &generate, &GenerateViewModel::setRun);
  connect(&generate, &GenerateViewModel::samplesReady, &exporting, &ExportViewModel::setSamples);
}

void Workspace::connectRaters()
{
  connect(&studies, &StudiesViewModel::kindChosen, &match, &MatchViewModel::setKind);
  connect(&studies, &StudiesViewModel::kindChosen, &noiseFit, &NoiseFitViewModel::setKind);
  connect(&raters, &RatersViewModel::raterChanged, &quality, &QualityViewModel::setAuthor);
  connect(&raters, &RatersViewModel::raterChanged, &match, &MatchViewModel::setRater);
  connect(&raters, &RatersViewModel::imageWanted, &quality, &QualityViewModel::openImage);
  connect(&raters, &RatersViewModel::valuesChanged, &quality, &QualityViewModel::reload);
  connect(&raters, &RatersViewModel::valuesChanged, &plan, &PlanViewModel::reload);
  connect(&match, &MatchViewModel::limitsChanged, &quality, &QualityViewModel::reload);
  connect(&match, &MatchViewModel::limitsChanged, &plan, &PlanViewModel::reload);
}

bool Workspace::busy()
{
  return demonstration.jobs().busy() || project.jobs().busy() || studies.busy() || quality.busy() ||
         undoWords.busy() || raters.busy() || match.busy() || plan.busy() || train.jobs().busy() ||
         generate.jobs().busy() || exporting.jobs().busy() || worker.busy();
}

} // namespace limpid::viewmodels
