#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace limpid::dataset {

struct Split
{
  std::vector<std::uint8_t> heldOut; ///< one per image, 1 = kept aside
  int heldOutPatients = 0;
  bool byBlock = false; ///< one patient only: the last contiguous block of slices was kept aside
};

/// Keeps every patient on one side. `patients` holds one pseudonym per image, slices of a patient
/// in their order in space. Of two or more patients at least one is kept aside and at least one
/// trains, unless the fraction is 0. With one patient a contiguous block of slices is kept aside
/// instead and byBlock says so. The same seed gives the same split on every machine, whatever the
/// order of the patients. `places`, one number per image or empty: neighbours of one number stay
/// together in a block, unless there is no other number.
Split splitByPatient(std::span<const std::string> patients, double heldOutFraction,
                     std::uint64_t seed, std::span<const std::size_t> places = {});

} // namespace limpid::dataset
