#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace limpid {

/// "1,000".
std::string saidCount(std::int64_t count);
/// "12 MB", "1.4 GB" (decimal units).
std::string saidBytes(std::int64_t bytes);
/// A span that was measured: "0.8 s", "12 s", "4 min 10 s", "2 h 5 min".
std::string saidDuration(double seconds);
/// A span that is only guessed, to two digits at most: "40 s", "4 min", "2.5 h", "3 days".
std::string roughDuration(double seconds);

/// Seconds of "600s", "10min", "1h", "1h30min", "2d". Usage when it is none of these, or nothing.
Result<double> durationFromText(std::string_view text);

} // namespace limpid
