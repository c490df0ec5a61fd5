#include "ui/viewmodels/viewer_jobs.h"

#include "core/metrics/local_noise.h"
#include "core/risk/repeats.h"

#include <algorithm>
#include <cmath>

namespace limpid::viewmodels {
namespace {

constexpr double samePlaceMm = 0.01;
constexpr std::size_t mostCandidates = 200; ///< headers that are read for one image

float percentile(std::vector<float>& values, double share)
{
  const auto place =
      static_cast<std::ptrdiff_t>(std::lround(share * static_cast<double>(values.size() - 1)));
  std::nth_element(values.begin(), values.begin() + place, values.end());
  return values[static_cast<std::size_t>(place)];
}

} // namespace

Result<NoiseMap> noiseMapOf(const imaging::Image& image)
{
  if (image.channels != 1)
    return failure(ErrorCode::BadInput, "The noise of colours can't be mapped.");
  Result<std::vector<float>> noise = metrics::localNoise(image.pixels, image.rows, image.columns);
  if (!noise)
    return failure(noise.error());
  std::vector<float> known;
  std::ranges::copy_if(*noise, std::back_inserter(known),
                       [](float value) { return std::isfinite(value); });
  if (known.empty())
    return failure(ErrorCode::BadInput, "The image is flat: there is nothing to measure noise on.");
  NoiseMap map;
  map.low = double{percentile(known, 0.02)};
  map.high = double{percentile(known, 0.98)};
  map.values = {.rows = image.rows,
                .columns = image.columns,
                .pixels = *std::move(noise),
                .spacingMm = image.spacingMm};
  return map;
}

std::vector<RepeatCandidate> repeatCandidates(const KindContent& content, int row)
{
  const study::ImageRecord& own = content.images[static_cast<std::size_t>(row)].record;
  const auto seriesOf = [&](const study::ImageRecord& record) {
    const auto found = content.series.find(record.seriesUid);
    return found == content.series.end() ? nullptr : &found->second;
  };
  const study::SeriesRecord* const ownSeries = seriesOf(own);
  if (ownSeries == nullptr)
    return {};
  const auto candidate = [&](int at, const study::ImageRecord& record) {
    return RepeatCandidate{at, record, ownSeries->patientKey, ownSeries->modality};
  };
  std::vector<RepeatCandidate> candidates = {candidate(row, own)};
  for (int at = 0; at < std::ssize(content.images) && candidates.size() < mostCandidates; ++at) {
    const study::ImageRecord& other = content.images[static_cast<std::size_t>(at)].record;
    const study::SeriesRecord* const series = seriesOf(other);
    const bool sameSize = other.rows == own.rows && other.columns == own.columns;
    if (at == row || series == nullptr || series->patientKey != ownSeries->patientKey || !sameSize)
      continue;
    if (own.positionMm && other.positionMm &&
        std::abs(*own.positionMm - *other.positionMm) > samePlaceMm)
      continue;
    candidates.push_back(candidate(at, other));
  }
  return candidates;
}

std::vector<int> repeatsOfFirst(const std::vector<RepeatCandidate>& candidates)
{
  std::vector<risk::Scan> scans;
  std::vector<int> rows;
  for (const RepeatCandidate& candidate : candidates) {
    const Result<risk::Protocol> protocol = risk::readProtocol(candidate.record.path);
    if (!protocol && rows.empty())
      return {};
    if (!protocol)
      continue;
    scans.push_back({candidate.record, candidate.modality, candidate.patientKey, *protocol});
    rows.push_back(candidate.row);
  }
  for (const risk::RepeatGroup& group : risk::findRepeats(scans)) {
    if (std::ranges::find(group, std::size_t{0}) == group.end())
      continue;
    std::vector<int> repeats;
    for (const std::size_t scan : group)
      if (scan != 0)
        repeats.push_back(rows[scan]);
    return repeats;
  }
  return {};
}

} // namespace limpid::viewmodels
