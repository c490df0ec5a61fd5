#pragma once

#include "ui/viewmodels/kind_content.h"

#include <QString>

#include <vector>

namespace limpid::viewmodels {

/// Noise of the images for which it is known, rising, in the unit of the content.
std::vector<double> knownNoise(const KindContent& content);

int countKnownNoise(const KindContent& content);

/// For how many images the noise is known, with its median and cleanest tenth.
QString noiseSentence(const KindContent& content);

} // namespace limpid::viewmodels
