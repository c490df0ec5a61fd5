#include "core/engine/samplers.h"

#include "core/base/random.h"

#include <ATen/ATen.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

namespace limpid::engine {
namespace {

// One stream of random numbers per image, so that neither batch size nor order matters.
class ImageNoise
{
public:
  ImageNoise(const ImageDrawing& drawing, torch::Device device) : m_device(device)
  {
    m_shape = {drawing.count};
    m_shape.insert(m_shape.end(), drawing.imageShape.begin(), drawing.imageShape.end());
    for (const std::int64_t size : drawing.imageShape)
      m_imageSize *= size;
    for (std::int64_t index = 0; index < drawing.count; ++index)
      m_streams.emplace_back(drawing.seed, static_cast<std::uint64_t>(drawing.first + index));
  }

  torch::Tensor next()
  {
    const torch::Tensor noise = torch::empty(m_shape, torch::kFloat32);
    float* values = noise.data_ptr<float>();
    for (std::size_t index = 0; index < m_streams.size(); ++index)
      m_streams[index].fillNormal({values + static_cast<std::int64_t>(index) * m_imageSize,
                                   static_cast<std::size_t>(m_imageSize)});
    return noise.to(m_device);
  }

private:
  torch::Device m_device;
  std::vector<std::int64_t> m_shape;
  std::int64_t m_imageSize = 1;
  std::vector<Random> m_streams;
};

class Process
{
public:
  Process(const diffusion::Schedule& schedule, const EpsilonAtTime& epsilon)
      : m_schedule(schedule), m_epsilon(epsilon)
  {
  }

  torch::Tensor slope(const torch::Tensor& image, double ratio) const
  {
    const double scale = m_schedule.signalScale(m_schedule.timeAtNoiseRatio(ratio));
    return m_epsilon(image * scale, scale, scale * ratio);
  }

  torch::Tensor denoised(const torch::Tensor& image, double ratio) const
  {
    return image - ratio * slope(image, ratio);
  }

  torch::Tensor eulerMaruyama(const torch::Tensor& image, double from, double to,
                              const torch::Tensor& noise) const
  {
    const double passed = from * from - to * to;
    return image - (passed / from) * slope(image, from) + std::sqrt(passed) * noise;
  }

  torch::Tensor heun(const torch::Tensor& image, double from, double to) const
  {
    const torch::Tensor first = slope(image, from);
    const torch::Tensor second = slope(image + (to - from) * first, to);
    return image + (0.5 * (to - from)) * (first + second);
  }

  // Runge–Kutta of order 4 in ln σ, where the flow is smooth.
  torch::Tensor rungeKutta(const torch::Tensor& image, double from, double to) const
  {
    const double width = std::log(to / from);
    const double middle = std::sqrt(from * to);
    const auto rate = [&](const torch::Tensor& at, double ratio) {
      return slope(at, ratio) * ratio;
    };
    const torch::Tensor first = rate(image, from);
    const torch::Tensor second = rate(image + (0.5 * width) * first, middle);
    const torch::Tensor third = rate(image + (0.5 * width) * second, middle);
    const torch::Tensor fourth = rate(image + width * third, to);
    return image + (width / 6.0) * (first + 2.0 * second + 2.0 * third + fourth);
  }

private:
  const diffusion::Schedule& m_schedule;
  const EpsilonAtTime& m_epsilon;
};

// DPM-Solver++(2M) (Lu et al., 2022, algorithm 2) with λ = −ln σ.
class MultistepSolver
{
public:
  torch::Tensor step(const Process& process, const torch::Tensor& image, double from, double to)
  {
    const double width = std::log(from / to);
    const torch::Tensor denoised = process.denoised(image, from);
    torch::Tensor extrapolated = denoised;
    if (m_previous.defined()) {
      const double half = width / (2.0 * m_previousWidth);
      extrapolated = (1.0 + half) * denoised - half * m_previous;
    }
    m_previous = denoised;
    m_previousWidth = width;
    return (to / from) * image - std::expm1(-width) * extrapolated;
  }

private:
  torch::Tensor m_previous;
  double m_previousWidth = 0.0;
};

} // namespace

Result<Sampler> samplerFromString(const std::string& name)
{
  if (name == "euler-maruyama")
    return Sampler::EulerMaruyama;
  if (name == "heun")
    return Sampler::Heun;
  if (name == "dpmpp-2m")
    return Sampler::DpmSolver;
  if (name == "ode")
    return Sampler::ProbabilityFlow;
  return failure(ErrorCode::BadInput,
                 fmt::format("\"{}\" is no sampler: euler-maruyama, dpmpp-2m, heun, ode.", name));
}

int usualSteps(Sampler sampler)
{
  switch (sampler) {
  case Sampler::EulerMaruyama:
    return 200;
  case Sampler::Heun:
    return 30;
  case Sampler::DpmSolver:
    return 30;
  case Sampler::ProbabilityFlow:
    return 40;
  }
  return 30;
}

std::vector<double> noiseRatios(const diffusion::Schedule& schedule, double minimumTime, int steps)
{
  constexpr double power = 7.0;
  const double lowestTime = std::max(minimumTime, schedule.minimumTime());
  const double highest = std::pow(schedule.noiseRatio(schedule.maximumTime()), 1.0 / power);
  const double lowest = std::pow(schedule.noiseRatio(lowestTime), 1.0 / power);
  std::vector<double> ratios;
  for (int step = 0; step <= steps; ++step)
    ratios.push_back(
        std::pow(highest + (lowest - highest) * (static_cast<double>(step) / steps), power));
  return ratios;
}

torch::Tensor drawImages(const diffusion::Schedule& schedule, const EpsilonAtTime& epsilon,
                         const ImageDrawing& drawing, torch::Device device,
                         const jobs::JobContext& context)
{
  const c10::NoGradGuard noGradient;
  const std::vector<double> ratios = noiseRatios(schedule, drawing.minimumTime, drawing.steps);
  const Process process(schedule, epsilon);
  ImageNoise noise(drawing, device);
  MultistepSolver multistep;
  torch::Tensor image = noise.next() * ratios.front();
  for (std::size_t step = 0; step + 1 < ratios.size(); ++step) {
    if (context.stopRequested())
      return {};
    const double from = ratios[step];
    const double to = ratios[step + 1];
    switch (drawing.sampler) {
    case Sampler::EulerMaruyama:
      image = process.eulerMaruyama(image, from, to, noise.next());
      break;
    case Sampler::Heun:
      image = process.heun(image, from, to);
      break;
    case Sampler::DpmSolver:
      image = multistep.step(process, image, from, to);
      break;
    case Sampler::ProbabilityFlow:
      image = process.rungeKutta(image, from, to);
      break;
    }
  }
  return process.denoised(image, ratios.back());
}

} // namespace limpid::engine
