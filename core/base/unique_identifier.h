#pragma once

#include <string>
#include <string_view>

namespace limpid {

/// A UID below 2.25 (PS3.5 annex B.2), the same for the same `identity` on every machine.
std::string uidOf(std::string_view identity);

/// The same from a digest of at least 128 bits, in hexadecimal digits; of others it takes the
/// first.
std::string uidOfDigest(std::string_view hexadecimal);

/// A UID below 2.25 that was never used before.
std::string freshUid();

} // namespace limpid
