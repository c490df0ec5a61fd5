#include "core/engine/checkpoint.h"

#include "core/base/atomic_file.h"
#include "core/base/digest.h"
#include "core/base/logging.h"
#include "core/dataset/safetensors.h"

#include <ATen/ATen.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <span>

namespace limpid::engine {
namespace {

namespace fs = std::filesystem;
using dataset::ElementType;
using dataset::TensorView;

constexpr const char* documentKey = "limpid";
constexpr const char* firstMomentName = "optimiser.first_moment";
constexpr const char* secondMomentName = "optimiser.second_moment";
constexpr const char* errorName = "weighting.error_by_noise_ratio";
constexpr double octaveOfOldCheckpoints = 5.0; // those that don't say it

TensorView viewOf(const torch::Tensor& flat, const NamedShape& part)
{
  const float* values = flat.data_ptr<float>() + part.offset;
  return {ElementType::Float32, part.shape,
          std::as_bytes(std::span(values, static_cast<std::size_t>(part.elements)))};
}

std::string contentDigest(const std::map<std::string, TensorView>& tensors)
{
  Digest digest;
  for (const auto& [name, view] : tensors) {
    digest.add(name);
    digest.add(view.bytes);
  }
  return digest.hex();
}

std::map<std::string, TensorView> arraysOf(const Checkpoint& checkpoint)
{
  std::map<std::string, TensorView> arrays;
  for (const NamedShape& part : checkpoint.layout) {
    arrays["weights." + part.name] = viewOf(checkpoint.weights, part);
    arrays["average." + part.name] = viewOf(checkpoint.average, part);
  }
  const std::int64_t total = checkpoint.weights.numel();
  arrays[firstMomentName] = viewOf(checkpoint.firstMoment, {"", {total}, 0, total});
  arrays[secondMomentName] = viewOf(checkpoint.secondMoment, {"", {total}, 0, total});
  const auto bins = static_cast<std::int64_t>(checkpoint.errorByNoiseRatio.size());
  arrays[errorName] = {
      ElementType::Float64, {bins}, std::as_bytes(std::span(checkpoint.errorByNoiseRatio))};
  return arrays;
}

Json documentOf(const Checkpoint& checkpoint, const std::string& content)
{
  Json names = Json::array();
  for (const NamedShape& part : checkpoint.layout)
    names.push_back(part.name);
  return {{"format", "limpid-checkpoint"},
          {"version", 1},
          {"contentDigest", content},
          {"step", checkpoint.step},
          {"network",
           {{"kind", checkpoint.network.shape.kind == run::NetworkKind::Mlp ? "mlp" : "unet"},
            {"channels", checkpoint.network.shape.channels},
            {"multipliers", checkpoint.network.shape.multipliers},
            {"residualBlocks", checkpoint.network.shape.residualBlocks},
            {"highestOctave", checkpoint.network.shape.highestOctave},
            {"attentionSide", checkpoint.network.shape.attentionSide},
            {"attentionLevels", checkpoint.network.attentionLevels},
            {"imageChannels", checkpoint.network.channels},
            {"sigmaData", checkpoint.network.sigmaData},
            {"halfPrecision", checkpoint.network.halfPrecision},
            {"labels", checkpoint.network.labels},
            {"takesRisk", checkpoint.network.takesRisk},
            {"takesLevels", checkpoint.network.takesLevels}}},
          {"layout", names},
          {"schedule", checkpoint.schedule},
          {"scheduleParameters", checkpoint.scheduleParameters},
          {"minimumTime", checkpoint.minimumTime},
          {"rows", checkpoint.rows},
          {"columns", checkpoint.columns},
          {"metricsOffset", checkpoint.metricsOffset},
          {"microBatch", checkpoint.microBatch},
          {"threads", checkpoint.threads},
          {"device", checkpoint.device},
          {"planDigest", checkpoint.planDigest},
          {"datasetDigest", checkpoint.datasetDigest},
          {"programVersion", checkpoint.programVersion},
          {"preparation", checkpoint.preparation}};
}

void readScalars(const Json& document, Checkpoint& checkpoint)
{
  document.at("step").get_to(checkpoint.step);
  const Json& network = document.at("network");
  if (network.value("kind", "unet") == "mlp")
    checkpoint.network.shape.kind = run::NetworkKind::Mlp;
  network.at("channels").get_to(checkpoint.network.shape.channels);
  network.at("multipliers").get_to(checkpoint.network.shape.multipliers);
  network.at("residualBlocks").get_to(checkpoint.network.shape.residualBlocks);
  checkpoint.network.shape.highestOctave = network.value("highestOctave", octaveOfOldCheckpoints);
  checkpoint.network.shape.attentionSide = network.value("attentionSide", 0);
  checkpoint.network.attentionLevels = network.value("attentionLevels", std::vector<int>{});
  network.at("imageChannels").get_to(checkpoint.network.channels);
  network.at("sigmaData").get_to(checkpoint.network.sigmaData);
  network.at("halfPrecision").get_to(checkpoint.network.halfPrecision);
  checkpoint.network.labels = network.value("labels", std::vector<std::int64_t>{});
  checkpoint.network.takesRisk = network.value("takesRisk", false);
  checkpoint.network.takesLevels = network.value("takesLevels", false);
  document.at("schedule").get_to(checkpoint.schedule);
  checkpoint.scheduleParameters = document.at("scheduleParameters");
  document.at("minimumTime").get_to(checkpoint.minimumTime);
  document.at("rows").get_to(checkpoint.rows);
  document.at("columns").get_to(checkpoint.columns);
  document.at("metricsOffset").get_to(checkpoint.metricsOffset);
  document.at("microBatch").get_to(checkpoint.microBatch);
  document.at("threads").get_to(checkpoint.threads);
  document.at("device").get_to(checkpoint.device);
  document.at("planDigest").get_to(checkpoint.planDigest);
  document.at("datasetDigest").get_to(checkpoint.datasetDigest);
  document.at("programVersion").get_to(checkpoint.programVersion);
  checkpoint.preparation = document.at("preparation");
}

Result<torch::Tensor> flatFrom(const dataset::SafetensorsFile& file,
                               const std::vector<std::string>& names)
{
  std::vector<float> values;
  for (const std::string& name : names) {
    auto view = file.tensor(name);
    if (!view)
      return failure(view.error());
    const auto part = view->values<float>();
    values.insert(values.end(), part.begin(), part.end());
  }
  return torch::tensor(values);
}

Result<void> readArrays(const dataset::SafetensorsFile& file, const Json& document,
                        Checkpoint& checkpoint)
{
  std::vector<std::string> weights;
  std::vector<std::string> average;
  std::int64_t offset = 0;
  for (const Json& name : document.at("layout")) {
    weights.push_back("weights." + name.get<std::string>());
    average.push_back("average." + name.get<std::string>());
    auto view = file.tensor(weights.back());
    if (!view)
      return failure(view.error());
    checkpoint.layout.push_back({name.get<std::string>(), view->shape, offset, view->elements()});
    offset += view->elements();
  }
  const std::vector<std::pair<torch::Tensor*, std::vector<std::string>>> parts{
      {&checkpoint.weights, weights},
      {&checkpoint.average, average},
      {&checkpoint.firstMoment, {firstMomentName}},
      {&checkpoint.secondMoment, {secondMomentName}}};
  for (const auto& [into, names] : parts) {
    auto flat = flatFrom(file, names);
    if (!flat)
      return failure(flat.error());
    *into = *flat;
    if (into->numel() != offset)
      return failure(ErrorCode::BadInput, "its arrays don't fit together");
  }
  auto errors = file.tensor(errorName);
  if (!errors)
    return failure(errors.error());
  const auto values = errors->values<double>();
  checkpoint.errorByNoiseRatio.assign(values.begin(), values.end());
  return {};
}

tl::unexpected<Error> damaged(const fs::path& path, const std::string& reason)
{
  return failure(ErrorCode::BadInput,
                 fmt::format("The checkpoint {} can't be used: {}.", path.string(), reason));
}

std::vector<fs::path> checkpointsOf(const fs::path& runFolder)
{
  std::vector<fs::path> found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(runFolder / "checkpoints", error))
    if (entry.path().extension() == ".safetensors" &&
        entry.path().filename().string().rfind("step-", 0) == 0)
      found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

void keepNewestTwo(const fs::path& runFolder)
{
  std::vector<fs::path> all = checkpointsOf(runFolder);
  for (std::size_t index = 0; index + 2 < all.size(); ++index) {
    std::error_code error;
    if (!fs::remove(all[index], error) && error)
      logWarning(fmt::format("{} can't be removed: {}.", all[index].string(), error.message()));
  }
}

} // namespace

std::string modelDigest(const Checkpoint& checkpoint)
{
  Digest digest;
  for (const NamedShape& part : checkpoint.layout) {
    digest.add(part.name);
    digest.add(viewOf(checkpoint.average, part).bytes);
  }
  return digest.hex();
}

Result<fs::path> writeCheckpoint(const fs::path& runFolder, const Checkpoint& checkpoint)
{
  if (auto made = makeFolder(runFolder / "checkpoints"); !made)
    return failure(made.error());
  const fs::path relative =
      fs::path("checkpoints") / fmt::format("step-{:08}.safetensors", checkpoint.step);
  const auto arrays = arraysOf(checkpoint);
  const std::map<std::string, std::string> metadata{
      {"format", "limpid-checkpoint"},
      {documentKey, documentOf(checkpoint, contentDigest(arrays)).dump()}};
  if (auto written = dataset::writeSafetensors(runFolder / relative, arrays, metadata); !written)
    return failure(written.error());
  keepNewestTwo(runFolder);
  return relative;
}

Result<Checkpoint> readCheckpoint(const fs::path& path)
{
  auto file = dataset::SafetensorsFile::open(path);
  if (!file)
    return file.error().code == ErrorCode::NotFound ? failure(file.error())
                                                    : damaged(path, file.error().message);
  const auto entry = file->metadata().find(documentKey);
  if (entry == file->metadata().end())
    return damaged(path, "it is no checkpoint of Limpid");
  try {
    const Json document = Json::parse(entry->second);
    if (document.at("format") != "limpid-checkpoint")
      return damaged(path, "it is no checkpoint of Limpid");
    if (document.at("version").get<int>() > 1)
      return failure(ErrorCode::Unsupported,
                     fmt::format("{} was written by a newer version of Limpid.", path.string()));
    if (document.at("contentDigest") != contentDigest(file->tensors()))
      return damaged(path, "its content was damaged after it was written");
    Checkpoint checkpoint;
    readScalars(document, checkpoint);
    if (auto read = readArrays(*file, document, checkpoint); !read)
      return damaged(path, read.error().message);
    return checkpoint;
  } catch (const Json::exception& error) {
    return damaged(path, error.what());
  }
}

Result<fs::path> newestCheckpoint(const fs::path& runFolder)
{
  const std::vector<fs::path> all = checkpointsOf(runFolder);
  if (all.empty())
    return failure(ErrorCode::NotFound,
                   fmt::format("{} has no checkpoint yet: train it first.", runFolder.string()));
  return all.back();
}

Result<EpsilonNetwork> networkOf(const Checkpoint& checkpoint, torch::Device device)
{
  EpsilonNetwork network(checkpoint.network, device);
  const auto same = [](const NamedShape& one, const NamedShape& other) {
    return one.name == other.name && one.shape == other.shape;
  };
  if (!std::equal(network.layout().begin(), network.layout().end(), checkpoint.layout.begin(),
                  checkpoint.layout.end(), same))
    return failure(ErrorCode::Unsupported,
                   fmt::format("The checkpoint of version {} holds another network than this "
                               "version builds.",
                               checkpoint.programVersion));
  const c10::NoGradGuard noGradient;
  network.weights().copy_(checkpoint.average);
  return network;
}

} // namespace limpid::engine
