#include "core/engine/process_group.h"

#include "core/engine/foreign_errors.h"

#include <ATen/ATen.h>
#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cstdlib>
#include <optional>

#if defined(USE_C10D_GLOO) && __has_include(<gloo/rendezvous/store.h>)
#define LIMPID_HAS_GLOO 1
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>
#else
#define LIMPID_HAS_GLOO 0
#endif

namespace limpid::engine {
namespace {

std::optional<std::string> variable(const char* name)
{
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0' ? std::optional<std::string>(value) : std::nullopt;
}

// `otherwise` where it isn't set; −1 where it is no number.
int number(const char* name, int otherwise)
{
  const auto text = variable(name);
  if (!text)
    return otherwise;
  int value = -1;
  const auto read = std::from_chars(text->data(), text->data() + text->size(), value);
  return read.ec == std::errc{} && read.ptr == text->data() + text->size() ? value : -1;
}

// "node[03-07,12]" and "a,b" begin with node03 and a.
std::string firstHost(const std::string& list)
{
  const std::size_t end = list.find_first_of("[,");
  std::string host = list.substr(0, end);
  if (end != std::string::npos && list[end] == '[')
    host += list.substr(end + 1, list.find_first_of(",-]", end + 1) - end - 1);
  return host;
}

} // namespace

Result<ProcessPlace> ProcessPlace::ofEnvironment()
{
  ProcessPlace place;
  if (variable("RANK") && variable("WORLD_SIZE")) {
    place.rank = number("RANK", 0);
    place.size = number("WORLD_SIZE", 1);
    place.localRank = number("LOCAL_RANK", 0);
  } else if (variable("SLURM_PROCID") && variable("SLURM_STEP_NUM_TASKS")) {
    place.rank = number("SLURM_PROCID", 0);
    place.size = number("SLURM_STEP_NUM_TASKS", 1);
    place.localRank = number("SLURM_LOCALID", 0);
    constexpr int firstPort = 20000;
    constexpr int ports = 10000; // one for each job of a host, most likely
    place.port = firstPort + number("SLURM_JOB_ID", 0) % ports;
    if (number("SLURM_STEP_NUM_NODES", 1) > 1)
      place.address = firstHost(variable("SLURM_STEP_NODELIST").value_or(place.address));
  }
  place.address = variable("MASTER_ADDR").value_or(place.address);
  place.port = number("MASTER_PORT", place.port);
  if (place.size < 1 || place.rank < 0 || place.rank >= place.size || place.localRank < 0 ||
      place.port <= 0 || place.port > 65535)
    return failure(ErrorCode::BadInput,
                   "RANK, WORLD_SIZE, LOCAL_RANK and MASTER_PORT, or what srun sets, make no "
                   "sense together.");
  return place;
}

#if LIMPID_HAS_GLOO
namespace {

// LibTorch from 2.4 on asks for libuv unless told otherwise; Debian builds it without.
template<typename StoreOptions>
void useItsOwnServer(StoreOptions& options)
{
  if constexpr (requires { options.useLibUV; })
    options.useLibUV = false;
}

} // namespace

struct ProcessGroup::Backend
{
  explicit Backend(const ProcessPlace& place)
  {
    c10d::TCPStoreOptions atStore;
    atStore.port = static_cast<std::uint16_t>(place.port);
    atStore.isServer = place.rank == 0;
    atStore.numWorkers = static_cast<std::size_t>(place.size);
    useItsOwnServer(atStore);
    store = c10::make_intrusive<c10d::TCPStore>(place.address, atStore);
    // The first process may be paused for long.
    auto options = c10d::ProcessGroupGloo::Options::create(std::chrono::hours(24 * 30));
    options->devices.push_back(c10d::ProcessGroupGloo::createDefaultDevice());
    options->threads = 2;
    group = c10::make_intrusive<c10d::ProcessGroupGloo>(store, place.rank, place.size, options);
  }

  void sum(at::Tensor& values)
  {
    std::vector<at::Tensor> all{values};
    group->allreduce(all)->wait();
  }

  c10::intrusive_ptr<c10d::TCPStore> store;
  c10::intrusive_ptr<c10d::ProcessGroupGloo> group;
};

#else

struct ProcessGroup::Backend
{
  explicit Backend(const ProcessPlace&) { TORCH_CHECK(false, "this LibTorch has no Gloo"); }
  void sum(at::Tensor&) {}
};

#endif

ProcessGroup::ProcessGroup(ProcessPlace place, std::unique_ptr<Backend> backend)
    : m_place(std::move(place)), m_backend(std::move(backend))
{
}

ProcessGroup::~ProcessGroup() = default;

Result<std::shared_ptr<ProcessGroup>> ProcessGroup::join(const ProcessPlace& place)
{
  std::unique_ptr<Backend> backend;
  if (place.size > 1) {
    try {
      backend = std::make_unique<Backend>(place);
    } catch (const std::exception& error) {
      return failure(ErrorCode::NoResource,
                     fmt::format("Process {} of {} can't join the others at {}:{}: {}", place.rank,
                                 place.size, place.address, place.port, asError(error).message));
    }
  }
  return std::shared_ptr<ProcessGroup>(new ProcessGroup(place, std::move(backend)));
}

void ProcessGroup::sum(torch::Tensor& values) const
{
  if (!m_backend)
    return;
  const c10::NoGradGuard noGradient;
  if (values.device().is_cpu()) {
    m_backend->sum(values);
    return;
  }
  torch::Tensor onHost = values.cpu();
  m_backend->sum(onHost);
  values.copy_(onHost);
}

std::int64_t ProcessGroup::ofFirst(std::int64_t value) const
{
  torch::Tensor told = torch::full({1}, first() ? value : 0, torch::kInt64);
  sum(told);
  return told.item<std::int64_t>();
}

} // namespace limpid::engine
