#pragma once

#include "core/dataset/frozen_dataset.h"
#include "core/metrics/image_set.h"

#include <torch/types.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace limpid::engine {

/// Copies images of a data set into one N×C×H×W float32 tensor on `device`.
torch::Tensor gather(const dataset::FrozenDataset& data, std::span<const std::int64_t> indices,
                     torch::Device device);

/// A view of N×C×H×W float32 images on the CPU, one after another, for as long as they live.
metrics::ImageSet imageSet(const torch::Tensor& images);

/// Those of `indices` whose gate max(σ, λ) is at most `cleanNoise` (model intensity).
std::vector<std::int64_t> cleanOnes(const dataset::FrozenDataset& data,
                                    std::span<const std::int64_t> indices, double cleanNoise);

/// σ_data of the preconditioning: the standard deviation over all pixels of `indices`, less the
/// mean variance of the images' own noise.
double cleanStandardDeviation(const dataset::FrozenDataset& data,
                              std::span<const std::int64_t> indices);

/// Float32 tensors by name as one safetensors file.
Result<void> writeArrays(const std::filesystem::path& path,
                         const std::map<std::string, torch::Tensor>& arrays,
                         const std::map<std::string, std::string>& metadata);
/// One float32 tensor `images` as a safetensors file.
Result<void> writeImages(const std::filesystem::path& path, const torch::Tensor& images,
                         const std::map<std::string, std::string>& metadata);

} // namespace limpid::engine
