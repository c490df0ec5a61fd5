#pragma once

#include "core/network/archive.h"

#include <cstdint>
#include <string>

class OFCondition;
struct T_ASC_Parameters;

namespace limpid::network {

/// Why no association came about, from what DCMTK says and what the archive has answered.
Error associationFailure(const Archive& archive, const OFCondition& condition,
                         T_ASC_Parameters* parameters);

/// Why an association that stood has ended.
Error connectionFailure(const Archive& archive, const OFCondition& condition);

/// A status of DIMSE (PS3.7 annex C, PS3.4) in words; `comment` is the archive's own, if any.
std::string statusWords(std::uint16_t status, const std::string& comment);

/// The same for a status of C-STORE (PS3.4 B.2.3), refusals and warnings.
std::string storeStatusWords(std::uint16_t status, const std::string& comment);

} // namespace limpid::network
