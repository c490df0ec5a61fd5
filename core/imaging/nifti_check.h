#pragma once

#include <filesystem>
#include <string>

namespace limpid::imaging {

// What ITK doesn't look at in NIfTI-1 files, plain or packed with gzip, of either byte order. Each
// gives the reason for a refusal as a part of a sentence, or nothing.

/// ITK aborts at a matrix that can't be inverted or isn't finite, never ends at one whose axes are
/// nearly parallel, and reads beyond its memory where colours are scaled. What it might read in
/// another way than this check is refused too.
std::string damageInNiftiHeader(const std::filesystem::path& path);

/// ITK fills a file that was cut off with zeros, without a word. Packed files are unpacked for this
/// look.
std::string damageInNiftiPixels(const std::filesystem::path& path);

} // namespace limpid::imaging
