#include "core/engine/first_denoiser.h"

#include "core/engine/images.h"

#include <torch/torch.h>

namespace limpid::engine {
namespace {

constexpr std::int64_t window = 5;

torch::Tensor localMean(const torch::Tensor& images)
{
  constexpr std::int64_t rim = window / 2;
  return torch::avg_pool2d(torch::replication_pad2d(images, {rim, rim, rim, rim}), {window, window},
                           {1, 1});
}

torch::Tensor ofImages(const torch::Tensor& images, const torch::Tensor& noise)
{
  const torch::Tensor mean = localMean(images);
  const torch::Tensor variance = (localMean(images.square()) - mean.square()).clamp_min(0.0);
  const torch::Tensor own = noise.square().reshape({-1, 1, 1, 1});
  const torch::Tensor gain = (variance - own).clamp_min(0.0) / variance.clamp_min(1e-12);
  return torch::where(own > 0.0, mean + gain * (images - mean), images);
}

} // namespace

FirstDenoiser::FirstDenoiser(const dataset::FrozenDataset& data,
                             std::span<const std::int64_t> indices)
{
  if (data.rows() != 1 || data.columns() != 1 || indices.empty())
    return;
  const torch::Tensor rows = gather(data, indices, torch::kCPU).flatten(1).to(torch::kFloat64);
  double noise = 0.0;
  for (const std::int64_t index : indices)
    noise += data.risk(index).noise * data.risk(index).noise / static_cast<double>(indices.size());
  m_mean = rows.mean(0);
  const torch::Tensor centred = rows - m_mean;
  const torch::Tensor covariance =
      centred.t().matmul(centred) / static_cast<double>(indices.size());
  const auto [variances, directions] = torch::linalg_eigh(covariance, "L");
  m_variances = (variances - noise).clamp_min(0.0);
  m_directions = directions;
}

torch::Tensor FirstDenoiser::ofRows(const torch::Tensor& rows, const torch::Tensor& noise) const
{
  const auto like = [&](const torch::Tensor& values) {
    return values.to(rows.device(), torch::kFloat32);
  };
  const torch::Tensor variances = like(m_variances).unsqueeze(0);
  const torch::Tensor own = noise.square().unsqueeze(1);
  const torch::Tensor along = (rows - like(m_mean)).matmul(like(m_directions));
  const torch::Tensor shrunk = along * variances / (variances + own).clamp_min(1e-12);
  const torch::Tensor estimate = shrunk.matmul(like(m_directions).t()) + like(m_mean);
  return torch::where(own > 0.0, estimate, rows);
}

torch::Tensor FirstDenoiser::operator()(const torch::Tensor& images,
                                        const torch::Tensor& noise) const
{
  const c10::NoGradGuard noGradient;
  if (!m_variances.defined())
    return ofImages(images, noise);
  return ofRows(images.flatten(1), noise).view_as(images);
}

} // namespace limpid::engine
