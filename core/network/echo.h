#pragma once

#include "core/jobs/job.h"
#include "core/network/archive.h"

namespace limpid::network {

struct EchoReport
{
  jobs::Outcome outcome = jobs::Outcome::Done;
  double milliseconds = 0.0; ///< from connecting to the answer
};

/// Whether the archive is there and talks to us (C-ECHO, PS3.7 9.1.5). The failure says why not.
Result<EchoReport> echo(const Archive& archive, jobs::JobContext& context);

} // namespace limpid::network
