#pragma once

#include "app/cli/progress_bar.h"
#include "core/base/document.h"
#include "core/base/result.h"
#include "core/jobs/job.h"
#include "core/jobs/job_runner.h"

#include <functional>
#include <optional>
#include <string>

namespace limpid::cli {

/// What a verb gives back: one JSON object, the same for people, and how it ended.
struct VerbResult
{
  Json json = Json::object();
  std::string text;
  jobs::Outcome outcome = jobs::Outcome::Done;
  bool passed = true; ///< false: checks were done and some failed, which is exit status 1
};

/// What a verb sees of the terminal: whether it prints JSON, its progress bar, and SIGINT.
class Session
{
public:
  explicit Session(bool json);

  bool json() const { return m_json; }
  ProgressBar& progressBar() { return m_progressBar; }

  /// One object on a line of standard output; only with --json.
  void event(const Json& object) const;
  /// True once the user has pressed Ctrl+C.
  static bool interrupted();

  /// Runs a job with the progress bar; Ctrl+C asks it to stop.
  template<typename Report>
  Result<Report> runJob(const std::function<Result<Report>(jobs::JobContext&)>& job)
  {
    std::optional<Result<Report>> report;
    const Result<void> ran = runWork([&](jobs::JobContext& context) -> Result<jobs::Outcome> {
      report.emplace(job(context));
      return jobs::Outcome::Done;
    });
    if (!ran)
      return failure(ran.error());
    return std::move(*report);
  }

private:
  Result<void> runWork(const jobs::Work& work);

  bool m_json;
  ProgressBar m_progressBar;
};

} // namespace limpid::cli
