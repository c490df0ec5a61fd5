#include "core/engine/conditioning_embedding.h"

#include "core/engine/layers.h"

#include <torch/torch.h>

#include <cmath>

namespace limpid::engine {
namespace {

constexpr double highestOctave = 3.0; // risks of an eighth of the intensity apart are told apart

} // namespace

ConditioningEmbedding::ConditioningEmbedding(const ConditioningShape& shape, int width)
{
  if (shape.labels > 0)
    m_labels = register_parameter("labels", torch::zeros({shape.labels, width}));
  if (shape.risk) {
    m_riskFirst = register_module("risk_first", torch::nn::Linear(timeFeatureCount, width));
    m_riskSecond = register_module("risk_second", torch::nn::Linear(width, width));
  }
}

torch::Tensor ConditioningEmbedding::addTo(const torch::Tensor& time,
                                           const Conditioning& conditioning) const
{
  torch::Tensor sum = time;
  if (conditioning.labels.defined()) {
    // As a product, whose gradient has the same bits on every run; a label of −1 has no row.
    const torch::Tensor classes = torch::arange(m_labels.size(0), conditioning.labels.options());
    const torch::Tensor chosen = conditioning.labels.unsqueeze(1).eq(classes);
    // Begins at the size of the time's own embedding: smaller labels are learned much later.
    const double scale = std::sqrt(static_cast<double>(m_labels.size(1)));
    sum = sum + torch::matmul(chosen.to(torch::kFloat32) * scale, m_labels);
  }
  if (conditioning.risk.defined()) {
    const torch::Tensor features = timeFeatures(conditioning.risk.clamp_min(0.0), highestOctave);
    const torch::Tensor hidden = torch::silu(transform(m_riskFirst, features));
    const torch::Tensor said = conditioning.risk.ge(0.0).to(torch::kFloat32).unsqueeze(1);
    sum = sum + said * transform(m_riskSecond, hidden);
  }
  return sum;
}

} // namespace limpid::engine
