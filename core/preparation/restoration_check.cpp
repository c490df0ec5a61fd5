#include "core/preparation/restoration_check.h"

#include "core/base/random.h"
#include "core/imaging/denoising_filter.h"
#include "core/metrics/intervals.h"
#include "core/metrics/restoration_quality.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <optional>

namespace limpid::preparation {
namespace {

constexpr double intensityRange = 2.0;
constexpr std::array<double, 2> probabilities{0.5, 0.9};
constexpr std::uint64_t noisePurpose = 1; // of derivedSeed()

using Images = std::span<const float>;

Images imageAt(Images all, std::size_t index, std::size_t pixels)
{
  return all.subspan(index * pixels, pixels);
}

std::vector<std::int64_t> spread(const std::vector<std::int64_t>& all, std::size_t most)
{
  const std::size_t count = std::min(all.size(), most);
  std::vector<std::int64_t> chosen;
  for (std::size_t index = 0; index < count; ++index)
    chosen.push_back(all[index * all.size() / count]);
  return chosen;
}

struct Sides
{
  std::vector<std::int64_t> compared;
  std::vector<std::int64_t> others;
};

/// Patients in turn to either side; of a single patient, images in turn.
Sides sidesOf(const dataset::FrozenDataset& data, const std::vector<std::int64_t>& clean)
{
  std::map<std::string, std::size_t> patients;
  for (const std::int64_t index : clean)
    patients.try_emplace(data.patient(index), patients.size());
  Sides sides;
  for (std::size_t place = 0; place < clean.size(); ++place) {
    const std::size_t turn = patients.size() > 1 ? patients.at(data.patient(clean[place])) : place;
    (turn % 2 == 0 ? sides.compared : sides.others).push_back(clean[place]);
  }
  return sides;
}

/// Image after image at level after level; the noise follows from seed, level and image.
std::vector<float> noisyCopies(const dataset::FrozenDataset& data,
                               const std::vector<std::int64_t>& indices,
                               const RestorationCheckRequest& request)
{
  std::vector<float> noisy;
  for (std::size_t level = 0; level < request.levels.size(); ++level)
    for (const std::int64_t index : indices) {
      Random random(derivedSeed(derivedSeed(request.seed, noisePurpose), level),
                    static_cast<std::uint64_t>(index));
      for (const float value : data.image(index))
        noisy.push_back(value + static_cast<float>(request.levels[level] * random.normal()));
    }
  return noisy;
}

/// PSNR and SSIM of one method, image by image.
struct Scores
{
  std::vector<double> psnr;
  std::vector<double> ssim; ///< empty: the images are too small
};

void score(Images image, Images truth, const KnownNoise& known, Scores& scores)
{
  scores.psnr.push_back(metrics::peakSignalToNoise(image, truth, intensityRange));
  if (const auto similarity =
          metrics::structuralSimilarity(image, truth, known.rows, known.columns, intensityRange))
    scores.ssim.push_back(*similarity);
}

/// Each patient's mean, so that the bootstrap has independent values.
metrics::Interval overPatients(const std::vector<double>& values, const KnownNoise& known,
                               std::uint64_t seed)
{
  std::map<std::string, std::pair<double, double>> sums;
  for (std::size_t image = 0; image < values.size(); ++image) {
    auto& [sum, count] = sums[known.patients[image]];
    sum += values[image];
    count += 1.0;
  }
  std::vector<double> means;
  for (const auto& [patient, sum] : sums)
    means.push_back(sum.first / sum.second);
  return metrics::bootstrapMean(means, seed);
}

Json toJson(const metrics::Interval& interval)
{
  return {{"value", interval.value}, {"low", interval.low}, {"high", interval.high}};
}

Json rowOf(const std::string& method, const Json& setting, const Scores& scores,
           const Scores& model, const KnownNoise& known, std::uint64_t seed)
{
  std::vector<double> differences;
  for (std::size_t image = 0; image < scores.psnr.size(); ++image)
    differences.push_back(scores.psnr[image] - model.psnr[image]);
  return {{"method", method},
          {"setting", setting},
          {"psnr", toJson(overPatients(scores.psnr, known, seed))},
          {"ssim", scores.ssim.empty() ? Json() : toJson(overPatients(scores.ssim, known, seed))},
          {"psnrToModel", toJson(overPatients(differences, known, seed))}};
}

imaging::Image imageFrom(Images values, const KnownNoise& known)
{
  imaging::Image image;
  image.rows = known.rows;
  image.columns = known.columns;
  image.pixels.assign(values.begin(), values.end());
  return image;
}

class Check
{
public:
  Check(const KnownNoise& known, Images draws, std::size_t drawsPerImage, std::uint64_t seed,
        jobs::JobContext& context)
      : m_known(known),
        m_draws(draws),
        m_drawsPerImage(drawsPerImage),
        m_seed(seed),
        m_context(context)
  {
  }

  Result<Json> run();

private:
  Result<Json> level(std::size_t level);
  Result<Json> coverage(std::size_t level) const;
  Result<std::optional<imaging::DenoisingSetting>> bestSetting(std::size_t level,
                                                               imaging::DenoisingFilter filter);
  Result<Scores> scoresOf(const imaging::DenoisingSetting& setting, Images noisy, Images clean,
                          double noise) const;
  Scores scoresOfMeans(std::size_t level) const;
  Images drawsOf(std::size_t level, std::size_t image) const
  {
    const std::size_t each = m_drawsPerImage * m_known.pixels();
    return m_draws.subspan((level * m_known.images() + image) * each, each);
  }
  Images noisyAt(std::size_t level) const
  {
    const std::size_t each = m_known.clean.size();
    return Images(m_known.noisy).subspan(level * each, each);
  }

  const KnownNoise& m_known;
  Images m_draws;
  std::size_t m_drawsPerImage;
  std::uint64_t m_seed;
  jobs::JobContext& m_context;
};

Scores Check::scoresOfMeans(std::size_t level) const
{
  Scores scores;
  const std::size_t pixels = m_known.pixels();
  for (std::size_t image = 0; image < m_known.images(); ++image) {
    const Images draws = drawsOf(level, image);
    std::vector<float> mean(pixels);
    for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
      double sum = 0.0;
      for (std::size_t draw = 0; draw < m_drawsPerImage; ++draw)
        sum += static_cast<double>(draws[draw * pixels + pixel]);
      mean[pixel] = static_cast<float>(sum / static_cast<double>(m_drawsPerImage));
    }
    score(mean, imageAt(m_known.clean, image, pixels), m_known, scores);
  }
  return scores;
}

Result<Scores> Check::scoresOf(const imaging::DenoisingSetting& setting, Images noisy, Images clean,
                               double noise) const
{
  Scores scores;
  const std::size_t pixels = m_known.pixels();
  for (std::size_t image = 0; image < clean.size() / pixels; ++image) {
    const auto filtered =
        imaging::denoised(imageFrom(imageAt(noisy, image, pixels), m_known), setting, noise);
    if (!filtered)
      return failure(filtered.error());
    score(filtered->pixels, imageAt(clean, image, pixels), m_known, scores);
  }
  return scores;
}

/// Nothing after a stop.
Result<std::optional<imaging::DenoisingSetting>> Check::bestSetting(std::size_t level,
                                                                    imaging::DenoisingFilter filter)
{
  std::optional<imaging::DenoisingSetting> best;
  double highest = -std::numeric_limits<double>::infinity();
  const std::size_t each = m_known.tuningClean.size();
  for (const imaging::DenoisingSetting& setting : imaging::denoisingSettings()) {
    if (setting.filter != filter)
      continue;
    if (m_context.stopRequested())
      return std::nullopt;
    const auto scores = scoresOf(setting, Images(m_known.tuningNoisy).subspan(level * each, each),
                                 m_known.tuningClean, m_known.levels[level]);
    if (!scores)
      return failure(scores.error());
    double mean = 0.0;
    for (const double value : scores->psnr)
      mean += value / static_cast<double>(scores->psnr.size());
    if (mean > highest) {
      highest = mean;
      best = setting;
    }
  }
  return best;
}

Result<Json> Check::coverage(std::size_t level) const
{
  Json list = Json::array();
  for (const double probability : probabilities) {
    std::vector<double> shares;
    for (std::size_t image = 0; image < m_known.images(); ++image) {
      const auto covered = metrics::countCovered(
          drawsOf(level, image), imageAt(m_known.clean, image, m_known.pixels()), probability);
      if (!covered)
        return failure(covered.error());
      shares.push_back(static_cast<double>(*covered) / static_cast<double>(m_known.pixels()));
    }
    Json entry = toJson(overPatients(shares, m_known, m_seed));
    entry["probability"] = probability;
    list.push_back(std::move(entry));
  }
  return list;
}

/// Null after a stop.
Result<Json> Check::level(std::size_t level)
{
  using Filter = imaging::DenoisingFilter;
  const Scores model = scoresOfMeans(level);
  Scores seen;
  for (std::size_t image = 0; image < m_known.images(); ++image)
    score(imageAt(noisyAt(level), image, m_known.pixels()),
          imageAt(m_known.clean, image, m_known.pixels()), m_known, seen);
  Json rows = Json::array();
  rows.push_back(rowOf("model", Json(), model, model, m_known, m_seed));
  rows.push_back(rowOf("as seen", Json(), seen, model, m_known, m_seed));
  for (const Filter filter : {Filter::Gaussian, Filter::Median, Filter::Bilateral,
                              Filter::PatchBased, Filter::CurvatureAnisotropic}) {
    const auto setting = bestSetting(level, filter);
    if (!setting)
      return failure(setting.error());
    if (!setting->has_value())
      return Json();
    const auto scores = scoresOf(**setting, noisyAt(level), m_known.clean, m_known.levels[level]);
    if (!scores)
      return failure(scores.error());
    rows.push_back(rowOf(imaging::nameOf(filter), imaging::toString(**setting), *scores, model,
                         m_known, m_seed));
  }
  auto covered = coverage(level);
  if (!covered)
    return failure(covered.error());
  return Json{{"level", m_known.levels[level]},
              {"images", m_known.images()},
              {"tunedOn", m_known.others()},
              {"rows", rows},
              {"coverage", *covered}};
}

Result<Json> Check::run()
{
  Json levels = Json::array();
  for (std::size_t index = 0; index < m_known.levels.size(); ++index) {
    m_context.report({static_cast<double>(index) / static_cast<double>(m_known.levels.size()),
                      fmt::format("Filters at noise {:g}", m_known.levels[index])});
    auto done = level(index);
    if (!done)
      return failure(done.error());
    if (done->is_null())
      return Json();
    levels.push_back(std::move(*done));
  }
  return levels;
}

} // namespace

Result<KnownNoise> withKnownNoise(const dataset::FrozenDataset& data,
                                  const RestorationCheckRequest& request)
{
  if (data.channels() != 1)
    return failure(ErrorCode::BadInput, "Restorations are compared on images of one channel.");
  if (request.levels.empty() || std::any_of(request.levels.begin(), request.levels.end(),
                                            [](double level) { return !(level > 0.0); }))
    return failure(ErrorCode::Usage, "A level of noise must be above 0.");
  std::vector<std::int64_t> clean;
  for (const std::int64_t index : data.heldOutIndices())
    if (data.risk(index).gate() <= request.cleanNoise)
      clean.push_back(index);
  const Sides sides = sidesOf(data, clean);
  const auto most = static_cast<std::size_t>(std::max<std::int64_t>(request.images, 2));
  const std::vector<std::int64_t> compared = spread(sides.compared, most);
  const std::vector<std::int64_t> others = spread(sides.others, most);
  if (compared.size() < 2 || others.size() < 2)
    return failure(ErrorCode::BadInput,
                   fmt::format("The data set keeps {} clean images aside: two are needed to "
                               "compare, and two of other patients to choose parameters.",
                               clean.size()));
  KnownNoise known;
  known.rows = data.rows();
  known.columns = data.columns();
  known.levels = request.levels;
  for (const std::int64_t index : compared) {
    known.patients.push_back(data.patient(index));
    known.clean.insert(known.clean.end(), data.image(index).begin(), data.image(index).end());
  }
  for (const std::int64_t index : others)
    known.tuningClean.insert(known.tuningClean.end(), data.image(index).begin(),
                             data.image(index).end());
  const bool onePatient = std::all_of(known.patients.begin(), known.patients.end(),
                                      [&](const auto& one) { return one == known.patients[0]; });
  for (std::size_t image = 0; onePatient && image < compared.size(); ++image)
    known.patients[image] += fmt::format(", image {}", image);
  known.noisy = noisyCopies(data, compared, request);
  known.tuningNoisy = noisyCopies(data, others, request);
  return known;
}

Result<Json> compareRestorations(const KnownNoise& known, std::span<const float> draws,
                                 std::size_t drawsPerImage, std::uint64_t seed,
                                 jobs::JobContext& context)
{
  if (drawsPerImage == 0 || draws.size() != known.noisy.size() * drawsPerImage)
    return failure(ErrorCode::BadInput, "The draws don't belong to the images.");
  return Check(known, draws, drawsPerImage, seed, context).run();
}

} // namespace limpid::preparation
