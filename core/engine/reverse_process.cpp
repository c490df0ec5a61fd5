#include "core/engine/reverse_process.h"

#include "core/engine/samplers.h"

#include <ATen/ATen.h>

namespace limpid::engine {

ReverseProcess::ReverseProcess(const diffusion::Schedule& schedule, const EpsilonFunction& epsilon,
                               const ImageDrawing& drawing, torch::Device device)
    : m_schedule(schedule), m_epsilon(epsilon), m_device(device), m_shape{drawing.count}
{
  m_shape.insert(m_shape.end(), drawing.imageShape.begin(), drawing.imageShape.end());
  for (std::int64_t index = 0; index < drawing.count; ++index)
    m_streams.emplace_back(drawing.seed, static_cast<std::uint64_t>(drawing.first + index));
}

torch::Tensor ReverseProcess::epsilon(const torch::Tensor& image, double ratio) const
{
  const double scale = m_schedule.signalScale(m_schedule.timeAtNoiseRatio(ratio));
  const auto options = torch::TensorOptions().dtype(torch::kFloat32).device(m_device);
  return m_epsilon(image * scale, torch::full({image.size(0)}, scale, options),
                   torch::full({image.size(0)}, scale * ratio, options));
}

torch::Tensor ReverseProcess::epsilon(const torch::Tensor& image,
                                      std::span<const double> ratios) const
{
  std::vector<double> signalScales;
  std::vector<double> noiseScales;
  for (const double ratio : ratios) {
    signalScales.push_back(m_schedule.signalScale(m_schedule.timeAtNoiseRatio(ratio)));
    noiseScales.push_back(signalScales.back() * ratio);
  }
  const torch::Tensor signalScale = perImage(signalScales);
  return m_epsilon(image * signalScale, signalScale.flatten(), perImage(noiseScales).flatten());
}

torch::Tensor ReverseProcess::denoised(const torch::Tensor& image, double ratio) const
{
  return image - ratio * epsilon(image, ratio);
}

torch::Tensor ReverseProcess::noise()
{
  const torch::Tensor numbers = torch::empty(m_shape, torch::kFloat32);
  float* values = numbers.data_ptr<float>();
  const std::int64_t size = numbers.numel() / m_shape.front();
  for (Random& stream : m_streams) {
    stream.fillNormal({values, static_cast<std::size_t>(size)});
    values += size;
  }
  return numbers.to(m_device);
}

torch::Tensor ReverseProcess::perImage(std::span<const double> values) const
{
  std::vector<std::int64_t> shape(m_shape.size(), 1);
  shape.front() = static_cast<std::int64_t>(values.size());
  const std::vector<float> narrowed(values.begin(), values.end());
  return torch::tensor(narrowed).view(shape).to(m_device);
}

double ReverseProcess::largestRatio() const
{
  return m_schedule.noiseRatio(m_schedule.maximumTime());
}

torch::Tensor StepwiseSolver::solve(ReverseProcess& process, torch::Tensor image,
                                    std::span<const double> ratios, const jobs::JobContext& context)
{
  for (std::size_t next = 1; next < ratios.size(); ++next) {
    if (context.stopRequested())
      return {};
    image = step(process, image, ratios[next - 1], ratios[next]);
  }
  return image;
}

} // namespace limpid::engine
