#include "core/dataset/added_noise.h"

#include "core/base/random.h"
#include "core/dataset/periodic_blur.h"
#include "core/diffusion/noise_law.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace limpid::dataset {
namespace {

// Purposes of derivedSeed().
constexpr std::uint64_t rankPurpose = 1;
constexpr std::uint64_t levelPurpose = 2;
constexpr std::uint64_t noisePurpose = 3;
constexpr std::uint64_t placePurpose = 4;

tl::unexpected<Error> wrong(const std::string& reason)
{
  return failure(ErrorCode::BadInput, fmt::format("Noise can't be added: {}.", reason));
}

bool isShare(double value)
{
  return value >= 0.0 && value <= 1.0;
}

Result<void> check(const FrozenDataset& clean, const AddedNoise& noise)
{
  if (noise.levels.empty() || std::any_of(noise.levels.begin(), noise.levels.end(),
                                          [](double level) { return !(level > 0.0); }))
    return wrong("levels must be numbers above 0");
  if (!(noise.assumedFactor > 0.0))
    return wrong("the assumed factor must be above 0");
  if (!(noise.correlation >= 0.0 && noise.correlation <= 0.25 * clean.rows()) ||
      (noise.correlation > 0.0 && (noise.law != "gaussian" || clean.rows() != clean.columns())))
    return wrong("the correlation must be 0 or more, at most a quarter of the image, and is for "
                 "gaussian noise of square images");
  if (!isShare(noise.cleanShare) ||
      !std::all_of(noise.cleanShareOfLabel.begin(), noise.cleanShareOfLabel.end(),
                   [](const auto& entry) { return isShare(entry.second); }))
    return wrong("a share of clean images lies in 0 … 1");
  if (!(noise.affectedShare > 0.0 && noise.affectedShare <= 1.0) ||
      (noise.affectedShare < 1.0 && noise.correlation > 0.0))
    return wrong("the affected share lies in 0 … 1, without 0, and is 1 for correlated noise");
  for (std::int64_t index = 0; index < clean.size(); ++index)
    if (clean.risk(index).gate() > 0.0)
      return wrong(fmt::format("image {} is noisy already", index));
  return {};
}

double shareOf(const AddedNoise& noise, std::int64_t label)
{
  const auto found = noise.cleanShareOfLabel.find(label);
  return found == noise.cleanShareOfLabel.end() ? noise.cleanShare : found->second;
}

/// The training images that get noise.
std::vector<std::int64_t> noisyOnes(const FrozenDataset& clean, const AddedNoise& noise)
{
  std::map<std::int64_t, std::vector<std::pair<double, std::int64_t>>> ranksOfLabel;
  for (const std::int64_t index : clean.trainingIndices()) {
    Random random(derivedSeed(noise.seed, rankPurpose), static_cast<std::uint64_t>(index));
    ranksOfLabel[clean.label(index)].emplace_back(random.uniform(), index);
  }
  std::vector<std::int64_t> noisy;
  for (auto& [label, ranks] : ranksOfLabel) {
    std::sort(ranks.begin(), ranks.end());
    const double kept = std::round(shareOf(noise, label) * static_cast<double>(ranks.size()));
    for (auto place = static_cast<std::size_t>(kept); place < ranks.size(); ++place)
      noisy.push_back(ranks[place].second);
  }
  return noisy;
}

Json toJson(const AddedNoise& noise)
{
  Json shares = Json::object();
  for (const auto& [label, share] : noise.cleanShareOfLabel)
    shares[std::to_string(label)] = share;
  Json json{{"cleanShare", noise.cleanShare},
            {"cleanShareOfLabel", shares},
            {"levels", noise.levels},
            {"law", noise.law},
            {"seed", noise.seed},
            {"assumedFactor", noise.assumedFactor}};
  if (noise.correlation > 0.0)
    json["correlation"] = noise.correlation;
  if (noise.affectedShare < 1.0)
    json["affectedShare"] = noise.affectedShare;
  return json;
}

/// 1 in the rectangle that has the noise, else 0; H×W.
std::vector<float> affectedPixels(const FrozenDataset& clean, const AddedNoise& noise,
                                  std::uint64_t stream)
{
  Random random(derivedSeed(noise.seed, placePurpose), stream);
  const auto side = [&](int whole) {
    return std::clamp(static_cast<int>(std::lround(std::sqrt(noise.affectedShare) * whole)), 1,
                      whole);
  };
  const auto start = [&](int whole, int part) {
    return static_cast<int>(random.below(static_cast<std::uint64_t>(whole - part) + 1));
  };
  const int rows = side(clean.rows());
  const int columns = side(clean.columns());
  const int top = start(clean.rows(), rows);
  const int left = start(clean.columns(), columns);
  std::vector<float> affected;
  for (int row = 0; row < clean.rows(); ++row)
    for (int column = 0; column < clean.columns(); ++column) {
      const bool inside =
          row >= top && row < top + rows && column >= left && column < left + columns;
      affected.push_back(inside ? 1.0F : 0.0F);
    }
  return affected;
}

} // namespace

DatasetContent contentOf(const FrozenDataset& clean)
{
  DatasetContent content;
  content.count = clean.size();
  content.channels = clean.channels();
  content.rows = clean.rows();
  content.columns = clean.columns();
  const bool labelled = clean.label(0) >= 0;
  for (std::int64_t index = 0; index < clean.size(); ++index) {
    const std::span<const float> image = clean.image(index);
    content.images.insert(content.images.end(), image.begin(), image.end());
    const std::span<const float> noise = clean.noise(index);
    content.noise.insert(content.noise.end(), noise.begin(), noise.end());
    content.limit.push_back(static_cast<float>(clean.risk(index).limit));
    content.heldOut.push_back(clean.heldOut(index) ? 1 : 0);
    content.patients.push_back(clean.patient(index));
    if (labelled)
      content.label.push_back(clean.label(index));
  }
  const std::span<const float> spectrum = clean.noiseSpectrum();
  content.noiseSpectrum.assign(spectrum.begin(), spectrum.end());
  content.preparation = clean.document().value("preparation", Json::object());
  if (!content.preparation.is_object())
    content.preparation = Json::object();
  return content;
}

Result<DatasetContent> withAddedNoise(const FrozenDataset& clean, const AddedNoise& noise)
{
  if (const Result<void> checked = check(clean, noise); !checked)
    return failure(checked.error());
  const auto law = diffusion::makeNoiseLaw(noise.law, Json::object());
  if (!law)
    return failure(law.error());
  DatasetContent content = contentOf(clean);
  const std::size_t each = content.images.size() / static_cast<std::size_t>(content.count);
  const PeriodicBlur blur(clean.rows(), noise.correlation);
  const std::size_t area = each / static_cast<std::size_t>(content.channels);
  const bool regional = noise.affectedShare < 1.0;
  content.noiseSpectrum.clear(); // of noise that no image has
  content.noise.assign((regional ? area : 1) * static_cast<std::size_t>(content.count), 0.0F);
  std::vector<float> drawn(each);
  for (const std::int64_t index : noisyOnes(clean, noise)) {
    const auto stream = static_cast<std::uint64_t>(index);
    Random choice(derivedSeed(noise.seed, levelPurpose), stream);
    const double level = noise.levels[choice.below(noise.levels.size())];
    Random random(derivedSeed(noise.seed, noisePurpose), stream);
    const auto place = static_cast<std::size_t>(index);
    for (float& value : drawn)
      value = static_cast<float>(level * (*law)->draw(random));
    if (noise.correlation > 0.0)
      blur.apply(drawn);
    const std::vector<float> affected =
        regional ? affectedPixels(clean, noise, stream) : std::vector<float>(area, 1.0F);
    for (std::size_t pixel = 0; pixel < each; ++pixel)
      content.images[place * each + pixel] += affected[pixel % area] * drawn[pixel];
    const auto recorded = static_cast<float>(level * noise.assumedFactor);
    if (regional)
      std::transform(affected.begin(), affected.end(),
                     content.noise.begin() + static_cast<std::ptrdiff_t>(place * area),
                     [recorded](float there) { return there * recorded; });
    else
      content.noise[place] = recorded;
  }
  content.preparation["cleanDigest"] = clean.digest();
  content.preparation["addedNoise"] = toJson(noise);
  content.preparation["noiseLaw"] = noise.assumedLaw.empty() ? noise.law : noise.assumedLaw;
  if (noise.correlation > 0.0 && noise.correlationKnown)
    content.noiseSpectrum = blur.spectrum();
  return content;
}

} // namespace limpid::dataset
