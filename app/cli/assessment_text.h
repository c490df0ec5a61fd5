#pragma once

#include "core/base/document.h"

#include <string>

namespace limpid::cli {

/// An assessment for people: the sentences of the verdict, the noise of samples, clean and noisy
/// images in the data set's unit, and the denoising error per level. What wasn't measured is left
/// out of the tables; the sentences say why.
std::string assessmentText(const Json& assessment);

} // namespace limpid::cli
