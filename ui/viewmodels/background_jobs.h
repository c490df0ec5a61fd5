#pragma once

#include "core/jobs/job_runner.h"

#include <QObject>

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace limpid::viewmodels {

/// Jobs of one view-model, one after the other in the order they were asked for. Results are
/// delivered on the thread that owns this object, by its event loop. Works must not touch the
/// view-model; they give back values.
class BackgroundJobs final : public QObject
{
  Q_OBJECT

public:
  explicit BackgroundJobs(QObject* parent = nullptr);

  /// `work` runs on the job thread, `done` and `progressed` are called here.
  template<typename T>
  void run(const std::function<Result<T>(jobs::JobContext&)>& work,
           const std::function<void(Result<T>)>& done,
           const std::function<void(const jobs::Progress&)>& progressed = {})
  {
    auto slot = std::make_shared<std::optional<Result<T>>>();
    enqueue(
        [slot, work](jobs::JobContext& context) -> Result<jobs::Outcome> {
          slot->emplace(work(context));
          return jobs::Outcome::Done;
        },
        {.progressed = progressed, .finished = [slot, done](const Result<jobs::Outcome>& result) {
           if (!result)
             done(failure(result.error()));
           else
             done(std::move(**slot));
         }});
  }

  /// Asks the running job to stop; those that wait are forgotten.
  void stop();
  bool busy() const;
  /// Blocks until nothing waits or runs, delivering on the way: for tests and for closing.
  void finish();

private:
  struct Waiting
  {
    jobs::Work work;
    jobs::Observer observer;
  };

  void enqueue(jobs::Work work, jobs::Observer observer);
  void deliver();
  void startNext();

  std::deque<Waiting> m_waiting;
  jobs::JobRunner m_runner;
};

} // namespace limpid::viewmodels
