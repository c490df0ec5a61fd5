#pragma once

#include "core/jobs/job.h"
#include "core/network/archive.h"

#include <set>
#include <string>

namespace limpid::network {

/// Numeric addresses of a host name; NotFound when it has none.
Result<std::set<std::string>> addressesOf(const std::string& host);

/// Numeric address of the peer of a connected socket; empty when it has none.
std::string peerAddress(int socket);

/// Connects and hangs up: DCMTK's own connecting neither ends on a stop nor tells why it failed.
/// NotFound says whether the host is unknown, refuses the port or is silent; Unsupported, at once,
/// that it has no IPv4 address: DCMTK uses no other.
Result<jobs::Outcome> reach(const Archive& archive, jobs::JobContext& context);

} // namespace limpid::network
