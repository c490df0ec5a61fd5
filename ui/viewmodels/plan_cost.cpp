#include "ui/viewmodels/plan_cost.h"

#include "core/dataset/frozen_dataset.h"
#include "core/run/engine_process.h"
#include "core/run/plan.h"
#include "ui/viewmodels/core_text.h"
#include "ui/viewmodels/paths.h"
#include "ui/viewmodels/plan_start.h"

#include <QTemporaryDir>

#include <filesystem>

namespace limpid::viewmodels {

namespace {

constexpr std::chrono::milliseconds quietFor{700};
constexpr std::chrono::seconds estimateLimit{120};
constexpr int images = 8;

/// A data set of the right shape that shows nobody.
Result<std::filesystem::path> writeEmptyDataset(const std::filesystem::path& folder, int size)
{
  dataset::DatasetContent content;
  content.count = images;
  content.rows = content.columns = size;
  content.images.assign(static_cast<std::size_t>(images) * static_cast<std::size_t>(size) *
                            static_cast<std::size_t>(size),
                        0.0F);
  content.noise.assign(images, 0.0F);
  content.limit.assign(images, 0.0F);
  content.preparation = Json::object();
  const auto digest = dataset::freeze(folder, "estimate", content);
  if (!digest)
    return failure(digest.error());
  return folder / *digest / dataset::datasetFileName;
}

/// Nothing where the answer was stopped.
Result<std::optional<PlanCost>> costIn(const Json& answer)
{
  if (answer.is_null())
    return std::optional<PlanCost>();
  const auto seconds = answer.find("secondsPerStep");
  if (seconds == answer.end() || !seconds->is_number() || seconds->get<double>() <= 0.0)
    return failure(ErrorCode::Unsupported,
                   "The engine is another version: its estimate has no secondsPerStep.");
  PlanCost cost;
  cost.secondsPerStep = seconds->get<double>();
  if (const auto bytes = answer.find("memoryBytes"); bytes != answer.end() && bytes->is_number())
    cost.memoryBytes = bytes->get<std::int64_t>();
  cost.device = QString::fromStdString(answer.value("device", std::string("cpu")));
  return std::optional(cost);
}

Result<std::optional<PlanCost>> measureCost(const std::filesystem::path& preferred,
                                            const CostQuestion& question, jobs::JobContext& context)
{
  const auto engine = run::findEngine(preferred);
  if (!engine)
    return failure(engine.error());
  const QTemporaryDir scratch;
  if (!scratch.isValid())
    return failure(ErrorCode::PermissionDenied, scratch.errorString().toStdString());
  const std::filesystem::path folder = toPath(scratch.path());
  const auto data = writeEmptyDataset(folder, question.size);
  if (!data)
    return failure(data.error());
  run::TrainingPlan plan;
  plan.name = "estimate";
  plan.dataset = data->string();
  plan.network = question.network.toStdString();
  plan.device = question.device.toStdString();
  plan.batch = question.batch;
  plan.previewEvery = plan.steps / previewsPerRun;
  const std::filesystem::path file = folder / "plan.json";
  if (const auto written = run::writePlan(file, plan); !written)
    return failure(written.error());
  const auto answer = run::engineAnswer(*engine, {"estimate", file.string(), "--json"},
                                        estimateLimit, context.stopToken());
  if (!answer)
    return failure(answer.error());
  return costIn(*answer);
}

} // namespace

PlanCostEstimator::PlanCostEstimator(Programs programs, QObject* parent)
    : QObject(parent), m_programs(std::move(programs))
{
  m_quiet.setSingleShot(true);
  m_quiet.setInterval(quietFor);
  connect(&m_quiet, &QTimer::timeout, this, &PlanCostEstimator::start);
}

PlanCostEstimator::~PlanCostEstimator()
{
  stop();
}

void PlanCostEstimator::ask(const CostQuestion& question)
{
  if (question == m_question)
    return;
  stop();
  m_question = question;
  if (const auto known = m_known.find(question); known != m_known.end())
    m_answer = known->second;
  else
    m_quiet.start();
}

void PlanCostEstimator::stop()
{
  m_quiet.stop();
  m_jobs.stop();
  m_question.reset();
  m_answer.reset();
  m_reason.clear();
}

void PlanCostEstimator::start()
{
  m_jobs.run<std::optional<PlanCost>>(
      [engine = toPath(m_programs.engine), question = *m_question](jobs::JobContext& context) {
        return measureCost(engine, question, context);
      },
      [this, question = *m_question](const Result<std::optional<PlanCost>>& cost) {
        if (cost && *cost)
          m_known[question] = **cost;
        if (question != m_question || (cost && !*cost))
          return;
        if (cost)
          m_answer = *cost;
        else
          m_reason = coreText(cost.error().message);
        Q_EMIT answered();
      });
}

} // namespace limpid::viewmodels
