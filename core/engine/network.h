#pragma once

#include "core/engine/conditioning.h"
#include "core/engine/dropout.h"
#include "core/engine/memory_format.h"
#include "core/run/plan.h"

#include <torch/types.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace limpid::engine {

/// What makes a network again: a checkpoint holds all but the memory format.
struct NetworkSettings
{
  run::NetworkShape shape;
  int channels = 1;       ///< of the images
  double sigmaData = 0.5; ///< standard deviation of the clean images' pixels, model intensity
  bool halfPrecision = false;
  std::vector<std::int64_t> labels; ///< class labels that it takes, rising; empty: none
  std::vector<int> attentionLevels; ///< of the shape's levels; see run::attentionLevels()
  bool takesRisk = false;           ///< it is told r (objective risk-conditional)
  bool takesLevels = false;         ///< it is told each pixel's noise ratio (plan key localLevels)
  /// Of the machine rather than of the network: not in a checkpoint.
  MemoryFormat memoryFormat = MemoryFormat::Auto;

  /// The MLP gives ε_θ itself, as the paper's toys do.
  bool preconditioned() const { return shape.kind != run::NetworkKind::Mlp; }
};

/// One named array inside the flat weight vector.
struct NamedShape
{
  std::string name;
  std::vector<std::int64_t> shape;
  std::int64_t offset = 0;
  std::int64_t elements = 0;
};

/// ε_θ: a backbone with EDM's preconditioning (Karras et al., NeurIPS 2022, table 1), written in
/// the noise ratio σ = v/u so that one network serves every schedule:
///     D = c_skip·x_t/u + c_out·F(c_in·x_t/u, ln(σ)/4),   ε_θ = (x_t/u − D)/σ.
/// The MLP's backbone is ε_θ itself. It sees the time and never the risk (M7), unless its settings
/// say that it is told more. Weights and gradient are one flat vector each; the layers' arrays are
/// views of it. Throws c10::Error.
class EpsilonNetwork
{
public:
  EpsilonNetwork(const NetworkSettings& settings, torch::Device device);
  EpsilonNetwork(EpsilonNetwork&&) noexcept;
  ~EpsilonNetwork();

  /// Weights from (seed) alone, the same on every machine; the last layer starts at zero.
  void initialise(std::uint64_t seed);

  /// `noisy` x_t is B×C×H×W, `signalScale` u and `noiseScale` v are B; gives ε_θ, B×C×H×W float32.
  /// A training step brings its dropout. A network that takes levels may get v as B×1×H×W: its time
  /// is then the least v/u of each image, and one more channel says ln of each pixel's over that.
  torch::Tensor epsilon(const torch::Tensor& noisy, const torch::Tensor& signalScale,
                        const torch::Tensor& noiseScale, const Conditioning& conditioning = {},
                        const Dropout* dropout = nullptr) const;
  /// The same at one time for the whole batch.
  torch::Tensor epsilon(const torch::Tensor& noisy, double signalScale, double noiseScale,
                        const Conditioning& conditioning = {}) const;

  /// c(t) of M5: the weight that gives what the backbone puts out the same scale at every v/u.
  double unitWeight(double noiseRatio) const;

  const NetworkSettings& settings() const;
  torch::Device device() const;
  const std::vector<NamedShape>& layout() const;
  torch::Tensor& weights();  ///< flat float32, writing to it changes the network
  torch::Tensor& gradient(); ///< flat float32, backward() adds to it
  const torch::Tensor& weights() const;

private:
  struct Impl;
  std::unique_ptr<Impl> m_impl;
};

} // namespace limpid::engine
