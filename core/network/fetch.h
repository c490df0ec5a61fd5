#pragma once

#include "core/network/retrieve.h"
#include "core/study/scan.h"

#include <optional>

namespace limpid::network {

struct FetchRequest
{
  std::filesystem::path project{};
  std::vector<Wanted> wanted{};
  std::filesystem::path folder{}; ///< empty: receivedFolder(project)
};

struct FetchReport
{
  RetrieveReport retrieved{};
  std::filesystem::path folder{};
  study::ScanReport scanned{}; ///< of what has come
};

/// Fetches images and adds what has come to the project's library, also after a stop and when some
/// are missing.
Result<FetchReport> fetch(const Archive& archive, const FetchRequest& request,
                          jobs::JobContext& context);

} // namespace limpid::network
