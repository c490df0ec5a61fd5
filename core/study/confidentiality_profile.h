#pragma once

#include <cstdint>
#include <optional>

namespace limpid::study {

/// What the Basic Application Level Confidentiality Profile asks for (PS3.15 E.1.1): X, Z, D, U and
/// their combinations, which leave the choice to the type of the attribute in its object.
enum class ProfileAction {
  Remove,
  Empty,
  Dummy,
  MapUid,
  RemoveOrEmpty,
  RemoveOrDummy,
  EmptyOrDummy,
  RemoveEmptyOrDummy,
  KeepWithMappedUids
};

/// The action of PS3.15 table E.1-1 for an attribute; none when the table doesn't list it. Curves
/// and overlays (groups 50xx and 60xx) are removed.
std::optional<ProfileAction> profileAction(std::uint16_t group, std::uint16_t element);

/// What the option Retain Patient Characteristics leaves as it is (113108; PS3.15 E.3.7).
bool isPatientCharacteristic(std::uint16_t group, std::uint16_t element);

} // namespace limpid::study
