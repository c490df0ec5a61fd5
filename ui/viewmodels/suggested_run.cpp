#include "ui/viewmodels/suggested_run.h"

#include "ui/viewmodels/generate_view_model.h"
#include "ui/viewmodels/plan_view_model.h"
#include "ui/viewmodels/quality_view_model.h"
#include "ui/viewmodels/train_view_model.h"

namespace limpid::viewmodels {

using namespace Qt::StringLiterals;

SuggestedRun::SuggestedRun(QualityViewModel& quality, PlanViewModel& plan, TrainViewModel& train,
                           GenerateViewModel& generate, QObject* parent)
    : QObject(parent), m_quality(quality), m_plan(plan), m_train(train), m_generate(generate)
{
  connect(&m_quality, &QualityViewModel::changed, this, &SuggestedRun::look, Qt::QueuedConnection);
  connect(&m_quality, &QualityViewModel::qualityChanged, this, &SuggestedRun::look,
          Qt::QueuedConnection);
  connect(&m_quality.shown(), &ShownImage::changed, this, &SuggestedRun::look,
          Qt::QueuedConnection);
  connect(&m_plan, &PlanViewModel::changed, this, &SuggestedRun::look, Qt::QueuedConnection);
  connect(&m_train, &TrainViewModel::changed, this, &SuggestedRun::look, Qt::QueuedConnection);
  connect(&m_generate, &GenerateViewModel::changed, this, &SuggestedRun::look,
          Qt::QueuedConnection);
}

void SuggestedRun::start()
{
  if (active())
    return;
  enter(Step::Measuring, u"quality"_s);
  look();
}

void SuggestedRun::stop()
{
  m_step = Step::Idle;
  Q_EMIT changed();
}

void SuggestedRun::enter(Step step, const QString& page)
{
  m_step = step;
  m_begun = false;
  Q_EMIT pageWanted(page);
  Q_EMIT changed();
}

void SuggestedRun::look()
{
  switch (m_step) {
  case Step::Idle:
    break;
  case Step::Measuring:
    lookAtQuality();
    break;
  case Step::Planning:
    lookAtPlan();
    break;
  case Step::Training:
    lookAtTraining();
    break;
  case Step::Generating:
    lookAtGenerating();
    break;
  }
}

void SuggestedRun::lookAtQuality()
{
  if (m_quality.state() != QualityViewModel::State::Ready || m_quality.busy())
    return; // what was measured is still being read
  const int images = m_quality.images().rowCount();
  if (m_quality.imagesWithNoise() == images) {
    enter(Step::Planning, u"plan"_s);
    m_plan.reload();
  } else if (m_begun || m_quality.imagesWithNoise() > 0) {
    stop(); // the page says what is missing: what somebody has said is not measured over
  } else {
    m_begun = true;
    m_quality.measureWhereUnknown();
    if (m_quality.state() == QualityViewModel::State::Ready)
      stop(); // it was measured before, in vain
  }
}

void SuggestedRun::lookAtPlan()
{
  if (!m_plan.error().isEmpty()) {
    stop();
    return;
  }
  if (m_plan.state() == PlanViewModel::State::Starting)
    m_begun = true;
  if (m_plan.state() != PlanViewModel::State::Ready)
    return;
  if (m_begun) { // it was started and is ready again: runs, or was stopped
    m_train.active() ? enter(Step::Training, u"train"_s) : stop();
    return;
  }
  if (m_plan.choices().budgetSeconds != m_budgetSeconds) {
    PlanChoices suggested;
    suggested.budgetSeconds = m_budgetSeconds;
    m_plan.setChoices(suggested);
  }
  if (!m_plan.busy()) // until it is known what a step takes here
    m_plan.start();
}

void SuggestedRun::lookAtTraining()
{
  if (m_train.active())
    return;
  if (m_train.state() == TrainViewModel::State::Finished)
    enter(Step::Generating, u"generate"_s);
  else
    stop();
  look();
}

void SuggestedRun::lookAtGenerating()
{
  if (m_generate.active())
    return;
  if (m_begun || !m_generate.error().isEmpty())
    stop();
  else if (m_generate.state() == GenerateViewModel::State::Ready) {
    m_begun = true;
    m_generate.generate();
  }
}

} // namespace limpid::viewmodels
