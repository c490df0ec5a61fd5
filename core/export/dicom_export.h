#pragma once

#include "core/export/sample_choice.h"
#include "core/export/sample_export.h"
#include "core/export/sample_set.h"
#include "core/export/sample_writer.h"

namespace limpid::exporting {

/// One file, one series and one Frame of Reference per sample, in one study. `asked` may be
/// AsTrained: the class of the training images, or Secondary Capture where those attributes are
/// missing that CT and MR images must have. Unsupported when the samples can't be of this class.
Result<SampleWriter> dicomWriter(const SampleSet& samples, const SampleChoice& choice,
                                 DicomClass asked);

} // namespace limpid::exporting
