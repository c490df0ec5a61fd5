#pragma once

#include "core/base/document.h"
#include "core/dataset/safetensors.h"
#include "core/diffusion/risk_sensitive.h"

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace limpid::dataset {

inline constexpr const char* datasetFileName = "dataset.safetensors";
inline constexpr const char* datasetDocumentName =
    "dataset.json"; ///< format "limpid-dataset", version 1

/// What is frozen: arrays as they train, and the document that says where they came from.
/// Images are N×C×H×W, model intensity −1 … 1, row-major.
struct DatasetContent
{
  std::vector<float> images;
  std::int64_t count = 0;
  int channels = 1;
  int rows = 0;
  int columns = 0;
  std::vector<float> noise; ///< N or N×H×W: r of M0, model intensity, reference taken off
  std::vector<float> limit; ///< N or N×H×W: λ of M10, model intensity
  /// H×W, frequency 0 first: the power spectrum of the noise of every image, |DFT|² over the number
  /// of pixels for noise of standard deviation 1, so that its mean is 1 (M3); empty: white noise.
  std::vector<float> noiseSpectrum;
  std::vector<std::int64_t> label;   ///< N, or empty
  std::vector<std::uint8_t> heldOut; ///< N, or empty; 1 = kept aside for checking, never trained on
  std::vector<std::string> patients; ///< N pseudonyms, or empty
  std::vector<std::string> sources;  ///< N keyed digests (HMAC), or empty
  Json preparation;                  ///< see dataset.json below
};

/// Writes `<folder>/<digest>/dataset.safetensors` and `dataset.json` and gives the digest back.
/// The digest is over the arrays, patients, sources and preparation, not over name and time, so the
/// same content written twice is one folder. BadInput when sizes don't fit or a value isn't finite.
/// dataset.json: {format, version, name, digest,
/// created, contains: "patient images, pseudonymous", patients: [N], sources: [N], preparation:
/// {…}}. `preparation` has at least: modality, unit ("HU", "a.u."), windowLow, windowHigh,
/// intensityScale (c: unit per model intensity, so value = windowLow + (x+1)·c), referenceNoise
/// (σ_ref, unit), noiseLaw, crop, size, spacingMm ([row, column] or null), sopClass, seed,
/// sentences.
Result<std::string> freeze(const std::filesystem::path& folder, const std::string& name,
                           const DatasetContent& content);

/// A frozen data set, memory-mapped, so it may be larger than the memory.
class FrozenDataset
{
public:
  /// `path` is the safetensors file or the folder that holds it; the document is the .json file of
  /// the same name. Images from another program need the float32 tensors `images` (N×C×H×W) and
  /// `noise` (N×1×1×1, N×1×H×W or N); `limit`, `noise_spectrum` (H×W), `label`, `held_out` and the
  /// document may be missing.
  /// Patients are "unknown" then, and the digest is taken from the arrays.
  static Result<FrozenDataset> open(const std::filesystem::path& path);
  /// Reads every byte and compares with the digest; BadInput when the data have changed.
  Result<void> verify() const;
  FrozenDataset(FrozenDataset&&) noexcept;
  FrozenDataset& operator=(FrozenDataset&&) noexcept;
  ~FrozenDataset();

  std::int64_t size() const;
  int channels() const;
  int rows() const;
  int columns() const;
  const std::string& digest() const;
  const Json& document() const;

  /// C×H×W values of image `index`.
  std::span<const float> image(std::int64_t index) const;
  /// The scalar risk, or the maximum of a regional map.
  diffusion::Risk risk(std::int64_t index) const;
  /// σ as stored, model intensity: one number, or H×W where it differs within the image.
  std::span<const float> noise(std::int64_t index) const;
  /// H×W as in DatasetContent; empty: the noise is white.
  std::span<const float> noiseSpectrum() const;
  std::int64_t label(std::int64_t index) const; ///< −1 when there are none
  bool heldOut(std::int64_t index) const;
  const std::string& patient(std::int64_t index) const;

  std::vector<std::int64_t> trainingIndices() const;
  std::vector<std::int64_t> heldOutIndices() const;

private:
  struct State;
  explicit FrozenDataset(std::unique_ptr<State> state);
  std::unique_ptr<State> m_state;
};

} // namespace limpid::dataset
