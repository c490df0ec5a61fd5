#include "core/engine/process_group.h"

#include "core/base/descriptor.h"
#include "core/engine/training_session.h"
#include "tests/core/engine/engine_fixtures.h"
#include "tests/support/temporary_folder.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <gtest/gtest.h>

#include <netinet/in.h>
#include <sys/socket.h>

#include <cstdlib>
#include <map>
#include <thread>

namespace limpid::engine {
namespace {

int freePort()
{
  const Descriptor found(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* any = reinterpret_cast<sockaddr*>(&address);
  EXPECT_EQ(::bind(found.number(), any, size), 0);
  EXPECT_EQ(::getsockname(found.number(), any, &size), 0);
  return ntohs(address.sin_port);
}

ProcessPlace placeOf(int rank, int size, int port)
{
  ProcessPlace place;
  place.rank = rank;
  place.size = size;
  place.port = port;
  return place;
}

// Weights and the sum of the losses after a few steps, as the process of this place has them.
struct Trained
{
  torch::Tensor weights;
  double loss = 0.0;
};

Trained train(const run::TrainingPlan& plan, const std::filesystem::path& data,
              const ProcessPlace& place)
{
  constexpr int steps = 6;
  at::set_num_threads(1);
  auto group = ProcessGroup::join(place);
  auto session =
      TrainingSession::open(plan, dataset::FrozenDataset::open(data).value(), torch::kCPU, 1);
  if (!group || !session || !session->join(*group))
    return {};
  Trained trained;
  for (int step = 0; step < steps; ++step)
    trained.loss += session->step().value_or(-1e9);
  trained.weights = session->checkpoint().weights.clone();
  return trained;
}

std::vector<Trained> trainTogether(const run::TrainingPlan& plan, const std::filesystem::path& data,
                                   int size)
{
  std::vector<Trained> trained(static_cast<std::size_t>(size));
  const int port = freePort();
  std::vector<std::thread> processes;
  for (int rank = 0; rank < size; ++rank)
    processes.emplace_back([&, rank] {
      trained[static_cast<std::size_t>(rank)] = train(plan, data, placeOf(rank, size, port));
    });
  for (std::thread& process : processes)
    process.join();
  return trained;
}

// Sets variables, and takes all that tell a place out of the environment again.
class Environment
{
public:
  explicit Environment(const std::map<std::string, std::string>& variables)
  {
    clear();
    for (const auto& [name, value] : variables)
      ::setenv(name.c_str(), value.c_str(), 1);
  }
  ~Environment() { clear(); }
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;

private:
  static void clear()
  {
    for (const char* name : {"RANK", "WORLD_SIZE", "LOCAL_RANK", "MASTER_ADDR", "MASTER_PORT",
                             "SLURM_PROCID", "SLURM_STEP_NUM_TASKS", "SLURM_LOCALID",
                             "SLURM_JOB_ID", "SLURM_STEP_NUM_NODES", "SLURM_STEP_NODELIST"})
      ::unsetenv(name);
  }
};

double relativeDifference(const torch::Tensor& a, const torch::Tensor& b)
{
  return ((a - b).norm() / b.norm()).item<double>();
}

} // namespace

TEST(ProcessGroup, OfTwoTrainsAsOneProcessWithHalfTheBatchAtOnce)
{
  const support::TemporaryFolder folder;
  const auto data = freezeSmallStudy(folder / "data", {});
  run::TrainingPlan plan = smallPlan(data);
  plan.weighting = "optimal"; // q(t) is learned from all errors of a batch
  const std::vector<Trained> together = trainTogether(plan, data, 2);
  plan.microBatch = plan.batch / 2;
  const Trained alone = train(plan, data, {});
  ASSERT_TRUE(alone.weights.defined());
  for (const Trained& one : together) {
    ASSERT_TRUE(one.weights.defined());
    EXPECT_LT(relativeDifference(one.weights, alone.weights), 1e-5);
    EXPECT_NEAR(one.loss, alone.loss, 1e-5 * std::abs(alone.loss));
  }
  EXPECT_TRUE(torch::equal(together[0].weights, together[1].weights));
}

TEST(ProcessGroup, SharesABatchThatCantBeCutEvenly)
{
  const support::TemporaryFolder folder;
  const auto data = freezeSmallStudy(folder / "data", {});
  const run::TrainingPlan plan = smallPlan(data);
  const std::vector<Trained> together = trainTogether(plan, data, 3);
  const Trained alone = train(plan, data, {});
  for (const Trained& one : together) {
    ASSERT_TRUE(one.weights.defined());
    EXPECT_LT(relativeDifference(one.weights, alone.weights), 1e-4);
  }
}

TEST(ProcessGroup, RefusesMoreProcessesThanABatchHasImages)
{
  const support::TemporaryFolder folder;
  const auto data = freezeSmallStudy(folder / "data", {});
  run::TrainingPlan plan = smallPlan(data);
  plan.batch = 1;
  for (const Trained& one : trainTogether(plan, data, 2))
    EXPECT_FALSE(one.weights.defined());
}

TEST(ProcessPlace, IsWhatTorchrunTells)
{
  const Environment set({{"RANK", "3"},
                         {"WORLD_SIZE", "8"},
                         {"LOCAL_RANK", "1"},
                         {"MASTER_ADDR", "host.example"},
                         {"MASTER_PORT", "1234"},
                         {"SLURM_PROCID", "0"},
                         {"SLURM_STEP_NUM_TASKS", "1"}});
  const auto place = ProcessPlace::ofEnvironment();
  ASSERT_TRUE(place);
  EXPECT_EQ(place->rank, 3);
  EXPECT_EQ(place->size, 8);
  EXPECT_EQ(place->localRank, 1);
  EXPECT_EQ(place->address, "host.example");
  EXPECT_EQ(place->port, 1234);
}

TEST(ProcessPlace, IsWhatSrunTells)
{
  const Environment set({{"SLURM_PROCID", "5"},
                         {"SLURM_STEP_NUM_TASKS", "6"},
                         {"SLURM_LOCALID", "2"},
                         {"SLURM_JOB_ID", "70012"},
                         {"SLURM_STEP_NUM_NODES", "2"},
                         {"SLURM_STEP_NODELIST", "gpu-a[07-08,11],gpu-b1"}});
  const auto place = ProcessPlace::ofEnvironment();
  ASSERT_TRUE(place);
  EXPECT_EQ(place->rank, 5);
  EXPECT_EQ(place->localRank, 2);
  EXPECT_EQ(place->address, "gpu-a07");
  EXPECT_EQ(place->port, 20012);
}

TEST(ProcessPlace, IsAloneInABatchScriptWithoutSrun)
{
  const Environment set({{"SLURM_PROCID", "0"}, {"SLURM_NTASKS", "4"}});
  const auto place = ProcessPlace::ofEnvironment();
  ASSERT_TRUE(place);
  EXPECT_EQ(place->size, 1);
}

TEST(ProcessPlace, IsRefusedWhereTheRankIsBeyondTheSize)
{
  const Environment set({{"RANK", "2"}, {"WORLD_SIZE", "2"}});
  EXPECT_FALSE(ProcessPlace::ofEnvironment());
}

} // namespace limpid::engine
