#include "core/engine/activation.h"

#include "core/engine/activation_kernel.h"
#include "core/engine/layers.h"

#include <ATen/Parallel.h>
#include <torch/torch.h>

#include <cmath>
#include <vector>

namespace limpid::engine {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

// γ, β and one image's modulation.
struct Coefficients
{
  const float* gamma;
  const float* beta;
  const float* scales; // or nullptr
  const float* shifts;

  float gain(std::int64_t channel) const
  {
    return scales == nullptr ? 1.0F : 1.0F + scales[channel];
  }
};

// Everything of a layer but the images.
struct Layer
{
  Layer(const torch::Tensor& input, const torch::Tensor& gammas, const torch::Tensor& betas,
        const torch::Tensor& modulation, std::int64_t groupCount)
      : images(input.size(0)),
        extent{input.size(2) * input.size(3), input.size(1)},
        groups(groupCount),
        gamma(gammas.detach().contiguous()),
        beta(betas.detach().contiguous())
  {
    if (modulation.defined())
      scaleAndShift = modulation.detach().to(torch::kFloat32).contiguous();
  }

  Coefficients of(std::int64_t image) const
  {
    const float* row = scaleAndShift.defined()
                           ? scaleAndShift.data_ptr<float>() + image * 2 * extent.channels
                           : nullptr;
    return {gamma.data_ptr<float>(), beta.data_ptr<float>(), row,
            row == nullptr ? nullptr : row + extent.channels};
  }

  std::int64_t channelsOfGroup() const { return extent.channels / groups; }
  std::int64_t elements() const { return extent.pixels * extent.channels; }
  double valuesOfGroup() const { return static_cast<double>(extent.pixels * channelsOfGroup()); }

  std::int64_t images;
  ImageExtent extent;
  std::int64_t groups;
  torch::Tensor gamma;
  torch::Tensor beta;
  torch::Tensor scaleAndShift; // or undefined
};

// Arrays of one value for each channel, used again for one image after another.
struct Scratch
{
  explicit Scratch(std::int64_t channels)
      : a(static_cast<std::size_t>(channels)),
        b(a.size()),
        p(a.size()),
        q(a.size()),
        sums(a.size()),
        products(a.size())
  {
  }

  void clearSums()
  {
    std::fill(sums.begin(), sums.end(), 0.0);
    std::fill(products.begin(), products.end(), 0.0);
  }

  std::vector<float> a;
  std::vector<float> b;
  std::vector<float> p;
  std::vector<float> q;
  std::vector<double> sums;
  std::vector<double> products;
};

// Mean and 1/deviation of each group from the sums over its channels.
void finishMoments(const Layer& layer, const Scratch& scratch, double epsilon, float* moments)
{
  std::size_t channel = 0;
  for (std::int64_t group = 0; group < layer.groups; ++group) {
    double sum = 0.0;
    double square = 0.0;
    for (std::int64_t index = 0; index < layer.channelsOfGroup(); ++index, ++channel) {
      sum += scratch.sums[channel];
      square += scratch.products[channel];
    }
    const double mean = sum / layer.valuesOfGroup();
    const double variance = std::max(square / layer.valuesOfGroup() - mean * mean, 0.0);
    moments[2 * group] = static_cast<float>(mean);
    moments[2 * group + 1] = static_cast<float>(1.0 / std::sqrt(variance + epsilon));
  }
}

// z = a·x + b of one image.
void fillAffine(const Layer& layer, const Coefficients& of, const float* moments, Scratch& scratch)
{
  for (std::int64_t channel = 0; channel < layer.extent.channels; ++channel) {
    const float* group = moments + 2 * (channel / layer.channelsOfGroup());
    const auto at = static_cast<std::size_t>(channel);
    const float slope = group[1] * of.gamma[channel];
    const float shift = of.shifts == nullptr ? 0.0F : of.shifts[channel];
    scratch.a[at] = slope * of.gain(channel);
    scratch.b[at] = (of.beta[channel] - group[0] * slope) * of.gain(channel) + shift;
  }
}

template<typename Value>
void forwardImages(const Layer& layer, const torch::Tensor& input, double epsilon,
                   torch::Tensor& moments, torch::Tensor& output)
{
  const auto* in = input.data_ptr<Value>();
  auto* out = output.data_ptr<Value>();
  auto* found = moments.data_ptr<float>();
  at::parallel_for(0, layer.images, 1, [&](std::int64_t begin, std::int64_t end) {
    Scratch scratch(layer.extent.channels);
    for (std::int64_t image = begin; image < end; ++image) {
      scratch.clearSums();
      const Value* x = in + image * layer.elements();
      float* of = found + image * 2 * layer.groups;
      addMoments(x, layer.extent, scratch.sums.data(), scratch.products.data());
      finishMoments(layer, scratch, epsilon, of);
      fillAffine(layer, layer.of(image), of, scratch);
      activate(x, layer.extent, scratch.a.data(), scratch.b.data(), out + image * layer.elements());
    }
  });
}

// Gradients of what is no image: each image's share of γ and β, and its scales and shifts.
struct Gradients
{
  torch::Tensor affine;     // B×2C: γ, β
  torch::Tensor modulation; // B×2C, or undefined
};

// From Σdz and Σdz·x of each channel: the gradients of one image, and p and q of propagate().
void finishGradients(const Layer& layer, const Coefficients& of, const float* moments,
                     Scratch& scratch, float* affine, float* modulation)
{
  const std::int64_t channels = layer.extent.channels;
  const std::int64_t ofGroup = layer.channelsOfGroup();
  for (std::int64_t group = 0; group < layer.groups; ++group) {
    const double mean = static_cast<double>(moments[2 * group]);
    const double inverse = static_cast<double>(moments[2 * group + 1]);
    double plain = 0.0;
    double aligned = 0.0;
    for (std::int64_t channel = group * ofGroup; channel < (group + 1) * ofGroup; ++channel) {
      const auto at = static_cast<std::size_t>(channel);
      const double sum = scratch.sums[at];
      const double product = inverse * (scratch.products[at] - mean * sum); // with x normalised
      const double gamma = static_cast<double>(of.gamma[channel]);
      const double gain = static_cast<double>(of.gain(channel));
      plain += gain * gamma * sum;
      aligned += gain * gamma * product;
      affine[channel] = static_cast<float>(gain * product);
      affine[channels + channel] = static_cast<float>(gain * sum);
      if (modulation == nullptr)
        continue;
      const double beta = static_cast<double>(of.beta[channel]);
      modulation[channel] = static_cast<float>(gamma * product + beta * sum);
      modulation[channels + channel] = static_cast<float>(sum);
    }
    const double p = -inverse * inverse * aligned / layer.valuesOfGroup();
    const double q = -inverse * plain / layer.valuesOfGroup() - p * mean;
    for (std::int64_t channel = group * ofGroup; channel < (group + 1) * ofGroup; ++channel) {
      scratch.p[static_cast<std::size_t>(channel)] = static_cast<float>(p);
      scratch.q[static_cast<std::size_t>(channel)] = static_cast<float>(q);
    }
  }
}

template<typename Value>
void backwardImages(const Layer& layer, const torch::Tensor& input, const torch::Tensor& gradient,
                    const torch::Tensor& moments, Gradients& gradients, torch::Tensor& output)
{
  constexpr bool inPlace = std::is_same_v<Value, float>;
  const auto* in = input.data_ptr<Value>();
  const auto* above = gradient.data_ptr<Value>();
  auto* out = output.data_ptr<Value>();
  const std::int64_t row = 2 * layer.extent.channels;
  at::parallel_for(0, layer.images, 1, [&](std::int64_t begin, std::int64_t end) {
    Scratch scratch(layer.extent.channels);
    std::vector<float> held(inPlace ? 0 : static_cast<std::size_t>(layer.elements()));
    for (std::int64_t image = begin; image < end; ++image) {
      scratch.clearSums();
      const float* of = moments.data_ptr<float>() + image * 2 * layer.groups;
      const Coefficients coefficients = layer.of(image);
      fillAffine(layer, coefficients, of, scratch);
      const Value* x = in + image * layer.elements();
      Value* dx = out + image * layer.elements();
      float* dz = held.data();
      if constexpr (inPlace)
        dz = dx;
      differentiate(x, above + image * layer.elements(), layer.extent, scratch.a.data(),
                    scratch.b.data(), dz, scratch.sums.data(), scratch.products.data());
      float* modulation = gradients.modulation.defined()
                              ? gradients.modulation.data_ptr<float>() + image * row
                              : nullptr;
      finishGradients(layer, coefficients, of, scratch,
                      gradients.affine.data_ptr<float>() + image * row, modulation);
      propagate(x, dz, layer.extent, scratch.a.data(), scratch.p.data(), scratch.q.data(), dx);
    }
  });
}

struct NormalisedActivation : torch::autograd::Function<NormalisedActivation>
{
  static torch::Tensor forward(AutogradContext* context, const torch::Tensor& input,
                               const torch::Tensor& gamma, const torch::Tensor& beta,
                               const c10::optional<torch::Tensor>& modulation, std::int64_t groups,
                               double epsilon)
  {
    const torch::Tensor scaleAndShift = modulation.value_or(torch::Tensor());
    const Layer layer(input, gamma, beta, scaleAndShift, groups);
    torch::Tensor moments = torch::empty({layer.images, groups, 2}, torch::kFloat32);
    torch::Tensor output = torch::empty_like(input);
    if (input.scalar_type() == torch::kFloat32)
      forwardImages<float>(layer, input, epsilon, moments, output);
    else
      forwardImages<c10::BFloat16>(layer, input, epsilon, moments, output);
    context->saved_data["groups"] = groups;
    context->save_for_backward({input, gamma, beta, scaleAndShift, moments});
    return output;
  }

  static variable_list backward(AutogradContext* context, variable_list above)
  {
    const variable_list saved = context->get_saved_variables();
    const torch::Tensor& input = saved[0];
    const Layer layer(input, saved[1], saved[2], saved[3], context->saved_data["groups"].toInt());
    const torch::Tensor gradient = above[0].contiguous(torch::MemoryFormat::ChannelsLast);
    torch::Tensor output = torch::empty_like(input);
    Gradients gradients{torch::empty({layer.images, 2, layer.extent.channels}, torch::kFloat32),
                        {}};
    if (saved[3].defined())
      gradients.modulation = torch::empty(saved[3].sizes(), torch::kFloat32);
    if (input.scalar_type() == torch::kFloat32)
      backwardImages<float>(layer, input, gradient, saved[4], gradients, output);
    else
      backwardImages<c10::BFloat16>(layer, input, gradient, saved[4], gradients, output);
    const torch::Tensor affine = gradients.affine.sum(0);
    if (gradients.modulation.defined())
      gradients.modulation = gradients.modulation.to(saved[3].scalar_type());
    return {output, affine[0], affine[1], gradients.modulation, {}, {}};
  }
};

bool liesChannelsLastOnGpu(const torch::Tensor& input)
{
  return !input.device().is_cpu() && input.dim() == 4 && !input.is_contiguous() &&
         input.is_contiguous(torch::MemoryFormat::ChannelsLast);
}

bool hasKernel(const torch::Tensor& input)
{
  return input.device().is_cpu() && input.dim() == 4 &&
         input.is_contiguous(torch::MemoryFormat::ChannelsLast) &&
         (input.scalar_type() == torch::kFloat32 || input.scalar_type() == torch::kBFloat16);
}

} // namespace

torch::Tensor normaliseAndActivate(const torch::nn::GroupNorm& norm, const torch::Tensor& input,
                                   const torch::Tensor& scaleAndShift)
{
  if (liesChannelsLastOnGpu(input))
    return normaliseAndActivateChannelsLast(norm, input, scaleAndShift);
  if (!hasKernel(input))
    return normaliseAndActivateByOperators(norm, input, scaleAndShift);
  c10::optional<torch::Tensor> modulation; // an undefined tensor is no argument of a Function
  if (scaleAndShift.defined())
    modulation = scaleAndShift;
  return NormalisedActivation::apply(input, norm->weight, norm->bias, modulation,
                                     norm->options.num_groups(), norm->options.eps());
}

torch::Tensor normaliseAndActivateByOperators(const torch::nn::GroupNorm& norm,
                                              const torch::Tensor& input,
                                              const torch::Tensor& scaleAndShift)
{
  torch::Tensor hidden = normalise(norm, input);
  if (scaleAndShift.defined()) {
    const auto parts =
        scaleAndShift.to(hidden.scalar_type()).unsqueeze(-1).unsqueeze(-1).chunk(2, 1);
    hidden = hidden * (parts[0] + 1) + parts[1];
  }
  return torch::silu(hidden);
}

torch::Tensor normaliseAndActivateChannelsLast(const torch::nn::GroupNorm& norm,
                                               const torch::Tensor& input,
                                               const torch::Tensor& scaleAndShift)
{
  const std::int64_t images = input.size(0);
  const std::int64_t channels = input.size(1);
  const std::int64_t groups = norm->options.num_groups();
  const torch::Tensor values = input.to(torch::kFloat32);
  const torch::Tensor grouped =
      values.permute({0, 2, 3, 1}).reshape({images, -1, groups, channels / groups});
  const auto [variance, mean] = torch::var_mean(grouped, torch::IntArrayRef{1, 3}, false, true);
  const auto ofChannels = [&](const torch::Tensor& ofGroups) {
    return ofGroups.expand({images, 1, groups, channels / groups}).reshape({images, channels});
  };
  torch::Tensor factor = ofChannels(torch::rsqrt(variance + norm->options.eps())) * norm->weight;
  torch::Tensor addend = norm->bias - ofChannels(mean) * factor;
  if (scaleAndShift.defined()) {
    const auto parts = scaleAndShift.to(torch::kFloat32).chunk(2, 1);
    factor = factor * (parts[0] + 1);
    addend = addend * (parts[0] + 1) + parts[1];
  }
  const auto perImage = [](const torch::Tensor& each) { return each.unsqueeze(-1).unsqueeze(-1); };
  return torch::silu(values * perImage(factor) + perImage(addend)).to(input.scalar_type());
}

} // namespace limpid::engine
