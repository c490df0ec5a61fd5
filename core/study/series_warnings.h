#pragma once

#include "core/study/library.h"

#include <string>
#include <vector>

namespace limpid::study {

/// What is odd about the images of one series (in the order of listImages), in sentences with
/// numbers: gaps, uneven spacing, several directions, a tilted gantry, unknown places, several
/// sizes, second copies.
std::vector<std::string> warningsOf(const std::vector<ImageRecord>& images, int secondCopies);

} // namespace limpid::study
