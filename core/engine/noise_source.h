#pragma once

#include <torch/types.h>

#include <cstdint>
#include <future>
#include <vector>

namespace limpid::engine {

/// What a training adds to images: standard normal numbers, each image's from a stream of its own,
/// so that they are the same whoever draws them and when.
class NoiseSource
{
public:
  /// The numbers of so many images.
  struct Part
  {
    std::uint64_t firstStream = 0;
    std::int64_t images = 0;

    bool operator==(const Part&) const = default;
  };

  /// `imageShape` C, H, W. With `ahead` the numbers that are wanted next are drawn meanwhile in a
  /// thread of their own: for a GPU, which leaves the processor idle.
  NoiseSource(std::uint64_t seed, std::vector<std::int64_t> imageShape, torch::Device device,
              bool ahead);

  /// B×C×H×W on the device. `next` says what will most likely be asked for after this; another
  /// question is answered as well, just later.
  torch::Tensor draw(const Part& part, const Part& next);

private:
  torch::Tensor arrayFor(const Part& part) const;
  static void fill(const torch::Tensor& numbers, std::uint64_t seed, std::uint64_t firstStream);

  std::uint64_t m_seed;
  std::vector<std::int64_t> m_imageShape;
  torch::Device m_device;
  bool m_ahead;
  Part m_expected;
  std::future<torch::Tensor> m_drawn; // of m_expected
};

} // namespace limpid::engine
