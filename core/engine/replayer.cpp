#include "core/engine/replayer.h"

#include "core/engine/foreign_errors.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace limpid::engine {
namespace {

constexpr std::size_t mostTakes = 4;
constexpr double tolerance = 1e-4;

using Tensors = std::vector<torch::Tensor>;

bool sameKind(const Tensors& left, const Tensors& right)
{
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](const torch::Tensor& one, const torch::Tensor& other) {
                      return one.sizes() == other.sizes() &&
                             one.scalar_type() == other.scalar_type() &&
                             one.device() == other.device();
                    });
}

Tensors copiesOf(const Tensors& values)
{
  Tensors copies;
  copies.reserve(values.size());
  for (const torch::Tensor& value : values)
    copies.push_back(value.detach().clone(torch::MemoryFormat::Contiguous));
  return copies;
}

void copyInto(const Tensors& targets, const Tensors& values)
{
  const c10::NoGradGuard noGradient;
  for (std::size_t index = 0; index < targets.size(); ++index)
    targets[index].detach().copy_(values[index]);
}

// Also false where one of the two isn't finite.
bool agree(const Tensors& found, const Tensors& expected)
{
  const c10::NoGradGuard noGradient;
  if (!sameKind(found, expected))
    return false;
  for (std::size_t index = 0; index < found.size(); ++index) {
    if (found[index].numel() == 0)
      continue;
    const torch::Tensor wanted = expected[index].to(torch::kFloat64);
    const double largest = wanted.abs().max().item<double>();
    const double difference =
        (found[index].to(torch::kFloat64) - wanted).abs().max().item<double>();
    if (!(difference <= tolerance * largest))
      return false;
  }
  return true;
}

std::string withoutFullStop(std::string text)
{
  if (!text.empty() && text.back() == '.')
    text.pop_back();
  return text;
}

} // namespace

Replayer::Replayer(std::shared_ptr<Recorder> recorder, std::vector<torch::Tensor> changed)
    : m_recorder(std::move(recorder)), m_changed(std::move(changed))
{
}

Tensors Replayer::operator()(const TensorWork& work, const Tensors& inputs)
{
  if (!m_recorder || m_recorder->isGivenUp()) {
    forget();
    return work(inputs);
  }
  Take& take = takeFor(inputs);
  ++take.times;
  if (take.recording && !take.trusted)
    return compared(work, take, inputs);
  Tensors outputs;
  if (take.recording && !givesUp([&] { outputs = replayed(take, inputs); }))
    return outputs;
  outputs = work(inputs); // also after a replay that couldn't begin
  if (take.times == 2)
    record(work, take);
  return outputs;
}

Replayer::Take& Replayer::takeFor(const Tensors& inputs)
{
  const auto found = std::find_if(m_takes.begin(), m_takes.end(),
                                  [&](const auto& take) { return sameKind(take->inputs, inputs); });
  if (found != m_takes.end()) {
    std::rotate(found, found + 1, m_takes.end());
    return *m_takes.back();
  }
  if (m_takes.size() == mostTakes)
    m_takes.erase(m_takes.begin());
  m_takes.push_back(std::make_unique<Take>());
  m_takes.back()->inputs = copiesOf(inputs);
  return *m_takes.back();
}

Tensors Replayer::replayed(const Take& take, const Tensors& inputs)
{
  copyInto(take.inputs, inputs);
  take.recording->replay();
  return copiesOf(take.outputs);
}

// Neither the warm-up nor what the recording may do counts.
void Replayer::record(const TensorWork& work, Take& take)
{
  const Tensors before = copiesOf(m_changed);
  givesUp([&] {
    take.recording = m_recorder->record(
        [work, recorded = &take] { recorded->outputs = work(recorded->inputs); });
  });
  copyInto(m_changed, before);
}

Tensors Replayer::compared(const TensorWork& work, Take& take, const Tensors& inputs)
{
  if (std::equal(inputs.begin(), inputs.end(), take.inputs.begin(), torch::equal))
    return work(inputs); // as recorded: even what doesn't read its inputs would agree
  const Tensors before = copiesOf(m_changed);
  Tensors expected = work(inputs);
  const Tensors after = copiesOf(m_changed);
  copyInto(m_changed, before);
  givesUp([&] {
    const Tensors found = replayed(take, inputs);
    take.trusted = agree(found, expected) && agree(m_changed, after);
    if (!take.trusted)
      m_recorder->giveUp("the first replay gave other numbers");
  });
  copyInto(m_changed, after);
  return expected;
}

bool Replayer::givesUp(const std::function<void()>& attempt)
{
  try {
    attempt();
    return false;
  } catch (const std::exception& error) {
    m_recorder->giveUp(withoutFullStop(asError(error).message));
    return true;
  }
}

EpsilonFunction replayedEpsilon(EpsilonFunction epsilon, std::shared_ptr<Recorder> recorder)
{
  if (!recorder)
    return epsilon;
  const TensorWork work = [epsilon](const Tensors& inputs) {
    return Tensors{epsilon(inputs[0], inputs[1], inputs[2])};
  };
  const auto replayer = std::make_shared<Replayer>(std::move(recorder));
  return [epsilon = std::move(epsilon), work, replayer](const torch::Tensor& noisy,
                                                        const torch::Tensor& signalScale,
                                                        const torch::Tensor& noiseScale) {
    if (c10::GradMode::is_enabled())
      return epsilon(noisy, signalScale, noiseScale);
    return (*replayer)(work, {noisy, signalScale, noiseScale}).front();
  };
}

} // namespace limpid::engine
