#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace limpid::run {

/// Names one process among all that ever ran: an id alone is used again.
struct ProcessIdentity
{
  std::string host;
  std::int64_t pid = 0;
  std::string started; ///< boot id and clock ticks since the boot

  bool operator==(const ProcessIdentity&) const = default;
};

std::string thisHost();
ProcessIdentity thisProcess();
/// The process of this id on this host; nothing when there is none or it is a zombie.
std::optional<ProcessIdentity> runningProcess(std::int64_t pid);

} // namespace limpid::run
