#include "core/base/atomic_file.h"
#include "core/base/figures.h"
#include "core/engine/bench_opponent.h"
#include "core/engine/bench_own.h"
#include "core/engine/device.h"
#include "core/engine/engine.h"
#include "core/engine/task_report.h"

#include <fmt/format.h>
#include <torch/version.h>

#include <malloc.h>

#include <deque>
#include <fstream>

namespace limpid::engine {
namespace {

namespace fs = std::filesystem;

constexpr const char* documentName = "bench.json";
constexpr const char* sampler = "dpmpp-2m";
constexpr int samplerSteps = 20;

// What Python is asked for, beside the network.
struct Variant
{
  std::string program;
  bool channelsLast = false;
  bool compiled = false;
};

std::vector<Variant> variantsOf(const BenchRequest& request)
{
  if (request.python.empty())
    return {};
  std::vector<Variant> all{{"pytorch eager"}, {"pytorch eager, channels last", true}};
  if (request.compile)
    all.push_back({"pytorch compiled", true, true});
  return all;
}

Json settingsOf(const BenchCase& chosen, const Variant& variant, const std::string& device,
                int threads)
{
  const run::NetworkShape& shape = chosen.network.shape;
  return {{"shape",
           {{"channels", shape.channels},
            {"multipliers", shape.multipliers},
            {"residualBlocks", shape.residualBlocks},
            {"highestOctave", shape.highestOctave},
            {"attentionLevels", chosen.network.attentionLevels},
            {"imageChannels", chosen.network.channels}}},
          {"size", chosen.size},
          {"images", benchImages},
          {"sigmaData", chosen.network.sigmaData},
          {"batch", chosen.plan.batch},
          {"learningRate", chosen.plan.learningRate},
          {"precision", chosen.plan.precision},
          {"device", device},
          {"threads", threads},
          {"channelsLast", variant.channelsLast},
          {"compiled", variant.compiled}};
}

// The peak that the system tells begins anew, so that a case's figure isn't that of one before.
void forgetPeakMemory()
{
#ifdef __GLIBC__
  ::malloc_trim(0);
#endif
  std::ofstream("/proc/self/clear_refs") << "5";
}

// The row of one program; `limpid` is null in limpid-engine's own.
struct Measured
{
  std::string program;
  Contestant contestant;
  Json check = Json::object(); ///< answer of the opponent
  Json memoryBytes = nullptr;
};

Json rowOf(const Measured& one, const Measured& own, const BenchCase& chosen, double operations,
           double rateOfMatrices)
{
  const double batch = chosen.plan.batch;
  const auto perSecond = [&](std::vector<double> rates) {
    for (double& rate : rates)
      rate *= batch;
    return intervalOf(std::move(rates));
  };
  const Json images = perSecond(one.contestant.rates);
  const bool isOwn = &one == &own;
  // A step goes once forward and twice as much backward.
  const double share = 3.0 * operations * images["value"].get<double>() / rateOfMatrices;
  const auto ratio = [&](auto rates) {
    return isOwn ? Json(nullptr) : ratioOf(own.contestant.*rates, one.contestant.*rates);
  };
  return {{"network", chosen.plan.network},
          {"size", chosen.size},
          {"batch", chosen.plan.batch},
          {"precision", chosen.plan.precision},
          {"program", one.program},
          {"imagesPerSecond", images},
          {"imagesPerCpuSecond", perSecond(one.contestant.cpuRates)},
          {"ratio", ratio(&Contestant::rates)},
          {"cpuRatio", ratio(&Contestant::cpuRates)},
          {"shareOfMatrixRate", share},
          {"memoryBytes", one.memoryBytes},
          {"forwardDifference", one.check.value("forwardDifference", Json(nullptr))},
          {"gradientDifference", one.check.value("gradientDifference", Json(nullptr))},
          {"torch", one.check.value("torch", Json(TORCH_VERSION))}};
}

// One network in one precision against all variants of the other program.
class Bout
{
public:
  Bout(const BenchRequest& request, fs::path folder, fs::path images, torch::Device device,
       int threads, const jobs::JobContext& context)
      : m_request(request),
        m_folder(std::move(folder)),
        m_images(std::move(images)),
        m_device(device),
        m_threads(threads),
        m_context(context)
  {
  }

  /// Rows; of fewer rounds, or none, where a stop was asked for.
  Result<Json> run(const run::TrainingPlan& plan);

private:
  Result<void> addOwn(const run::TrainingPlan& plan, const std::string& program);
  Result<void> addOpponents(const BenchCase& chosen);

  const BenchRequest& m_request;
  fs::path m_folder;
  fs::path m_images;
  torch::Device m_device;
  int m_threads;
  const jobs::JobContext& m_context;
  std::deque<TrainingSession> m_sessions;
  std::deque<Opponent> m_opponents;
  std::deque<Measured> m_measured; ///< limpid-engine, the opponents, limpid-engine otherwise
};

// The plan whose activations lie in the other order, and what its row is called.
std::pair<run::TrainingPlan, std::string> inOtherOrder(run::TrainingPlan plan, torch::Device device)
{
  const bool usual = liesChannelsLast(
      MemoryFormat::Auto, device, plan.precision == "bf16" ? torch::kBFloat16 : torch::kFloat32);
  plan.memoryFormat = usual ? "contiguous" : "channels-last";
  return {plan, usual ? "limpid-engine, contiguous" : "limpid-engine, channels last"};
}

Result<void> Bout::addOwn(const run::TrainingPlan& plan, const std::string& program)
{
  auto data = dataset::FrozenDataset::open(m_images);
  if (!data)
    return failure(data.error());
  auto opened = TrainingSession::open(plan, std::move(*data), m_device, m_threads);
  if (!opened)
    return failure(opened.error());
  TrainingSession& session = m_sessions.emplace_back(std::move(*opened));
  const auto train = [this, &session](std::int64_t steps) -> Result<Cost> {
    Result<double> loss = 0.0;
    const Cost cost = costOf([&] {
      for (std::int64_t index = 0; index < steps && loss; ++index)
        loss = session.step();
      waitFor(m_device);
    });
    if (!loss)
      return failure(loss.error());
    return cost;
  };
  m_measured.push_back({program, {train}});
  return {};
}

Result<void> Bout::addOpponents(const BenchCase& chosen)
{
  const fs::path check = m_folder / "check.safetensors";
  if (auto written = writeBenchCheck(chosen, m_device, check); !written)
    return written;
  for (const Variant& variant : variantsOf(m_request)) {
    auto opponent = Opponent::start(m_request.python, m_folder,
                                    settingsOf(chosen, variant, m_device.str(), m_threads),
                                    m_context.stopToken());
    if (!opponent)
      return failure(opponent.error());
    Opponent& one = m_opponents.emplace_back(std::move(*opponent));
    auto answer = one.ask({{"do", "check"}, {"path", check.string()}});
    if (!answer)
      return failure(answer.error());
    const auto train = [&one](std::int64_t steps) { return one.time("train", steps); };
    m_measured.push_back({variant.program, {train}, *answer});
  }
  return {};
}

Result<Json> Bout::run(const run::TrainingPlan& plan)
{
  const auto data = dataset::FrozenDataset::open(m_images);
  if (!data)
    return failure(data.error());
  auto chosen = benchCaseOf(plan, *data);
  if (!chosen)
    return failure(chosen.error());
  forgetPeakMemory();
  if (auto added = addOwn(plan, "limpid-engine"); !added)
    return failure(added.error());
  if (auto added = addOpponents(*chosen); !added)
    return failure(added.error());
  if (m_device.is_cuda()) {
    const auto [other, program] = inOtherOrder(plan, m_device);
    if (auto added = addOwn(other, program); !added)
      return failure(added.error());
  }
  std::vector<Contestant*> contestants;
  for (Measured& one : m_measured)
    contestants.push_back(&one.contestant);
  auto whole = takeTurns(contestants, m_request.rounds, m_request.secondsOfTurn,
                         [this] { return m_context.stopRequested(); });
  if (!whole)
    return failure(whole.error());
  if (!*whole)
    return Json::array();
  if (m_device.is_cpu())
    m_measured.front().memoryBytes = peakResidentBytes();
  for (std::size_t index = 0; index < m_opponents.size(); ++index)
    if (auto answer = m_opponents[index].ask({{"do", "memory"}}))
      m_measured[index + 1].memoryBytes = answer->value("memoryBytes", Json(nullptr));

  const EpsilonNetwork network(chosen->network, m_device);
  const double operations = operationsPerImage(network, chosen->size, chosen->size);
  const double rate = matrixRate(m_device, chosen->network.halfPrecision);
  Json rows = Json::array();
  for (const Measured& one : m_measured)
    rows.push_back(rowOf(one, m_measured.front(), *chosen, operations, rate));
  const auto settings = run::makeSampler(sampler, samplerSteps, Json::object());
  const DrawingRate drawn = drawingRate(*chosen, m_device, *settings);
  rows.front().update({{"parameters", m_sessions.front().parameters()},
                       {"operationsPerImage", operations},
                       {"matrixRate", rate},
                       {"sampledImagesPerSecond", drawn.imagesPerSecond},
                       {"insideNetwork", drawn.insideNetwork}});
  return rows;
}

run::TrainingPlan planOf(const BenchRequest& request, const std::string& network,
                         const std::string& precision)
{
  run::TrainingPlan plan;
  plan.objective = "standard";
  plan.network = network;
  plan.precision = precision;
  plan.batch = request.batch;
  plan.device = request.device;
  plan.threads = request.threads;
  plan.dropout = 0.0;
  plan.steps = 1000000;
  return plan;
}

Result<TaskEnd> benchReported(const BenchRequest& request, TaskReport& report,
                              jobs::JobContext& context)
{
  auto device = chooseDevice(request.device);
  if (!device)
    return failure(device.error());
  const int threads = prepareCompute(request.threads);
  auto images = freezeBenchImages(report.folder() / "datasets", request.size, request.channels);
  if (!images)
    return failure(images.error());
  run::Status& status = report.status();
  status.device = device->str();
  status.steps = std::ssize(request.networks) * std::ssize(request.precisions);
  Json rows = Json::array();
  for (const std::string& network : request.networks)
    for (const std::string& precision : request.precisions) {
      status.message = fmt::format("{} in {}", network, precision);
      report.updateNow();
      Bout bout(request, report.folder(), *images, *device, threads, context);
      auto found = bout.run(planOf(request, network, precision));
      if (context.stopRequested())
        return TaskEnd{jobs::Outcome::Stopped, {{"rows", rows}}, "Stopped."};
      if (!found)
        return failure(found.error());
      rows.insert(rows.end(), found->begin(), found->end());
      ++status.step;
    }
  const Json document{{"format", "limpid-bench"}, {"version", 1},
                      {"device", device->str()},  {"threads", threads},
                      {"rounds", request.rounds}, {"rows", rows}};
  if (auto written = writeDocument(report.folder() / documentName, document); !written)
    return failure(written.error());
  return TaskEnd{jobs::Outcome::Done, document,
                 fmt::format("Done in {}.", saidDuration(report.secondsWorked()))};
}

} // namespace

Result<TaskEnd> bench(const BenchRequest& request, jobs::JobContext& context)
{
  const fs::path folder =
      fs::absolute(request.folder.empty() ? fs::path("runs") / "bench" : request.folder);
  return reported(folder, "bench",
                  [&](TaskReport& report) { return benchReported(request, report, context); });
}

} // namespace limpid::engine
