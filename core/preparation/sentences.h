#pragma once

#include "core/dataset/frozen_dataset.h"
#include "core/imaging/intensity.h"
#include "core/preparation/prepare.h"
#include "core/preparation/selection.h"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace limpid::preparation {

/// What is known of a data set when its sentences are written. Holds no name of anybody.
struct Facts
{
  int images = 0; ///< that entered
  int patients = 0;
  int heldOutImages = 0;
  int heldOutPatients = 0;
  bool heldOutByBlock = false;
  int leftOut = 0;   ///< could not be used
  int keptOut = 0;   ///< by a person
  int noiseMaps = 0; ///< images whose noise is known pixel by pixel
  bool noiseMapsUsed = true;
  int meansOfRepeats = 0; ///< that were added to the images
  int noisePairs = 0;     ///< that told how the noise is correlated
  double noisePeak = 1.0; ///< its strongest frequency's power over the mean
  bool filled = false;    ///< some image isn't square
  bool synthetic = false; ///< some image is, on request
  int kernels = 0;        ///< different reconstruction kernels or sequences
  std::string unit;
  std::string stabilised; ///< the law whose noise was made equally strong everywhere; empty: none
  imaging::IntensityWindow window;
  double referenceNoise = 0.0;                  ///< in `unit`
  bool referenceChosen = true;                  ///< by Limpid, not by the request
  double clippedShare = 0.0;                    ///< of the pixels of images with noise
  std::optional<std::array<double, 2>> pixelMm; ///< smallest and largest pixel that trains
  std::string textInPixels;                     ///< a sentence; empty: none shows any
  std::vector<std::string> unmatched;           ///< sentences of ratings that change nothing yet
};

/// What to know of the data set before training: choices, warnings, the split.
std::vector<Sentence> preparationSentences(const Facts& facts);

/// Who teaches which level of detail, by the trainer's own rule: an image teaches a level when it
/// is admissible throughout it. `thresholds` holds the smallest v/u at which each image is
/// (dataset::teachingImages), `patients` one pseudonym for each.
std::vector<Sentence> teachingSentences(const std::vector<double>& thresholds,
                                        std::span<const std::string> patients,
                                        double unitsPerModelIntensity, const std::string& unit);

/// All of these: who teaches first, of the images of `content` that train, with the trainer's
/// buffer S (M6); their noise is Gaussian here, or has been made so.
std::vector<Sentence> datasetSentences(const Facts& facts, const dataset::DatasetContent& content,
                                       double buffer);

} // namespace limpid::preparation
