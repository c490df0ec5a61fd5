#include "ui/viewmodels/plan_view_model.h"

#include "ui/viewmodels/core_text.h"
#include "ui/viewmodels/paths.h"
#include "ui/viewmodels/pixel_text_view_model.h"
#include "ui/viewmodels/plan_sentences.h"

#include <algorithm>
#include <cmath>

namespace limpid::viewmodels {

namespace {

constexpr int curveTimes = 200;
constexpr int instabilityDimension = 1; // curves are drawn per coordinate
constexpr int fewestSteps = 100;
constexpr double mostSteps = 1e7;
// Prototype of method.md: 1,000 steps of 32 images of 32×32 in 140 s on one core.
constexpr double prototypePixelsPerSecond = 1000.0 * 32 * 32 * 32 / 140.0;

double buffer()
{
  return run::TrainingPlan{}.buffer;
}

} // namespace

PlanViewModel::PlanViewModel(WorkerClient& worker, Programs programs, QObject* parent)
    : QObject(parent),
      m_worker(worker),
      m_programs(programs),
      m_imagesPerSecondPerPixel(prototypePixelsPerSecond),
      m_pixels(worker),
      m_cost(std::move(programs))
{
  rebuildSchedule();
  connect(&m_pixels, &PlanPixelReader::finished, this, [this] {
    if (m_content && m_state != State::Starting && !m_data.exact)
      showEstimate();
  });
  connect(&m_repeats, &PlanRepeats::found, this, [this] {
    if (m_content && m_state != State::Starting && !m_data.exact)
      showEstimate();
    else
      Q_EMIT changed();
  });
  connect(&m_cost, &PlanCostEstimator::answered, this, [this] {
    fitBudget();
    Q_EMIT changed();
    Q_EMIT curvesChanged();
  });
}

void PlanViewModel::setProject(const QString& folder)
{
  m_jobs.stop();
  m_pixels.forget();
  m_repeats.forget();
  m_content.reset();
  m_project = folder;
  m_kind.clear();
  m_error.clear();
  show({});
}

void PlanViewModel::setKind(const QString& kind)
{
  m_kind = kind;
  reload();
}

void PlanViewModel::reload()
{
  if (m_project.isEmpty() || m_state == State::Starting)
    return;
  using Content = std::shared_ptr<const KindContent>;
  m_jobs.run<Content>(
      [folder = toPath(m_project),
       kind = m_kind.toStdString()](jobs::JobContext& context) -> Result<Content> {
        auto content = readKind(folder, kind, context);
        if (!content)
          return failure(content.error());
        std::erase_if(content->images, [](const RatedImage& image) { return image.leftOut; });
        return std::make_shared<const KindContent>(std::move(*content));
      },
      [this, project = m_project](const Result<Content>& content) {
        if (m_state == State::Starting || project != m_project)
          return;
        if (content) {
          take(*content);
          return;
        }
        m_error = coreText(content.error().message);
        Q_EMIT changed();
      });
}

void PlanViewModel::take(const std::shared_ptr<const KindContent>& content)
{
  m_content = content;
  lookAtPixels();
  m_repeats.look(m_project, m_kind, *m_content);
  showEstimate();
}

void PlanViewModel::lookAtPixels()
{
  if (m_content && size() > 0)
    m_pixels.look(m_content, size());
  else
    m_pixels.forget();
}

void PlanViewModel::showEstimate()
{
  show(addsMeans() ? estimatePlanData(withMeansOfRepeats(*m_content, m_repeats.sets()), size(),
                                      m_pixels.pixels())
                   : estimatePlanData(*m_content, size(), m_pixels.pixels()));
}

bool PlanViewModel::addsMeans() const
{
  return m_choices.meansOfRepeats && hasRepeats();
}

QString PlanViewModel::repeatsText() const
{
  return m_repeats.sentence(addsMeans());
}

bool PlanViewModel::busy() const
{
  return m_jobs.busy() || m_pixels.busy() || m_repeats.busy() || m_cost.busy();
}

void PlanViewModel::show(PlanData data)
{
  m_data = std::move(data);
  const int known = m_data.exact ? m_data.images : m_content ? imagesWithKnownNoise(*m_content) : 0;
  if (m_data.images == 0)
    m_state = State::NoImages;
  else if (known < std::min(fewestImages, m_data.images))
    m_state = State::NoNoise;
  else if (m_data.intensityScale <= 0.0) // what the window will be, pixels have to tell
    m_state = m_pixels.reason().isEmpty() ? State::Loading : State::NoImages;
  else
    m_state = State::Ready;
  if (m_risk <= 0.0 || m_risk > largestRisk(m_data))
    m_risk = medianRisk(m_data);
  m_message = m_state == State::Loading ? tr("Looking at the intensities of some images…")
                                        : m_pixels.reason();
  drawInstability();
  drawCoverage();
  askForCost();
  Q_EMIT changed();
  Q_EMIT curvesChanged();
}

int PlanViewModel::size() const
{
  return m_content ? trainedSize(*m_content, m_choices.size) : 0;
}

const imaging::Image& PlanViewModel::filmStripImage() const
{
  static const imaging::Image none;
  return m_pixels.pixels() ? m_pixels.pixels()->cleanest : none;
}

void PlanViewModel::setChoices(const PlanChoices& choices)
{
  if (choices == m_choices)
    return;
  const bool newSchedule = choices.schedule != m_choices.schedule;
  const bool newSize = choices.size != m_choices.size;
  const bool newImages = choices.meansOfRepeats != m_choices.meansOfRepeats;
  m_choices = choices;
  if (newSchedule) {
    rebuildSchedule();
    drawInstability();
    drawCoverage();
  }
  if (newSize && m_content && m_state != State::Starting)
    take(m_content);
  else if (newImages && m_content && m_state != State::Starting)
    showEstimate();
  askForCost();
  fitBudget();
  Q_EMIT changed();
  Q_EMIT curvesChanged();
}

void PlanViewModel::rebuildSchedule()
{
  auto schedule = diffusion::makeSchedule(m_choices.schedule.toStdString(), Json::object());
  if (schedule)
    m_schedule = *schedule;
  else
    m_error = coreText(schedule.error().message);
}

void PlanViewModel::setRiskInUnit(double risk)
{
  if (m_data.intensityScale <= 0.0)
    return;
  m_risk = std::max(0.0, risk / m_data.intensityScale);
  drawInstability();
  Q_EMIT curvesChanged();
}

void PlanViewModel::drawInstability()
{
  if (m_schedule)
    m_instability =
        diffusion::instabilityCurve(*m_schedule, m_risk, curveTimes, instabilityDimension);
}

void PlanViewModel::drawCoverage()
{
  m_coverage = m_schedule && !m_data.risks.empty()
                   ? diffusion::coverage(*m_schedule, thresholdsOf(m_data, buffer()),
                                         m_data.patients, curveTimes)
                   : diffusion::Coverage{};
}

double PlanViewModel::thresholdInUnit() const
{
  return diffusion::thresholdNoiseRatio({m_risk, 0.0}, buffer()) * m_data.intensityScale;
}

void PlanViewModel::setCostWanted(bool wanted)
{
  m_costWanted = wanted;
  askForCost();
}

void PlanViewModel::setMachineBusy(bool busy)
{
  if (busy == m_machineBusy)
    return;
  m_machineBusy = busy;
  askForCost();
}

void PlanViewModel::askForCost()
{
  if (m_costWanted && !m_machineBusy && m_state == State::Ready && m_data.size > 0)
    m_cost.ask({m_choices.network, m_choices.device, m_data.size, m_choices.batch});
  else if (!m_costWanted || m_machineBusy || m_state == State::Starting)
    m_cost.stop();
}

double PlanViewModel::secondsPerStep() const
{
  if (const auto& cost = m_cost.answer())
    return cost->secondsPerStep;
  const double pixels = static_cast<double>(m_data.size) * m_data.size;
  return m_choices.batch * pixels / m_imagesPerSecondPerPixel;
}

double PlanViewModel::expectedSeconds() const
{
  return m_choices.steps * secondsPerStep();
}

/// As many steps as the time allows; again when it is known better what a step takes.
void PlanViewModel::fitBudget()
{
  if (m_choices.budgetSeconds <= 0.0 || secondsPerStep() <= 0.0)
    return;
  const double steps = std::min(m_choices.budgetSeconds / secondsPerStep(), mostSteps);
  m_choices.steps = std::max(fewestSteps, static_cast<int>(steps / fewestSteps) * fewestSteps);
}

void PlanViewModel::learnSpeed(double imagesPerSecond, int pixels)
{
  if (imagesPerSecond > 0.0 && pixels > 0)
    m_imagesPerSecondPerPixel = imagesPerSecond * pixels;
}

bool PlanViewModel::cautioned() const
{
  return wantsCaution(m_data);
}

QStringList PlanViewModel::networkNames()
{
  QStringList names;
  for (const char* name : {"tiny", "small", "medium", "large"})
    if (run::networkPreset(name))
      names.append(QString::fromLatin1(name));
  return names;
}

PlanTime PlanViewModel::time() const
{
  return {expectedSeconds(), m_cost.answer(), m_cost.busy()};
}

QString PlanViewModel::costText() const
{
  return costSentence(time());
}

QStringList PlanViewModel::sentences() const
{
  if (m_state != State::Ready && m_state != State::Starting)
    return {};
  QStringList sentences = planSentences(m_data, time());
  if (hasRepeats())
    sentences.insert(1, repeatsText()); // beside who teaches what
  return sentences;
}

void PlanViewModel::start()
{
  if (m_state != State::Ready)
    return;
  m_state = State::Starting;
  m_cost.stop(); // the training needs the machine
  m_error.clear();
  m_doubtfulPixels = false;
  m_fraction = -1.0;
  m_message = tr("Preparing the images…");
  Q_EMIT changed();
  StartRequest request{toPath(m_project), m_kind.toStdString(), m_choices,
                       toPath(m_programs.engine)};
  request.choices.meansOfRepeats = addsMeans() || (m_choices.meansOfRepeats && m_repeats.busy());
  m_jobs.run<StartedRun>(
      [request](jobs::JobContext& context) { return startTraining(request, context); },
      [this, project = m_project](const Result<StartedRun>& started) {
        if (project == m_project)
          finishStart(started);
      },
      [this, project = m_project](const jobs::Progress& progress) {
        if (project != m_project)
          return;
        m_fraction = progress.fraction;
        m_message = coreText(progress.step);
        Q_EMIT progressed();
      });
}

void PlanViewModel::finishStart(const Result<StartedRun>& started)
{
  m_state = State::Ready;
  m_message.clear();
  if (!started) {
    m_error = coreText(started.error().message);
    Q_EMIT changed();
    lookForText();
    return;
  }
  if (started->stopped) {
    m_message = tr("Stopped. Nothing was started.");
    Q_EMIT changed();
    return;
  }
  show(started->data);
  Q_EMIT runStarted(toQString(started->folder), started->pid);
}

void PlanViewModel::lookForText()
{
  m_jobs.run<bool>(
      [project = toPath(m_project),
       kind = m_kind.toStdString()](jobs::JobContext& context) -> Result<bool> {
        const auto files = unconfirmedFiles(project, kind, context);
        if (!files)
          return failure(files.error());
        return !files->empty();
      },
      [this, project = m_project](const Result<bool>& found) {
        m_doubtfulPixels = project == m_project && found && *found;
        Q_EMIT changed();
      });
}

std::unique_ptr<PixelTextViewModel> PlanViewModel::pixelText() const
{
  return std::make_unique<PixelTextViewModel>(m_worker, m_project, m_kind);
}

void PlanViewModel::cancel()
{
  m_jobs.stop();
}

void PlanViewModel::finish()
{
  while (m_jobs.busy() || m_pixels.jobs().busy() || m_repeats.busy()) {
    m_jobs.finish();
    m_pixels.jobs().finish();
    m_repeats.jobs().finish();
  }
}

} // namespace limpid::viewmodels
