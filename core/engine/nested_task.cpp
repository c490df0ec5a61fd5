#include "core/engine/nested_task.h"

namespace limpid::engine {

NestedTask::NestedTask(TaskReport& whole, jobs::JobContext& outer, std::int64_t first,
                       std::int64_t steps)
    : m_whole(whole),
      m_outer(outer),
      m_first(first),
      m_steps(steps),
      m_stopsWithTheWhole(outer.stopToken(), [this] { m_stop.request_stop(); }),
      m_context(m_stop.get_token(), [this] { listen(); })
{
}

// Called by the part, on its own thread, whenever it tells how far it is.
void NestedTask::listen()
{
  run::Command command = m_whole.newCommand();
  if (command == run::Command::Pause)
    command = m_whole.waitWhilePaused(m_outer);
  if (command == run::Command::Stop || command == run::Command::Finish)
    m_stop.request_stop();
  const auto progress = m_context.takeProgress();
  if (!progress)
    return;
  run::Status& status = m_whole.status();
  status.step =
      m_first + static_cast<std::int64_t>(progress->fraction * static_cast<double>(m_steps));
  m_whole.update();
  m_outer.report(
      {static_cast<double>(status.step) / static_cast<double>(status.steps), status.message});
}

} // namespace limpid::engine
