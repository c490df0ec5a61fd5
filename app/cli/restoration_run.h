#pragma once

#include "app/cli/session.h"
#include "core/run/sampler_settings.h"

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace limpid::cli {

struct RestoreOptions
{
  std::filesystem::path run;
  std::vector<std::string> images;
  int draws = 0; ///< 0: as many as is usual for what is done with them
  double noise = std::nan("");
  std::string sampler = run::restorationSampler;
  int steps = 0;
  std::uint64_t seed = 1;
  std::string name;
};

/// Has the engine restore `images` (numbers or safetensors files, as it takes them) into `folder`,
/// which is RUN/restorations/NAME, and follows it.
Result<VerbResult> runRestoration(Session& session, const RestoreOptions& options,
                                  const std::vector<std::string>& images,
                                  const std::filesystem::path& folder);

} // namespace limpid::cli
