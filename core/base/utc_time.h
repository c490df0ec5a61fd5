#pragma once

#include <string>

namespace limpid {

/// Now, to the second, as documents say it: "2026-03-01T12:30:05Z".
std::string utcNow();

} // namespace limpid
