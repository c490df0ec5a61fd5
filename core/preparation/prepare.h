#pragma once

#include "core/base/document.h"
#include "core/base/result.h"
#include "core/jobs/job.h"
#include "core/study/pixel_mask.h"
#include "core/study/project.h"
#include "core/study/scan.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace limpid::preparation {

/// Two images of the same content, so that noise is all that differs.
struct NoisePair
{
  std::filesystem::path first;
  std::filesystem::path second;
};

struct DatasetRequest
{
  std::string name;
  std::string kind;                    ///< image kind; empty with no series: the largest
  std::vector<std::string> seriesUids; ///< instead of a kind
  int size = 0; ///< pixels of the square that trains, a multiple of 8; 0: as stored up to 64
  std::optional<std::array<int, 4>> crop; ///< column, row, width, height in source pixels
  std::optional<std::array<double, 2>>
      window; ///< low, high in the file's unit become −1 and 1; default CT −1000 … 1000, else the
              ///< 0.5 and 99.5 % percentiles of the data set
  std::string noiseLaw = "gaussian";    ///< as stored; rician is stabilised (noise_stabilisation.h)
  std::vector<NoisePair> noisePairs;    ///< tell how the noise is correlated; none: it is white
  std::optional<double> referenceNoise; ///< σ_ref as it trains, in the file's unit; default: the
                                        ///< 5th percentile of the data set (M0)
  bool meansOfRepeats = false;          ///< adds the mean of each image's repeats (repeat_means.h)
  double heldOutFraction = 0.1;
  std::uint64_t seed = 1;
  bool insistOnSynthetic = false;
  std::vector<study::PixelMask> masks{}; ///< painted over in the images that may show text
};

struct Sentence
{
  std::string id; ///< stable, for scripts and translation
  std::string text;
};

struct DatasetReport
{
  jobs::Outcome outcome = jobs::Outcome::Done;
  std::filesystem::path path; ///< of dataset.safetensors
  std::string digest;
  int images = 0;
  int patients = 0;
  int heldOutImages = 0;
  int heldOutPatients = 0;
  double referenceNoise = 0.0; ///< file's unit, as it trains
  std::string unit;
  Json coverage; ///< {level: [v/u …], images: [...], patients: [...]}: edm schedule, S = 4
  std::vector<Sentence> sentences;
  std::vector<study::SkippedFile> leftOut; ///< could not be used; a sentence counts them
};

/// From images and quality to a frozen data set, image by image: read, crop, window to −1 … 1,
/// average over areas to `size` pixels along the longer side, and fill up to a square with the low
/// end of the window, so the aspect ratio stays.
///
/// Values beyond the window are clipped no nearer than four times the strongest noise of the data
/// set (CT: and no nearer than 24 HU), at the same two values in every image: clipping at −1 and 1
/// would make the noise of air and bone non-Gaussian and shift their mean, and only in noisy images
/// (M0).
///
/// The noise is that of the array that trains (M0): a value that is known (table, person, demo) is
/// divided by c and multiplied by √Σw² of the resampling, as white noise; one that an estimator
/// measured is measured again with the same estimator, on the array without the filled rim. The
/// reference is taken off in quadrature; limits of matched ratings (M10) are divided by c. Patients
/// are split whole; of one patient a block of slices is kept aside, repeats and their mean
/// together.
///
/// Text in the pixels may name a patient, and a model learns it: images that may show some
/// (study::DoubtfulFile) are refused until each is confirmed by a person, or the request masks it
/// or crops something away.
///
/// BadInput for images without a noise value: unrated is not zero; and where means of repeats are
/// asked for and no noise was measured by repeats. A stop writes nothing.
Result<DatasetReport> prepareDataset(study::Project& project, const DatasetRequest& request,
                                     jobs::JobContext& context);

/// The folder of the data set called `name`, the newest of them; NotFound lists the names there
/// are.
Result<std::filesystem::path> findDataset(const study::Project& project, const std::string& name);
std::vector<std::string> datasetNames(const study::Project& project);

} // namespace limpid::preparation
