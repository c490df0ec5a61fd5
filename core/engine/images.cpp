#include "core/engine/images.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace limpid::engine {

torch::Tensor gather(const dataset::FrozenDataset& data, std::span<const std::int64_t> indices,
                     torch::Device device)
{
  const torch::Tensor images = torch::empty(
      {static_cast<std::int64_t>(indices.size()), data.channels(), data.rows(), data.columns()},
      torch::kFloat32);
  float* into = images.data_ptr<float>();
  for (const std::int64_t index : indices) {
    const std::span<const float> values = data.image(index);
    into = std::copy(values.begin(), values.end(), into);
  }
  return images.to(device);
}

metrics::ImageSet imageSet(const torch::Tensor& images)
{
  TORCH_CHECK(images.is_contiguous() && images.device().is_cpu(), "not one after another");
  return {{images.data_ptr<float>(), static_cast<std::size_t>(images.numel())},
          static_cast<int>(images.size(1)),
          static_cast<int>(images.size(2)),
          static_cast<int>(images.size(3))};
}

std::vector<std::int64_t> cleanOnes(const dataset::FrozenDataset& data,
                                    std::span<const std::int64_t> indices, double cleanNoise)
{
  std::vector<std::int64_t> clean;
  std::copy_if(indices.begin(), indices.end(), std::back_inserter(clean),
               [&](std::int64_t index) { return data.risk(index).gate() <= cleanNoise; });
  return clean;
}

double cleanStandardDeviation(const dataset::FrozenDataset& data,
                              std::span<const std::int64_t> indices)
{
  constexpr double smallest = 0.05;
  double sum = 0.0;
  double squares = 0.0;
  double noise = 0.0;
  double count = 0.0;
  for (const std::int64_t index : indices) {
    for (const float value : data.image(index)) {
      sum += static_cast<double>(value);
      squares += static_cast<double>(value) * static_cast<double>(value);
    }
    const std::span<const float> map = data.noise(index);
    double squared = 0.0;
    for (const float value : map)
      squared += static_cast<double>(value) * static_cast<double>(value);
    noise += squared / static_cast<double>(map.size());
    count += static_cast<double>(data.image(index).size());
  }
  if (count == 0.0)
    return smallest;
  const double mean = sum / count;
  const double variance =
      squares / count - mean * mean - noise / static_cast<double>(indices.size());
  return std::sqrt(std::max(variance, smallest * smallest));
}

Result<void> writeArrays(const std::filesystem::path& path,
                         const std::map<std::string, torch::Tensor>& arrays,
                         const std::map<std::string, std::string>& metadata)
{
  std::vector<torch::Tensor> held; // the views don't own
  std::map<std::string, dataset::TensorView> views;
  for (const auto& [name, array] : arrays) {
    const torch::Tensor& values =
        held.emplace_back(array.to(torch::kCPU, torch::kFloat32).contiguous());
    const std::span<const float> elements(values.data_ptr<float>(),
                                          static_cast<std::size_t>(values.numel()));
    views.emplace(name, dataset::viewOf(elements, values.sizes().vec()));
  }
  return dataset::writeSafetensors(path, views, metadata);
}

Result<void> writeImages(const std::filesystem::path& path, const torch::Tensor& images,
                         const std::map<std::string, std::string>& metadata)
{
  return writeArrays(path, {{"images", images}}, metadata);
}

} // namespace limpid::engine
