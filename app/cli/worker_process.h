#pragma once

#include "core/base/descriptor.h"
#include "core/base/result.h"
#include "core/jobs/job.h"
#include "core/study/library.h"

#include <sys/types.h>

#include <filesystem>
#include <string>

namespace limpid::cli {

/// The other end of `limpid-cli worker PROJECT`: a process that decodes files for the first time.
/// It is started when it is needed and again after a crash, which costs the image it was at.
class WorkerProcess
{
public:
  explicit WorkerProcess(std::filesystem::path project);
  WorkerProcess(const WorkerProcess&) = delete;
  WorkerProcess& operator=(const WorkerProcess&) = delete;
  ~WorkerProcess();

  /// The path of the thumbnail, or why there is none, a sentence; Busy after a stop.
  Result<std::filesystem::path> thumbnail(const study::ImageKey& image, jobs::JobContext& context);

private:
  Result<void> start();
  void end();
  std::string reasonOfEnd();
  Result<std::string> readLine(jobs::JobContext& context);

  std::filesystem::path m_project;
  pid_t m_pid = 0;
  Descriptor m_requests;
  Descriptor m_answers;
  std::string m_read;
};

} // namespace limpid::cli
