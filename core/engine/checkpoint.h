#pragma once

#include "core/base/document.h"
#include "core/base/result.h"
#include "core/engine/network.h"

#include <torch/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace limpid::engine {

/// All that a training is at one step. On disk: one safetensors file, written by rename, with the
/// scalars as a JSON document (format "limpid-checkpoint", version 1) in its metadata and a digest
/// of its arrays, so that a damaged file is never continued. The random numbers need no state: they
/// are functions of (seed, step).
struct Checkpoint
{
  std::int64_t step = 0; ///< steps done
  NetworkSettings network;
  std::vector<NamedShape> layout; ///< of the flat vectors below
  torch::Tensor weights;          ///< flat float32, as are the next three
  torch::Tensor average;          ///< moving average of the weights: the model
  torch::Tensor firstMoment;
  torch::Tensor secondMoment;
  std::vector<double> errorByNoiseRatio; ///< q(t) of M5
  std::string schedule;
  Json scheduleParameters;
  double minimumTime = 0.0; ///< t_min of M7
  int rows = 0;
  int columns = 0;
  std::int64_t metricsOffset = 0;
  int microBatch = 0;
  int threads = 0;
  std::string device;
  std::string planDigest;
  std::string datasetDigest;
  std::string programVersion;
  Json preparation; ///< of the data set: what samples need to be exported
};

/// Digest of the averaged weights: what samples and exports name as their model.
std::string modelDigest(const Checkpoint& checkpoint);

/// Writes `<run>/checkpoints/step-XXXXXXXX.safetensors`, keeps the newest two and gives the path
/// relative to the run folder.
Result<std::filesystem::path> writeCheckpoint(const std::filesystem::path& runFolder,
                                              const Checkpoint& checkpoint);
/// BadInput names the file when it is no checkpoint or damaged.
Result<Checkpoint> readCheckpoint(const std::filesystem::path& path);
/// NotFound when the run has none.
Result<std::filesystem::path> newestCheckpoint(const std::filesystem::path& runFolder);

/// The network of a checkpoint with its averaged weights.
Result<EpsilonNetwork> networkOf(const Checkpoint& checkpoint, torch::Device device);

} // namespace limpid::engine
