#include "core/study/unreadable_file.h"

#include <fmt/format.h>

namespace limpid::study {
namespace {

bool hasPreamble(std::string_view start)
{
  return start.size() >= firstBytesNeeded && start.substr(firstBytesNeeded - 4, 4) == "DICM";
}

} // namespace

std::string reasonInFirstBytes(std::string_view start)
{
  if (start.empty())
    return "It is empty.";
  if (hasPreamble(start))
    return {};
  const auto isGroup = [&](char low, char high) {
    return start.size() >= 8 &&
           ((start[0] == low && start[1] == high) || (start[0] == high && start[1] == low));
  };
  return isGroup('\x08', '\0') || isGroup('\x02', '\0') ? "" : "It is not DICOM.";
}

std::string reasonOfBrokenHeader(std::string_view start, bool cutOff, std::string_view error)
{
  if (!hasPreamble(start))
    return "It is not DICOM.";
  if (cutOff)
    return "It ends in the middle of its header.";
  return fmt::format("Its header is broken: {}.", error);
}

} // namespace limpid::study
