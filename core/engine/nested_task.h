#pragma once

#include "core/engine/task_report.h"

#include <cstdint>
#include <functional>
#include <stop_token>

namespace limpid::engine {

/// A task that is a part of another one, such as a training of a comparison: what stops or pauses
/// the whole stops or pauses the part, and how far the part is moves the whole's status on.
class NestedTask
{
public:
  /// The part is steps `first` … `first` + `steps` of the whole's status. `whole` and `outer` must
  /// outlive this.
  NestedTask(TaskReport& whole, jobs::JobContext& outer, std::int64_t first, std::int64_t steps);

  jobs::JobContext& context() { return m_context; }
  bool stopped() const { return m_stop.stop_requested(); }

private:
  void listen();

  TaskReport& m_whole;
  jobs::JobContext& m_outer;
  std::int64_t m_first;
  std::int64_t m_steps;
  std::stop_source m_stop;
  std::stop_callback<std::function<void()>> m_stopsWithTheWhole;
  jobs::JobContext m_context;
};

} // namespace limpid::engine
