#pragma once

#include "app/cli/session.h"

#include <filesystem>
#include <string>
#include <vector>

namespace limpid::cli {

/// Starts limpid-engine detached with these arguments and follows its folder until it ends. Ctrl+C
/// sends "stop" through control.json. With --json the lines of metrics.jsonl are printed as events.
Result<VerbResult> startAndFollow(Session& session, const std::vector<std::string>& arguments,
                                  const std::filesystem::path& folder);

/// Follows a folder whose engine runs already, here or on another host; Ctrl+C only ends the
/// watching.
Result<VerbResult> watch(Session& session, const std::filesystem::path& folder);

} // namespace limpid::cli
