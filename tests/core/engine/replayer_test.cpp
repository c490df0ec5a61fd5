#include "core/engine/replayer.h"

#include "core/engine/network.h"
#include "core/engine/objective.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>
#include <vector>

namespace limpid::engine {
namespace {

using Tensors = std::vector<torch::Tensor>;

// A device whose recordings the processor does: the work again, on the inputs that it was recorded
// with. It can be made to go wrong.
struct FakeRecorder final : Recorder
{
  struct Tape final : Recording
  {
    Tape(FakeRecorder& owner, std::function<void()> recorded)
        : recorder(owner), work(std::move(recorded))
    {
      ++recorder.alive;
    }
    ~Tape() override { --recorder.alive; }

    void replay() override
    {
      ++recorder.replays;
      if (recorder.replaysFail)
        throw std::runtime_error("nothing was replayed");
      if (!recorder.replaysDoNothing)
        work();
    }

    FakeRecorder& recorder;
    std::function<void()> work;
  };

  std::unique_ptr<Recording> record(const std::function<void()>& work) override
  {
    ++recordings;
    work();
    if (recordingsFail)
      throw std::runtime_error("nothing was recorded");
    return std::make_unique<Tape>(*this, work);
  }

  int recordings = 0;
  int replays = 0;
  int alive = 0;
  bool recordingsFail = false;
  bool replaysFail = false;
  bool replaysDoNothing = false; // the outputs are those of what was recorded
};

Tensors doubled(const Tensors& inputs)
{
  return {inputs[0] * 2};
}

torch::Tensor numbers(double first, std::int64_t count = 3)
{
  return torch::arange(count, torch::kFloat32) + first;
}

// Whether the work comes out right, so many times on other numbers each.
void expectDoubled(Replayer& replayer, int times, std::int64_t count = 3)
{
  const TensorWork work = doubled;
  for (int time = 0; time < times; ++time) {
    const torch::Tensor input = numbers(time, count);
    EXPECT_TRUE(torch::equal(replayer(work, {input})[0], input * 2)) << "time " << time;
  }
}

class Replaying : public testing::Test
{
protected:
  std::shared_ptr<FakeRecorder> recorder = std::make_shared<FakeRecorder>();
  Replayer replayer{recorder};
};

} // namespace

TEST_F(Replaying, BeginsOnceTheWorkIsKnown)
{
  expectDoubled(replayer, 2);
  EXPECT_EQ(recorder->recordings, 1);
  EXPECT_EQ(recorder->replays, 0);
  expectDoubled(replayer, 5); // the first on what was recorded
  EXPECT_EQ(recorder->recordings, 1);
  EXPECT_EQ(recorder->replays, 4);
  EXPECT_FALSE(recorder->isGivenUp());
}

TEST_F(Replaying, GivesOutputsThatTheNextReplayLeavesAlone)
{
  const TensorWork work = doubled;
  Tensors all;
  for (int time = 0; time < 5; ++time)
    all.push_back(replayer(work, {numbers(time)})[0]);
  for (int time = 0; time < 5; ++time)
    EXPECT_TRUE(torch::equal(all[static_cast<std::size_t>(time)], numbers(time) * 2));
}

TEST_F(Replaying, IsGivenUpWhereAReplayGivesOtherNumbers)
{
  recorder->replaysDoNothing = true;
  expectDoubled(replayer, 6);
  EXPECT_EQ(recorder->replays, 1);
  EXPECT_TRUE(recorder->isGivenUp());
  EXPECT_EQ(recorder->alive, 0);
}

TEST_F(Replaying, IsGivenUpWhereNothingCanBeRecorded)
{
  recorder->recordingsFail = true;
  expectDoubled(replayer, 6);
  EXPECT_EQ(recorder->recordings, 1);
  EXPECT_TRUE(recorder->isGivenUp());
}

TEST_F(Replaying, IsGivenUpWhereAReplayFailsAtOnceOrLater)
{
  for (const int before : {2, 5}) {
    const auto failing = std::make_shared<FakeRecorder>();
    Replayer other(failing);
    expectDoubled(other, before);
    failing->replaysFail = true;
    expectDoubled(other, 3);
    EXPECT_TRUE(failing->isGivenUp());
    EXPECT_EQ(failing->alive, 0);
  }
}

TEST_F(Replaying, IsGivenUpWhereNumbersArentFinite)
{
  const TensorWork work = doubled;
  for (int time = 0; time < 3; ++time)
    replayer(work, {torch::full({3}, std::numeric_limits<float>::quiet_NaN())});
  EXPECT_TRUE(recorder->isGivenUp());
}

TEST_F(Replaying, LetsThroughWhatTheWorkItselfThrows)
{
  const TensorWork failing = [](const Tensors&) -> Tensors {
    throw std::runtime_error("the memory isn't enough");
  };
  EXPECT_THROW(replayer(failing, {numbers(1)}), std::runtime_error);
  EXPECT_THROW(replayer(failing, {numbers(1)}), std::runtime_error);
  EXPECT_FALSE(recorder->isGivenUp());
  EXPECT_EQ(recorder->recordings, 0);
}

TEST_F(Replaying, IsComparedLaterWhereTheWorkFailedBefore)
{
  recorder->replaysDoNothing = true;
  expectDoubled(replayer, 2);
  const TensorWork failing = [](const Tensors&) -> Tensors {
    throw std::runtime_error("the memory isn't enough");
  };
  EXPECT_THROW(replayer(failing, {numbers(1)}), std::runtime_error);
  expectDoubled(replayer, 4);
  EXPECT_TRUE(recorder->isGivenUp());
}

TEST_F(Replaying, RecordsEachShapeAndKeepsAFew)
{
  for (std::int64_t count = 1; count <= 9; ++count)
    expectDoubled(replayer, 4, count);
  EXPECT_EQ(recorder->recordings, 9);
  EXPECT_LE(recorder->alive, 4);
  expectDoubled(replayer, 1, 9);
  EXPECT_EQ(recorder->recordings, 9); // the newest are kept
  replayer.forget();
  EXPECT_EQ(recorder->alive, 0);
}

TEST_F(Replaying, WithoutARecorderDoesTheWork)
{
  Replayer plain(nullptr);
  expectDoubled(plain, 4);
}

TEST_F(Replaying, AddsToWhatTheWorkChangesAsOftenAsItWasAsked)
{
  const torch::Tensor sum = torch::zeros({3});
  Replayer adding(recorder, {sum});
  const TensorWork work = [sum](const Tensors& inputs) {
    sum.add_(inputs[0]);
    return Tensors{inputs[0].sum()};
  };
  torch::Tensor expected = torch::zeros({3});
  for (int time = 0; time < 6; ++time) {
    expected = expected + numbers(time);
    EXPECT_FLOAT_EQ(adding(work, {numbers(time)})[0].item<float>(),
                    numbers(time).sum().item<float>());
    EXPECT_TRUE(torch::equal(sum, expected)) << "time " << time;
  }
  EXPECT_EQ(recorder->replays, 4);
}

TEST_F(Replaying, IsGivenUpWhereSomethingElseIsChanged)
{
  const torch::Tensor sum = torch::zeros({3});
  Replayer adding(recorder, {sum});
  const TensorWork work = [sum](const Tensors& inputs) {
    sum.add_(inputs[0]);
    return Tensors{torch::ones({1})};
  };
  recorder->replaysDoNothing = true;
  for (int time = 0; time < 5; ++time)
    adding(work, {numbers(time)});
  EXPECT_TRUE(recorder->isGivenUp());
  EXPECT_TRUE(torch::equal(sum, numbers(2) * 5)); // 0 + 1 + 2 + 3 + 4
}

TEST_F(Replaying, OfATrainingGivesTheSameLossAndGradient)
{
  NetworkSettings settings;
  settings.shape = {8, {1, 2}, 1};
  EpsilonNetwork network(settings, torch::kCPU);
  network.initialise(3);
  Replayer training(recorder, {network.gradient()});
  const TensorWork work = [&](const Tensors& inputs) {
    const auto epsilon = [&](const torch::Tensor& noisy, const torch::Tensor& signalScale,
                             const torch::Tensor& noiseScale) {
      return network.epsilon(noisy, signalScale, noiseScale);
    };
    const LossTensors loss =
        riskFreeLoss(epsilon, inputs[0], inputs[1],
                     TermTensors{inputs[2], inputs[3], inputs[4], inputs[5], false});
    const torch::Tensor mean = loss.perImage.mean();
    mean.backward();
    return Tensors{mean.detach(), loss.epsilon};
  };
  torch::manual_seed(7);
  const auto perImage = [] { return torch::rand({2, 1, 1, 1}) + 0.5; };
  for (int step = 0; step < 5; ++step) {
    const Tensors inputs{torch::randn({2, 1, 8, 8}),
                         torch::randn({2, 1, 8, 8}),
                         torch::ones({2}),
                         perImage(),
                         perImage(),
                         perImage()};
    network.gradient().zero_();
    const Tensors expected = work(inputs);
    const torch::Tensor gradient = network.gradient().clone();
    network.gradient().zero_();
    const Tensors found = training(work, inputs);
    EXPECT_TRUE(torch::equal(found[0], expected[0])) << "step " << step;
    EXPECT_TRUE(torch::equal(found[1], expected[1])) << "step " << step;
    EXPECT_TRUE(torch::equal(network.gradient(), gradient)) << "step " << step;
  }
  EXPECT_EQ(recorder->replays, 3);
}

TEST_F(Replaying, OfEpsilonIsForEvaluationsWithoutGradient)
{
  const torch::Tensor weight = torch::ones({1}).requires_grad_();
  const EpsilonFunction epsilon = replayedEpsilon(
      [weight](const torch::Tensor& noisy, const torch::Tensor& signalScale,
               const torch::Tensor& noiseScale) {
        return weight * noisy * signalScale.view({-1, 1, 1, 1}) + noiseScale.view({-1, 1, 1, 1});
      },
      recorder);
  const torch::Tensor noisy = torch::ones({2, 1, 3, 3});
  for (int time = 0; time < 4; ++time)
    EXPECT_TRUE(epsilon(noisy, torch::ones({2}), torch::ones({2})).requires_grad());
  EXPECT_EQ(recorder->recordings, 0);
  const torch::NoGradGuard noGradient;
  for (int time = 0; time < 5; ++time)
    EXPECT_TRUE(torch::equal(epsilon(noisy * time, torch::ones({2}), torch::full({2}, 3.0F)),
                             noisy * time + 3));
  EXPECT_EQ(recorder->replays, 3);
}

} // namespace limpid::engine
