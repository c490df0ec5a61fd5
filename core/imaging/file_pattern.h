#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace limpid::imaging {

/// A MetaImage may name the files of its slices by a pattern for printf and three numbers
/// ("slice_%03d.raw 1 10 1"). ITK trusts all of it: it divides by the step, prints whatever
/// conversion stands there, and reads as many files as the numbers say into memory for `slices`.
/// Gives the reason for a refusal as a part of a sentence, or nothing. `found` is the number of the
/// files that are there.
std::string damageInFilePattern(std::string_view pattern, std::uintmax_t slices,
                                std::uintmax_t found);

/// The same of the pattern that the header of an NRRD file names, if it does. ITK checks its
/// numbers, but prints by it as it stands.
std::string damageInNrrdPattern(const std::filesystem::path& path);

} // namespace limpid::imaging
