#include "core/preparation/prepare_alike.h"

#include "core/preparation/noise_stabilisation.h"
#include "core/preparation/training_risk.h"
#include "core/risk/estimate.h"

#include <fmt/format.h>

namespace limpid::preparation {
namespace {

Result<Shaping> shapingOf(const Json& preparation)
{
  try {
    Shaping shaping;
    shaping.window = {preparation.at("windowLow").get<double>(),
                      preparation.at("windowHigh").get<double>()};
    shaping.headroom = shaping.window.low - preparation.value("clipLow", shaping.window.low);
    shaping.size = preparation.at("size").get<int>();
    if (const auto crop = preparation.find("crop"); crop != preparation.end() && crop->is_array()) {
      const auto [x, y, width, height] = crop->get<std::array<int, 4>>();
      shaping.crop = imaging::Rectangle{x, y, width, height};
    }
    if (!(shaping.window.high > shaping.window.low) || shaping.size < 1)
      return failure(ErrorCode::BadInput, "The data set's window or size is empty.");
    return shaping;
  } catch (const Json::exception&) {
    return failure(ErrorCode::BadInput,
                   "The data set doesn't say how its images were prepared (window and size): this "
                   "one can't be prepared alike.");
  }
}

/// In the domain of the data set, where its noise depended on the signal (M4).
Result<imaging::Image> stabilisedAlike(const imaging::Image& source, const Json& preparation,
                                       const Shaping& shaping, std::optional<double> noise)
{
  const Json law = preparation.value("stabilised", Json());
  if (!law.is_string())
    return source;
  if (!noise)
    return failure(ErrorCode::Usage, fmt::format("The data set's images were stabilised for {} "
                                                 "noise: say the noise of this one.",
                                                 law.get<std::string>()));
  const auto stabilisation = NoiseStabilisation::make(law.get<std::string>());
  if (!stabilisation)
    return failure(stabilisation.error());
  return stabilisation->applied(source, *noise, shaping.window);
}

} // namespace

Result<AlikeImage> prepareAlike(const imaging::Image& source, const Json& preparation,
                                std::optional<double> noise)
{
  if (!preparation.is_object())
    return failure(ErrorCode::BadInput, "The data set doesn't say how it was prepared.");
  const auto shaping = shapingOf(preparation);
  if (!shaping)
    return failure(shaping.error());
  const auto stabilised = stabilisedAlike(source, preparation, *shaping, noise);
  if (!stabilised)
    return failure(stabilised.error());
  auto array = shapeImage(*stabilised, *shaping);
  if (!array)
    return failure(array.error());
  const double unitsPerModelIntensity = shaping->window.unitsPerModelIntensity();
  AlikeImage alike{std::move(*array)};
  if (noise) {
    alike.measured = *noise / unitsPerModelIntensity * alike.array.noiseGain;
  } else {
    const auto estimator = risk::findNoiseEstimator("immerkaer");
    if (!estimator)
      return failure(estimator.error());
    const imaging::Image& content = alike.array.content;
    const Result<double> measured = (*estimator)(content.pixels, content.rows, content.columns);
    if (!measured)
      return failure(measured.error());
    alike.measured = *measured;
  }
  const Json reference = preparation.value("referenceNoise", Json());
  alike.noise = relativeToReference(
      alike.measured,
      reference.is_number() ? reference.get<double>() / unitsPerModelIntensity : 0.0);
  return alike;
}

} // namespace limpid::preparation
