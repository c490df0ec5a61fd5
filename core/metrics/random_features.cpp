#include "core/metrics/random_features.h"

#include "core/base/random.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace limpid::metrics {
namespace {

constexpr std::uint64_t weightSeed = 20250423;
constexpr std::array<std::size_t, 3> widths = {16, 32, 64};
constexpr int smallest = smallestSideForFeatures; // becomes 7, 3, 1

/// Places × channels: the channels of a place lie side by side.
struct Layer
{
  std::vector<float> values;
  std::size_t channels = 0;
  std::size_t rows = 0;
  std::size_t columns = 0;
};

/// 3 × 3 × inputs × outputs, outputs side by side.
std::vector<float> weightsOf(std::size_t inputs, std::size_t outputs, std::size_t layer)
{
  std::vector<float> weights(9 * inputs * outputs);
  Random random(weightSeed, layer);
  random.fillNormal(weights);
  const auto scale = static_cast<float>(std::sqrt(2.0 / static_cast<double>(9 * inputs)));
  for (float& weight : weights)
    weight *= scale;
  return weights;
}

using Network = std::array<std::vector<float>, widths.size()>;

Network networkFor(std::size_t channels)
{
  Network network;
  for (std::size_t layer = 0; layer < widths.size(); ++layer) {
    network[layer] = weightsOf(channels, widths[layer], layer);
    channels = widths[layer];
  }
  return network;
}

Layer firstLayer(std::span<const float> image, const ImageSet& images)
{
  Layer layer{std::vector<float>(image.size()), static_cast<std::size_t>(images.channels),
              static_cast<std::size_t>(images.rows), static_cast<std::size_t>(images.columns)};
  const std::size_t plane = layer.rows * layer.columns;
  for (std::size_t channel = 0; channel < layer.channels; ++channel)
    for (std::size_t place = 0; place < plane; ++place)
      layer.values[place * layer.channels + channel] = image[channel * plane + place];
  return layer;
}

/// What the window around (row, column) of `input` adds up to, one number per output channel.
void addWindow(const Layer& input, const std::vector<float>& weights, std::size_t row,
               std::size_t column, std::span<float> sums)
{
  for (std::size_t down = 0; down < 3; ++down)
    for (std::size_t across = 0; across < 3; ++across) {
      const float* place =
          &input.values[((row + down) * input.columns + column + across) * input.channels];
      const float* weight = &weights[(down * 3 + across) * input.channels * sums.size()];
      for (std::size_t channel = 0; channel < input.channels; ++channel)
        for (float& sum : sums)
          sum += place[channel] * *weight++;
    }
}

/// Only windows that lie inside, so that no border is made up.
Layer convolve(const Layer& input, const std::vector<float>& weights, std::size_t outputs)
{
  Layer output;
  output.channels = outputs;
  output.rows = (input.rows - 1) / 2;
  output.columns = (input.columns - 1) / 2;
  output.values.assign(output.rows * output.columns * outputs, 0.0F);
  for (std::size_t row = 0; row < output.rows; ++row)
    for (std::size_t column = 0; column < output.columns; ++column) {
      const std::span<float> sums(&output.values[(row * output.columns + column) * outputs],
                                  outputs);
      addWindow(input, weights, 2 * row, 2 * column, sums);
      for (float& sum : sums)
        sum = std::max(sum, 0.0F);
    }
  return output;
}

void appendMoments(const Layer& layer, std::vector<float>& features)
{
  const auto places = static_cast<double>(layer.rows * layer.columns);
  for (std::size_t channel = 0; channel < layer.channels; ++channel) {
    double sum = 0.0;
    for (std::size_t at = channel; at < layer.values.size(); at += layer.channels)
      sum += double{layer.values[at]};
    const double mean = sum / places;
    double squares = 0.0;
    for (std::size_t at = channel; at < layer.values.size(); at += layer.channels)
      squares += (double{layer.values[at]} - mean) * (double{layer.values[at]} - mean);
    features.push_back(static_cast<float>(mean));
    features.push_back(static_cast<float>(std::sqrt(squares / places)));
  }
}

} // namespace

Result<std::vector<float>> randomFeatures(const ImageSet& images)
{
  if (images.rows < smallest || images.columns < smallest)
    return failure(ErrorCode::BadInput,
                   fmt::format("Images of {} × {} are too small for the features; at least {} × {} "
                               "pixels are needed.",
                               images.rows, images.columns, smallest, smallest));
  if (const Result<void> checked = checkImages(images, 1, "images"); !checked)
    return failure(checked.error());
  const Network network = networkFor(static_cast<std::size_t>(images.channels));
  std::vector<float> features;
  features.reserve(images.count() * randomFeatureCount);
  for (std::size_t index = 0; index < images.count(); ++index) {
    Layer layer = firstLayer(images.image(index), images);
    for (std::size_t at = 0; at < widths.size(); ++at) {
      layer = convolve(layer, network[at], widths[at]);
      appendMoments(layer, features);
    }
  }
  return features;
}

} // namespace limpid::metrics
