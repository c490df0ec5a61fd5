#include "core/engine/comparison.h"

#include "core/base/atomic_file.h"
#include "core/base/digest.h"
#include "core/base/figures.h"
#include "core/base/logging.h"
#include "core/engine/engine.h"
#include "core/engine/nested_task.h"
#include "core/engine/trained_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <limits>

namespace limpid::engine {
namespace {

namespace fs = std::filesystem;

constexpr const char* partName = "comparison"; // of samples and assessment in each run
constexpr std::int64_t stepsPerCase = 1000;    // of the whole's status

std::string slug(const std::string& title)
{
  std::string text;
  for (const char letter : title) {
    const bool plain = std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '.';
    if (plain || (!text.empty() && text.back() != '-'))
      text += plain ? letter : '-';
  }
  return text;
}

// The figures of an assessment that order methods.
std::map<std::string, double> figuresOf(const Json& assessment)
{
  std::map<std::string, double> figures;
  for (const Json& error : assessment.value("denoisingError", Json::array()))
    figures[fmt::format("error at {:g}", error["level"].get<double>())] =
        error["value"].get<double>();
  for (const auto& [key, name] :
       {std::pair("residualNoise", "residual noise"), std::pair("swd", "swd"),
        std::pair("kid", "kid"), std::pair("mmd", "mmd"), std::pair("precision", "precision"),
        std::pair("recall", "recall")}) {
    const Json value = assessment.value(key, Json());
    if (value.is_object() && value.contains("value") && value["value"].is_number())
      figures[name] = value["value"].get<double>();
  }
  const Json spectrum = assessment.value("powerSpectrum", Json());
  if (spectrum.is_object() && spectrum["fine"].is_object())
    figures["fine power ratio"] = spectrum["fine"]["value"].get<double>();
  return figures;
}

class Comparison
{
public:
  Comparison(const run::ComparisonSpec& spec, TaskReport& report, jobs::JobContext& context)
      : m_spec(spec), m_report(report), m_context(context)
  {
  }

  Result<ComparisonProgress> run();

private:
  Result<fs::path> dataOf(const run::ComparisonCase& item);
  Result<std::optional<ComparisonRow>> rowOf(const run::ComparisonCase& item, std::size_t number);
  Result<bool> train(const fs::path& folder, run::TrainingPlan plan, std::int64_t first);
  Result<bool> draw(const fs::path& folder, std::uint64_t seed, std::int64_t first);
  Result<std::map<std::string, double>>
  measure(const fs::path& folder, const run::ComparisonCase& item, std::int64_t first);
  Result<std::map<std::string, double>> measureToy(const fs::path& folder, std::uint64_t seed);
  fs::path place(const fs::path& relative) const { return m_report.folder() / relative; }

  const run::ComparisonSpec& m_spec;
  TaskReport& m_report;
  jobs::JobContext& m_context;
  std::map<std::string, fs::path> m_data;      ///< by what makes them
  std::map<std::string, ComparisonRow> m_done; ///< by key
  std::optional<run::MetricsWriter> m_lines;
};

Result<fs::path> Comparison::dataOf(const run::ComparisonCase& item)
{
  std::string name = fmt::format("{}", m_spec.isToy() ? item.seed : 0);
  if (const auto& noise = item.noise)
    name += fmt::format(" noise {} {} {} {} {} {} {}", item.seed, noise->cleanShare,
                        noise->assumedFactor, noise->law, noise->assumedLaw,
                        noise->correlationKnown, noise->affectedShare);
  if (const auto& corruption = item.corruption)
    name += fmt::format(" corruption {} {}", item.seed, corruption->treatment);
  if (const auto found = m_data.find(name); found != m_data.end())
    return found->second;
  auto data = freezeData(m_spec, item, m_report.folder());
  if (data)
    m_data[name] = *data;
  return data;
}

Result<bool> Comparison::train(const fs::path& folder, run::TrainingPlan plan, std::int64_t first)
{
  if (auto made = makeFolder(folder); !made)
    return failure(made.error());
  if (!fs::exists(folder / "plan.json"))
    if (auto written = run::writePlan(folder / "plan.json", plan); !written)
      return failure(written.error());
  NestedTask part(m_report, m_context, first, stepsPerCase * 8 / 10);
  auto end = engine::train({folder / "plan.json", true, 0}, part.context());
  if (!end)
    return failure(end.error());
  return end->outcome == jobs::Outcome::Done;
}

Result<bool> Comparison::draw(const fs::path& folder, std::uint64_t seed, std::int64_t first)
{
  if (fs::exists(folder / "samples" / partName / "samples.json"))
    return true;
  auto sampler = run::makeSampler(m_spec.sampler, m_spec.samplerSteps, Json::object());
  if (!sampler)
    return failure(sampler.error());
  SamplingRequest request;
  request.run = folder;
  request.count = m_spec.samples;
  request.sampler = *sampler;
  request.seed = sampleSeed(seed);
  request.name = partName;
  NestedTask part(m_report, m_context, first + stepsPerCase * 8 / 10, stepsPerCase / 10);
  auto end = engine::sample(request, part.context());
  if (!end)
    return failure(end.error());
  return end->outcome == jobs::Outcome::Done;
}

Result<std::map<std::string, double>> Comparison::measureToy(const fs::path& folder,
                                                             std::uint64_t seed)
{
  auto model = openTrainedModel(folder, "cpu");
  if (!model)
    return failure(model.error());
  auto file = dataset::SafetensorsFile::open(folder / "samples" / partName / "samples.safetensors");
  if (!file)
    return failure(file.error());
  auto samples = file->tensor("images");
  if (!samples)
    return failure(samples.error());
  return toyFigures(model->network, *model->schedule, samples->values<float>(), seed);
}

Result<std::map<std::string, double>>
Comparison::measure(const fs::path& folder, const run::ComparisonCase& item, std::int64_t first)
{
  if (m_spec.isToy())
    return measureToy(folder, item.seed);
  const fs::path document = folder / "assessments" / partName / "assessment.json";
  if (!fs::exists(document)) {
    AssessmentRequest request;
    request.run = folder;
    request.samples = folder / "samples" / partName;
    request.name = partName;
    request.device = item.plan.device;
    request.threads = item.plan.threads;
    NestedTask part(m_report, m_context, first + stepsPerCase * 9 / 10, stepsPerCase / 10);
    if (auto end = engine::assess(request, part.context()); !end)
      return failure(end.error());
    if (part.stopped())
      return std::map<std::string, double>{};
  }
  auto assessment = readDocument(document, "limpid-assessment", std::numeric_limits<int>::max());
  if (!assessment)
    return failure(assessment.error());
  return figuresOf(*assessment);
}

// Nothing comes back when a stop came first.
Result<std::optional<ComparisonRow>> Comparison::rowOf(const run::ComparisonCase& item,
                                                       std::size_t number)
{
  auto data = dataOf(item);
  if (!data)
    return failure(data.error());
  run::TrainingPlan plan = item.plan;
  plan.dataset = (fs::path("../..") / *data / dataset::datasetFileName).generic_string();
  plan.datasetDigest = data->filename().string();
  ComparisonRow row{.method = item.method,
                    .sweep = item.sweep,
                    .setting = item.setting,
                    .title = item.title(),
                    .seed = item.seed};
  row.key = digestOf(fmt::format("{} {} {} {}", run::planDigest(plan), m_spec.samples,
                                 m_spec.sampler, m_spec.samplerSteps));
  if (const auto found = m_done.find(row.key); found != m_done.end()) {
    row.figures = found->second.figures;
    row.run = found->second.run;
    return row;
  }
  row.run = (fs::path("runs") /
             fmt::format("{}-seed-{}-{}", slug(row.title), row.seed, row.key.substr(0, 8)))
                .generic_string();
  const auto first = static_cast<std::int64_t>(number) * stepsPerCase;
  m_report.status().message = fmt::format("{}, seed {}", row.title, row.seed);
  m_report.updateNow();
  for (const auto part : {0, 1}) {
    auto done =
        part == 0 ? train(place(row.run), plan, first) : draw(place(row.run), row.seed, first);
    if (auto log = openLog(place("log.txt")); !log) // the part wrote its own
      return failure(log.error());
    if (!done)
      return failure(done.error());
    if (!*done)
      return std::nullopt;
  }
  auto figures = measure(place(row.run), item, first);
  if (!figures)
    return failure(figures.error());
  if (figures->empty())
    return std::nullopt;
  row.figures = std::move(*figures);
  if (auto written = m_lines->append(toJson(row)); !written)
    return failure(written.error());
  m_done[row.key] = row;
  return row;
}

Result<ComparisonProgress> Comparison::run()
{
  auto cases = run::casesOf(m_spec);
  if (!cases)
    return failure(cases.error());
  for (const Json& line : run::MetricsReader(m_report.folder()).readNew())
    if (auto row = rowFromJson(line))
      m_done[row->key] = *row;
  auto lines =
      run::MetricsWriter::open(m_report.folder(), std::numeric_limits<std::int64_t>::max());
  if (!lines)
    return failure(lines.error());
  m_lines.emplace(std::move(*lines));
  m_report.status().steps = static_cast<std::int64_t>(cases->size()) * stepsPerCase;
  ComparisonProgress progress;
  for (std::size_t number = 0; number < cases->size(); ++number) {
    const run::Command command = m_report.newCommand();
    progress.stopped = m_context.stopRequested() || command == run::Command::Stop ||
                       command == run::Command::Finish;
    if (progress.stopped)
      break;
    auto row = rowOf((*cases)[number], number);
    if (!row)
      return failure(row.error());
    if (!row->has_value()) {
      progress.stopped = true;
      break;
    }
    progress.rows.push_back(std::move(**row));
    m_report.status().step = static_cast<std::int64_t>(number + 1) * stepsPerCase;
    m_report.update();
  }
  return progress;
}

constexpr const char* specName = "comparison.json";
constexpr const char* tableName = "table.json";

Result<TaskEnd> compareReported(const ComparisonRequest& request, const run::ComparisonSpec& spec,
                                TaskReport& report, jobs::JobContext& context)
{
  std::error_code error;
  fs::copy_file(request.spec, report.folder() / specName, fs::copy_options::overwrite_existing,
                error); // for whoever looks later
  auto progress = carryOn(spec, report, context);
  if (!progress)
    return failure(progress.error());
  Json runs = Json::array();
  for (const ComparisonRow& row : progress->rows)
    runs.push_back(toJson(row));
  const Json table{{"format", "limpid-comparison-table"},
                   {"version", 1},
                   {"name", spec.name},
                   {"comparison", report.folder().string()},
                   {"rows", comparisonTable(progress->rows)},
                   {"runs", runs}};
  if (auto written = writeDocument(report.folder() / tableName, table); !written)
    return failure(written.error());
  const std::string done = fmt::format("{} {} in {}", saidCount(std::ssize(progress->rows)),
                                       progress->rows.size() == 1 ? "training" : "trainings",
                                       saidDuration(report.secondsWorked()));
  return TaskEnd{progress->stopped ? jobs::Outcome::Stopped : jobs::Outcome::Done, table,
                 progress->stopped ? "Stopped after " + done + "; it can be continued."
                                   : "Compared " + done + "."};
}

} // namespace

Result<ComparisonProgress> carryOn(const run::ComparisonSpec& spec, TaskReport& report,
                                   jobs::JobContext& context)
{
  return Comparison(spec, report, context).run();
}

Result<TaskEnd> compare(const ComparisonRequest& request, jobs::JobContext& context)
{
  auto spec = run::readComparisonSpec(request.spec);
  if (!spec)
    return failure(spec.error());
  if (auto applied = run::apply(request.overrides, *spec); !applied)
    return failure(applied.error());
  if (!request.dataset.empty())
    spec->dataset = fs::absolute(request.dataset).string();
  if (spec->dataset.empty())
    return failure(ErrorCode::Usage, fmt::format("{} names no data set: give one with --dataset.",
                                                 request.spec.string()));
  const fs::path folder =
      fs::absolute(request.folder.empty() ? fs::path("runs") / spec->name : request.folder);
  return reported(folder, "compare", [&](TaskReport& report) {
    return compareReported(request, *spec, report, context);
  });
}

} // namespace limpid::engine
