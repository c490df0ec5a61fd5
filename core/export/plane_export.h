#pragma once

#include "core/base/result.h"
#include "core/export/sample_choice.h"
#include "core/export/sample_set.h"
#include "core/export/sample_writer.h"
#include "core/imaging/plane_writer.h"

namespace limpid::exporting {

/// One 2-D file per sample with the research notice in its header. NIfTI and NRRD hold the unit of
/// the training images (HU); PNG spreads the window over 16 bits and says so in its text.
SampleWriter planeWriter(const SampleSet& samples, const SampleChoice& choice,
                         imaging::PlaneFormat format);

} // namespace limpid::exporting
