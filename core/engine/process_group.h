#pragma once

#include "core/base/result.h"

#include <torch/types.h>

#include <cstdint>
#include <memory>
#include <string>

namespace limpid::engine {

/// Where one of several processes stands that do the same task together.
struct ProcessPlace
{
  int rank = 0;
  int size = 1;
  int localRank = 0;                 ///< among those of its host: which card is its own
  std::string address = "127.0.0.1"; ///< of the process of rank 0
  int port = 29500;

  /// As torchrun tells it (RANK, WORLD_SIZE, LOCAL_RANK, MASTER_ADDR, MASTER_PORT) or srun
  /// (SLURM_PROCID, SLURM_STEP_NUM_TASKS, SLURM_LOCALID and the first name of
  /// SLURM_STEP_NODELIST); one alone where neither does. BadInput when they make no sense.
  static Result<ProcessPlace> ofEnvironment();
};

/// Processes that train together, each on its share of every batch, over c10d with Gloo. One alone
/// is a group too.
class ProcessGroup
{
public:
  /// Waits until all are there. NoResource when they don't come or this LibTorch has no Gloo.
  static Result<std::shared_ptr<ProcessGroup>> join(const ProcessPlace& place);
  ~ProcessGroup();
  ProcessGroup(const ProcessGroup&) = delete;
  ProcessGroup& operator=(const ProcessGroup&) = delete;

  int rank() const { return m_place.rank; }
  int size() const { return m_place.size; }
  bool first() const { return m_place.rank == 0; }

  /// Adds up over all processes, in place; every one has the same bits afterwards. Throws
  /// std::exception when one of them is gone.
  void sum(torch::Tensor& values) const;
  /// The value that the first of them has.
  std::int64_t ofFirst(std::int64_t value) const;

private:
  struct Backend;
  ProcessGroup(ProcessPlace place, std::unique_ptr<Backend> backend);

  ProcessPlace m_place;
  std::unique_ptr<Backend> m_backend; ///< nothing for one alone
};

} // namespace limpid::engine
