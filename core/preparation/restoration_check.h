#pragma once

#include "core/base/document.h"
#include "core/base/result.h"
#include "core/dataset/frozen_dataset.h"
#include "core/jobs/job.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace limpid::preparation {

struct RestorationCheckRequest
{
  std::vector<double> levels{0.1, 0.2, 0.4}; ///< σ of the noise that is added, model intensity
  std::int64_t images = 32;                  ///< that are restored, at each level
  double cleanNoise = 0.02; ///< images with max(σ, λ) up to this count as clean, model intensity
  std::uint64_t seed = 1;
};

/// Clean images kept aside with noise that is known.
struct KnownNoise
{
  int rows = 0;
  int columns = 0;
  std::vector<double> levels;
  std::vector<std::string> patients; ///< of the images compared; of a single one, the images
  std::vector<float> clean;          ///< compared × rows × columns
  std::vector<float> noisy;          ///< levels × compared × rows × columns
  std::vector<float> tuningClean;    ///< others, on which the filters' parameters are chosen
  std::vector<float> tuningNoisy;    ///< levels × others × rows × columns

  std::size_t pixels() const
  {
    return static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
  }
  std::size_t images() const { return patients.size(); }
  std::size_t others() const { return tuningClean.size() / pixels(); }
};

/// Half of the clean images kept aside, evenly spread and at most as many as asked for, are
/// compared; as many others choose parameters. Where there are several patients, no patient is on
/// both sides. BadInput for fewer than 4 such images, for images of several channels and for a
/// level that isn't above 0.
Result<KnownNoise> withKnownNoise(const dataset::FrozenDataset& data,
                                  const RestorationCheckRequest& request);

/// What a model's posterior draws are worth (M7) beside the usual filters: PSNR (range 2) and SSIM
/// of the draws' mean and of every filter, each with the setting that had the best mean PSNR on the
/// other images at that level, and how often the draws' 50 % and 90 % intervals hold the truth.
/// `draws` is levels·compared × drawsPerImage × rows × columns. Intervals are bootstraps over
/// patients.
///
/// [{level, images, rows: [{method, setting, psnr, ssim, psnrToModel}], coverage: [{probability,
/// value, low, high}]}]; a figure is {value, low, high}, psnrToModel the method's PSNR less the
/// model's on the same images; ssim is null for images smaller than its window. Null after a stop.
Result<Json> compareRestorations(const KnownNoise& known, std::span<const float> draws,
                                 std::size_t drawsPerImage, std::uint64_t seed,
                                 jobs::JobContext& context);

} // namespace limpid::preparation
