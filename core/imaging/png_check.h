#pragma once

#include <filesystem>
#include <string>

namespace limpid::imaging {

/// ITK ends the program at what libpng refuses in a PNG, so all of that is looked for first: sizes
/// and kinds of pixels, order and check sums of the chunks, as many packed pixels as the header
/// promises (PNG, sections 5, 7 and 11). Gives the reason for a refusal as a part of a sentence, or
/// nothing. Takes no more memory for a file of any promised size.
std::string damageInPng(const std::filesystem::path& path);

} // namespace limpid::imaging
