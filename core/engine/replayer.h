#pragma once

#include "core/engine/epsilon_function.h"
#include "core/engine/recorder.h"

#include <torch/types.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

namespace limpid::engine {

/// Tensors in, tensors out. It may also change tensors that stay where they are.
using TensorWork =
    std::function<std::vector<torch::Tensor>(const std::vector<torch::Tensor>& inputs)>;

/// Does one work again and again on inputs of the same few shapes. Of each shape the first time is
/// done as it is; so is the second, which is then recorded; the third is done and replayed and what
/// comes of both is compared (on other inputs than those that were recorded, else later); from the
/// fourth on it is only replayed. Where recording or replaying fails or gives something else (by
/// more than 1e-4 of the largest value), the recorder is given up and the work done as it is. What
/// the work itself throws comes through. Of one thread.
class Replayer
{
public:
  /// Without a recorder the work is only ever done. `changed` are the tensors that it changes in
  /// place and doesn't give back; they are compared too.
  explicit Replayer(std::shared_ptr<Recorder> recorder, std::vector<torch::Tensor> changed = {});

  /// The outputs are the caller's own. Inputs are defined tensors. `work` is the same computation
  /// every time; it isn't kept, but all memory that it uses besides the inputs must stay.
  std::vector<torch::Tensor> operator()(const TensorWork& work,
                                        const std::vector<torch::Tensor>& inputs);

  /// Gives the memory of all recordings back; they are made anew when they are wanted.
  void forget() { m_takes.clear(); }

private:
  // What is kept of one set of shapes.
  struct Take
  {
    std::size_t times = 0;
    std::vector<torch::Tensor> inputs; // copies of the first ones; what is recorded reads them
    std::vector<torch::Tensor> outputs;
    std::unique_ptr<Recording> recording;
    bool trusted = false; // it was compared
  };

  Take& takeFor(const std::vector<torch::Tensor>& inputs);
  void record(const TensorWork& work, Take& take);
  static std::vector<torch::Tensor> replayed(const Take& take,
                                             const std::vector<torch::Tensor>& inputs);
  std::vector<torch::Tensor> compared(const TensorWork& work, Take& take,
                                      const std::vector<torch::Tensor>& inputs);
  bool givesUp(const std::function<void()>& attempt);

  std::shared_ptr<Recorder> m_recorder;
  std::vector<torch::Tensor> m_changed;
  std::vector<std::unique_ptr<Take>> m_takes; // the one used last at the end
};

/// ε_θ with its evaluations replayed; where a gradient is recorded it is evaluated as it is. What
/// `epsilon` refers to must outlive it and stay where it is; weights may change in place.
EpsilonFunction replayedEpsilon(EpsilonFunction epsilon, std::shared_ptr<Recorder> recorder);

} // namespace limpid::engine
