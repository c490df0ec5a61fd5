#include "tests/support/shared_data.h"

#include <cstdlib>

namespace limpid::support {

std::optional<std::filesystem::path> sharedData()
{
  const char* named = std::getenv("LIMPID_SHARED_DATA");
  const std::filesystem::path folder =
      named != nullptr ? std::filesystem::path(named)
                       : std::filesystem::path(LIMPID_SOURCE_DIR).parent_path() / "shared" / "data";
  if (!std::filesystem::is_directory(folder))
    return std::nullopt;
  return folder;
}

} // namespace limpid::support
