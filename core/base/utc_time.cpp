#include "core/base/utc_time.h"

#include <fmt/chrono.h>

#include <ctime>

namespace limpid {

std::string utcNow()
{
  return fmt::format("{:%FT%TZ}", fmt::gmtime(std::time(nullptr)));
}

} // namespace limpid
