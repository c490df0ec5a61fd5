#pragma once

#include "core/base/descriptor.h"

#include <array>
#include <fcntl.h>
#include <optional>

namespace limpid::run {

struct Pipe
{
  Descriptor readEnd;
  Descriptor writeEnd;
};

/// Both ends are closed in programs that this one becomes. Nothing, with errno set, when there are
/// too many open files.
inline std::optional<Pipe> makePipe()
{
  std::array<int, 2> ends{-1, -1};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0)
    return std::nullopt;
  return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
}

} // namespace limpid::run
