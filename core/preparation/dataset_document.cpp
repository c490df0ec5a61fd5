#include "core/preparation/dataset_document.h"

#include "core/dataset/noise_of_data.h"
#include "core/diffusion/coverage.h"

#include <algorithm>

namespace limpid::preparation {
namespace {

constexpr int coverageTimes = 60;

/// The value that all series share, or null.
template<typename Value>
Json shared(const std::vector<study::SeriesRecord>& series, Value study::SeriesRecord::*member)
{
  const bool same = std::all_of(series.begin(), series.end(), [&](const auto& one) {
    return one.*member == series.front().*member;
  });
  return same ? Json(series.front().*member) : Json();
}

Json cropDocument(const std::optional<std::array<int, 4>>& crop)
{
  return crop ? Json(*crop) : Json();
}

Json masksDocument(const std::vector<study::PixelMask>& masks)
{
  Json list = Json::array();
  for (const study::PixelMask& mask : masks)
    list.push_back({mask.column, mask.row, mask.width, mask.height});
  return list;
}

Json sentencesDocument(const std::vector<Sentence>& sentences)
{
  Json list = Json::array();
  for (const Sentence& sentence : sentences)
    list.push_back({{"id", sentence.id}, {"text", sentence.text}});
  return list;
}

} // namespace

Json preparationDocument(const DatasetRequest& request, const Selection& selection,
                         const Making& making)
{
  const Shaping& shaping = making.shaping;
  Json document = {{"name", request.name},
                   {"modality", selection.modality},
                   {"kind", selection.kind},
                   {"bodyPart", shared(selection.series, &study::SeriesRecord::bodyPart)},
                   {"sopClass", shared(selection.series, &study::SeriesRecord::sopClassUid)},
                   {"unit", making.unit},
                   {"rescaleType", selection.modality == "CT" ? Json("HU") : Json()},
                   {"windowLow", shaping.window.low},
                   {"windowHigh", shaping.window.high},
                   {"intensityScale", shaping.window.unitsPerModelIntensity()},
                   {"clipLow", shaping.window.low - shaping.headroom},
                   {"clipHigh", shaping.window.high + shaping.headroom},
                   {"clippedShare", making.clippedShare},
                   {"crop", cropDocument(request.crop)},
                   {"size", shaping.size},
                   {"resampling", "area"},
                   {"spacingMm", making.spacingMm ? Json(*making.spacingMm) : Json()},
                   {"noiseLaw", "gaussian"},
                   {"stabilised", making.stabilised.empty() ? Json() : Json(making.stabilised)},
                   {"referenceNoise", making.referenceNoise},
                   {"referenceGiven", request.referenceNoise.has_value()},
                   {"noiseSources", making.noiseSources},
                   {"estimators", making.estimators},
                   {"noiseMaps", making.noiseMaps},
                   {"noisePairs", request.noisePairs.size()},
                   {"heldOutFraction", request.heldOutFraction},
                   {"seed", request.seed},
                   {"leftOut", making.leftOut},
                   {"sentences", sentencesDocument(making.sentences)}};
  if (!request.masks.empty())
    document["masks"] = masksDocument(request.masks);
  if (making.meansOfRepeats > 0)
    document["meansOfRepeats"] = making.meansOfRepeats;
  return document;
}

Result<Json> coverageDocument(const std::filesystem::path& dataset, double buffer)
{
  const Result<dataset::FrozenDataset> frozen = dataset::FrozenDataset::open(dataset);
  if (!frozen)
    return failure(frozen.error());
  const auto schedule = diffusion::makeSchedule("edm", Json::object());
  if (!schedule)
    return failure(schedule.error());
  const auto teaching = dataset::teachingImages(*frozen, buffer);
  if (!teaching)
    return failure(teaching.error());
  const diffusion::Coverage coverage = diffusion::coverage(
      **schedule, teaching->thresholdNoiseRatios, teaching->patients, coverageTimes);
  return Json{
      {"level", coverage.noiseRatio}, {"images", coverage.images}, {"patients", coverage.patients}};
}

} // namespace limpid::preparation
