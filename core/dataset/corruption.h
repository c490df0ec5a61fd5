#pragma once

#include "core/dataset/frozen_dataset.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace limpid::dataset {

/// Motion and ghosting of known strength for a clean data set (M10), simulated where magnetic
/// resonance has them: between the lines of k-space, each of which is measured at another time.
struct AddedCorruption
{
  double cleanShare = 0.05;                             ///< of the training images
  std::vector<std::string> kinds{"motion", "ghosting"}; ///< drawn evenly
  std::vector<double> strengths{1.0, 2.0, 4.0};         ///< largest shift in pixels; drawn evenly
  /// What is recorded of an image whose corruption has the root mean square r: as noise, which is
  /// subtracted and gates ("subtract"), as limit, which gates ("gate"), or nothing ("ignore").
  std::string treatment = "gate";
  std::uint64_t seed = 1;
};

/// The names that `treatment` can have.
const std::vector<std::string>& corruptionTreatments();

/// The magnitude image (rows × columns, not negative) of an object that had moved along its rows'
/// axis by `shifts` pixels when each line of k-space was measured; one shift for each row,
/// frequency 0 first. Equal shifts only move the image.
std::vector<float> withShiftedLines(std::span<const float> image, int rows, int columns,
                                    std::span<const double> shifts);

/// Shifts for one image. "motion": it stays until some time after the middle lines, which hold most
/// of the contrast, were half measured, then lies elsewhere. "ghosting": it breathes, a sine over
/// the lines. BadInput for another kind.
Result<std::vector<double>> lineShifts(const std::string& kind, double strength, int rows,
                                       std::uint64_t seed, std::uint64_t image);

/// Every training image stays as it is with probability `cleanShare` (exactly that share, to the
/// rounding) or is corrupted. Images kept aside stay as they are. Which, how and by how much
/// follows from (seed, index) alone: treatments differ in what is recorded, not in images. BadInput
/// for images that are noisy already and options out of range.
Result<DatasetContent> withCorruption(const FrozenDataset& clean,
                                      const AddedCorruption& corruption);

} // namespace limpid::dataset
