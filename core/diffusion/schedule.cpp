#include "core/diffusion/schedule.h"

#include "core/diffusion/schedule_parts.h"

#include <fmt/format.h>

#include <array>

namespace limpid::diffusion {
namespace {

struct Entry
{
  std::string_view id;
  MadeSchedule (*make)(const Json& parameters);
};

constexpr std::array<Entry, 6> registry{{
    {"vp-linear", makeVpLinear},
    {"vp-cosine", makeVpCosine},
    {"ve", makeVe},
    {"sub-vp", makeSubVp},
    {"edm", makeEdm},
    {"flow", makeFlow},
}};

} // namespace

Result<std::shared_ptr<const Schedule>> makeSchedule(std::string_view id, const Json& parameters)
{
  for (const Entry& entry : registry)
    if (entry.id == id)
      return entry.make(parameters);
  return failure(ErrorCode::BadInput, fmt::format("There is no schedule {}; there are {}.", id,
                                                  fmt::join(scheduleNames(), ", ")));
}

std::vector<std::string> scheduleNames()
{
  std::vector<std::string> names;
  names.reserve(registry.size());
  for (const Entry& entry : registry)
    names.emplace_back(entry.id);
  return names;
}

} // namespace limpid::diffusion
