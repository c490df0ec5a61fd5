#include "core/dataset/corruption.h"

#include "core/base/random.h"
#include "core/dataset/added_noise.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

namespace limpid::dataset {
namespace {

// Purposes of derivedSeed().
constexpr std::uint64_t rankPurpose = 11;
constexpr std::uint64_t choicePurpose = 12;
constexpr std::uint64_t shiftPurpose = 13;

using Line = std::vector<std::complex<double>>;

tl::unexpected<Error> wrong(const std::string& reason)
{
  return failure(ErrorCode::BadInput, fmt::format("Images can't be corrupted: {}.", reason));
}

/// Frequencies from −rows/2 on; that of the line stored at `row`.
double frequencyOf(std::size_t row, std::size_t rows)
{
  const auto number = static_cast<double>(row);
  const auto all = static_cast<double>(rows);
  return 2 * row < rows ? number : number - all;
}

/// e^(sign·2πi·k/rows) for every k.
Line rootsOfUnity(std::size_t rows, double sign)
{
  Line roots;
  for (std::size_t k = 0; k < rows; ++k)
    roots.push_back(std::polar(1.0, sign * 2.0 * std::numbers::pi * static_cast<double>(k) /
                                        static_cast<double>(rows)));
  return roots;
}

Line transformed(const Line& values, const Line& roots)
{
  const std::size_t rows = values.size();
  Line result(rows);
  for (std::size_t frequency = 0; frequency < rows; ++frequency)
    for (std::size_t row = 0; row < rows; ++row)
      result[frequency] += values[row] * roots[frequency * row % rows];
  return result;
}

Result<void> check(const FrozenDataset& clean, const AddedCorruption& corruption)
{
  if (corruption.kinds.empty() || corruption.strengths.empty() ||
      std::any_of(corruption.strengths.begin(), corruption.strengths.end(),
                  [](double strength) { return !(strength > 0.0); }))
    return wrong("it needs a kind, and strengths above 0");
  if (!(corruption.cleanShare >= 0.0 && corruption.cleanShare <= 1.0))
    return wrong("a share of clean images lies in 0 … 1");
  const auto& treatments = corruptionTreatments();
  if (std::find(treatments.begin(), treatments.end(), corruption.treatment) == treatments.end())
    return wrong(fmt::format("{} is no treatment: subtract, gate, ignore", corruption.treatment));
  for (std::int64_t index = 0; index < clean.size(); ++index)
    if (clean.risk(index).gate() > 0.0)
      return wrong(fmt::format("image {} is noisy already", index));
  return {};
}

/// The training images that are corrupted.
std::vector<std::int64_t> corruptedOnes(const FrozenDataset& clean,
                                        const AddedCorruption& corruption)
{
  std::vector<std::pair<double, std::int64_t>> ranks;
  for (const std::int64_t index : clean.trainingIndices()) {
    Random random(derivedSeed(corruption.seed, rankPurpose), static_cast<std::uint64_t>(index));
    ranks.emplace_back(random.uniform(), index);
  }
  std::sort(ranks.begin(), ranks.end());
  const double kept = std::round(corruption.cleanShare * static_cast<double>(ranks.size()));
  std::vector<std::int64_t> corrupted;
  for (auto place = static_cast<std::size_t>(kept); place < ranks.size(); ++place)
    corrupted.push_back(ranks[place].second);
  return corrupted;
}

/// Corrupts the planes of one image, whose dark end is −1; gives the root mean square of what
/// changed.
double corrupt(std::span<float> image, int rows, int columns, std::span<const double> shifts)
{
  const auto pixels = static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
  double squares = 0.0;
  for (std::size_t first = 0; first < image.size(); first += pixels) {
    const std::span<float> plane = image.subspan(first, pixels);
    std::vector<float> magnitude(pixels);
    std::transform(plane.begin(), plane.end(), magnitude.begin(),
                   [](float value) { return std::max(0.0F, value + 1.0F); });
    const std::vector<float> moved = withShiftedLines(magnitude, rows, columns, shifts);
    for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
      const float value = moved[pixel] - 1.0F;
      squares += std::pow(static_cast<double>(value) - static_cast<double>(plane[pixel]), 2);
      plane[pixel] = value;
    }
  }
  return std::sqrt(squares / static_cast<double>(image.size()));
}

Json toJson(const AddedCorruption& corruption)
{
  return {{"cleanShare", corruption.cleanShare},
          {"kinds", corruption.kinds},
          {"strengths", corruption.strengths},
          {"treatment", corruption.treatment},
          {"seed", corruption.seed}};
}

} // namespace

const std::vector<std::string>& corruptionTreatments()
{
  static const std::vector<std::string> treatments{"subtract", "gate", "ignore"};
  return treatments;
}

std::vector<float> withShiftedLines(std::span<const float> image, int rows, int columns,
                                    std::span<const double> shifts)
{
  const auto height = static_cast<std::size_t>(rows);
  const auto width = static_cast<std::size_t>(columns);
  const Line forward = rootsOfUnity(height, -1.0);
  const Line backward = rootsOfUnity(height, 1.0);
  Line phases;
  for (std::size_t row = 0; row < height; ++row)
    phases.push_back(
        std::polar(1.0 / static_cast<double>(rows),
                   -2.0 * std::numbers::pi * frequencyOf(row, height) * shifts[row] / rows));
  std::vector<float> result(image.size());
  Line line(height);
  for (std::size_t column = 0; column < width; ++column) {
    for (std::size_t row = 0; row < height; ++row)
      line[row] = static_cast<double>(image[row * width + column]);
    Line spectrum = transformed(line, forward);
    for (std::size_t row = 0; row < height; ++row)
      spectrum[row] *= phases[row];
    const Line moved = transformed(spectrum, backward);
    for (std::size_t row = 0; row < height; ++row)
      result[row * width + column] = static_cast<float>(std::abs(moved[row]));
  }
  return result;
}

Result<std::vector<double>> lineShifts(const std::string& kind, double strength, int rows,
                                       std::uint64_t seed, std::uint64_t image)
{
  Random random(derivedSeed(seed, shiftPurpose), image);
  const double sign = random.uniform() < 0.5 ? -1.0 : 1.0;
  const auto height = static_cast<std::size_t>(rows);
  std::vector<double> shifts(height);
  if (kind == "motion") {
    // Lines are measured from −rows/2 up; it moves after line `from`, a little beyond the middle.
    const double from = 0.1 * rows * random.uniform();
    for (std::size_t row = 0; row < height; ++row)
      shifts[row] = frequencyOf(row, height) > from ? sign * strength : 0.0;
    return shifts;
  }
  if (kind == "ghosting") {
    const double breaths = 3.0 + 5.0 * random.uniform();
    const double begin = random.uniform();
    for (std::size_t row = 0; row < height; ++row) {
      const double place = frequencyOf(row, height) / rows;
      shifts[row] = sign * strength * std::sin(2.0 * std::numbers::pi * (breaths * place + begin));
    }
    return shifts;
  }
  return wrong(fmt::format("{} is no kind: motion, ghosting", kind));
}

Result<DatasetContent> withCorruption(const FrozenDataset& clean, const AddedCorruption& corruption)
{
  if (const Result<void> checked = check(clean, corruption); !checked)
    return failure(checked.error());
  DatasetContent content = contentOf(clean);
  content.noise.assign(static_cast<std::size_t>(content.count), 0.0F); // maps of nothing as well
  const std::size_t each = content.images.size() / static_cast<std::size_t>(content.count);
  for (const std::int64_t index : corruptedOnes(clean, corruption)) {
    const auto stream = static_cast<std::uint64_t>(index);
    Random choice(derivedSeed(corruption.seed, choicePurpose), stream);
    const std::string& kind = corruption.kinds[choice.below(corruption.kinds.size())];
    const double strength = corruption.strengths[choice.below(corruption.strengths.size())];
    const auto shifts = lineShifts(kind, strength, content.rows, corruption.seed, stream);
    if (!shifts)
      return failure(shifts.error());
    const auto place = static_cast<std::size_t>(index);
    const double changed = corrupt(std::span(content.images).subspan(place * each, each),
                                   content.rows, content.columns, *shifts);
    if (corruption.treatment == "subtract")
      content.noise[place] = static_cast<float>(changed);
    else if (corruption.treatment == "gate")
      content.limit[place] = static_cast<float>(changed);
  }
  content.preparation["cleanDigest"] = clean.digest();
  content.preparation["addedCorruption"] = toJson(corruption);
  return content;
}

} // namespace limpid::dataset
