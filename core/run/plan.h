#pragma once

#include "core/base/document.h"
#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace limpid::run {

/// Everything a training needs besides the data: with the data set's digest, the seed and the
/// program version it reproduces a run. On disk: plan.json, format "limpid-plan", version 1, the
/// same names.
struct TrainingPlan
{
  std::string name;
  std::string dataset; ///< path of dataset.safetensors, relative to the plan's folder, or absolute
  std::string datasetDigest; ///< empty: not checked
  /// standard | clean-only | risk-conditional | denoise-first | risk-sensitive
  std::string objective = "risk-sensitive";
  std::string weighting = "equal";           ///< equal | plain | ambient | optimal (M5)
  double buffer = 4.0;                       ///< S of M6
  std::string instabilityWeight = "default"; ///< Ω of M4 for noise that isn't gaussian
  std::string drawing = "time-first";        ///< time-first | image-first (M6)
  double cleanNoise =
      0.02; ///< clean-only: images with max(σ, λ) up to this count as clean, model intensity
  std::string schedule = "edm";
  Json scheduleParameters = Json::object();
  std::string network = "small";     ///< preset name, see networkPresets(); tables: "mlp"
  std::string conditioning = "none"; ///< none | label: the network is told each image's label
  double untoldShare = 0.1;          ///< of the drawn images: trained untold, for guidance
  std::int64_t steps = 1000;
  int batch = 32;
  int microBatch = 0; ///< 0: the whole batch at once
  double learningRate = 2e-3;
  double finalLearningRate = 0.1; ///< share of learningRate that the cosine ends at
  std::int64_t warmupSteps = 50;
  double weightDecay = 0.0;
  double gradientClip = 1.0;
  double emaDecay = 0.995;
  double dropout = 0.15;       ///< share of activations left out in training; a plan without it: 0
  std::string device = "auto"; ///< auto | cpu | cuda | cuda:N
  std::string precision = "fp32";    ///< fp32 | bf16
  std::string memoryFormat = "auto"; ///< auto | contiguous | channels-last, of activations
  int threads = 0;                   ///< 0: as many as the machine has
  std::uint64_t seed = 1;
  /// After so many steps again and again, the clean images that may lie behind the noisy ones are
  /// drawn with the model as it is and teach below the thresholds of these (M8); 0: never.
  std::int64_t posteriorEvery = 0;
  double consistencyWeight = 0.0; ///< of the consistency loss (M8); 0: without
  /// Each pixel is noised at least to its own threshold, and the network is told the levels (M8):
  /// clean regions of a partly noisy image then teach at every t. Else the noisiest pixel gates.
  bool localLevels = false;
  std::int64_t previewEvery = 250; ///< 0: none
  std::int64_t checkpointEvery = 250;
  int previewCount = 9;
  std::string programVersion;
};

enum class NetworkKind { UNet, Mlp };

/// Shape of the network; a preset of this name is in the plan.
struct NetworkShape
{
  int channels = 32;                     ///< at the first level; an MLP's width
  std::vector<int> multipliers{1, 2, 2}; ///< per level
  int residualBlocks = 1;                ///< per level; an MLP's layers
  double highestOctave = 3.0; ///< of the time embedding's frequencies, log2; higher ones overfit
  NetworkKind kind = NetworkKind::UNet;
  int attentionSide = 0; ///< levels of at most so many pixels a side have self-attention

  bool operator==(const NetworkShape&) const = default;
};

/// Those for images, smallest first; "mlp" is for tables. Parameters for one channel at 32×32: tiny
/// .07 M (tests), small .7 M, medium 4.4 M, large 39 M, huge 86 M.
std::vector<std::string> networkPresets();
Result<NetworkShape> networkPreset(const std::string& name);
/// The levels of `shape` that have self-attention for images of this size.
std::vector<int> attentionLevels(const NetworkShape& shape, int rows, int columns);

/// All values are checked, unknown keys are refused; BadInput names the key.
Result<TrainingPlan> planFromJson(const Json& json);
Json toJson(const TrainingPlan& plan);
Result<TrainingPlan> readPlan(const std::filesystem::path& path);
Result<void> writePlan(const std::filesystem::path& path, const TrainingPlan& plan);
/// Digest of what decides the result: everything but name, device, threads, memory format, preview
/// and checkpoint settings; with a datasetDigest the path of the data set doesn't count either.
std::string planDigest(const TrainingPlan& plan);

} // namespace limpid::run
