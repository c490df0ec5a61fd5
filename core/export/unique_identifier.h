#pragma once

#include <string>
#include <string_view>

namespace limpid::exporting {

/// A UID below 2.25 (PS3.5 annex B.2), the same for the same `identity` on every machine.
std::string uidOf(std::string_view identity);

/// A UID below 2.25 that was never used before.
std::string freshUid();

} // namespace limpid::exporting
