#include "core/preparation/kind_of_noise.h"

#include "core/metrics/noise_estimators.h"
#include "core/risk/estimate.h"
#include "core/study/pixel_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace limpid::preparation {
namespace {

constexpr std::size_t imagesToLookAt = 12;
constexpr std::size_t mostHeaders = 2000;
constexpr std::size_t samplesPerImage = 20000;
constexpr std::uint64_t fitSeed = 1;
constexpr double correlated = 1.5; // a spectrum with a higher peak over its mean isn't white

using Pair = std::pair<std::size_t, std::size_t>;

std::vector<Pair> repeatPairs(const Selection& selection, jobs::JobContext& context)
{
  std::vector<std::size_t> images(std::min(mostHeaders, selection.images.size()));
  std::iota(images.begin(), images.end(), std::size_t{0});
  std::vector<Pair> pairs;
  for (const risk::RepeatGroup& group : findRepeats(selection, images, context))
    pairs.emplace_back(group[0], group[1]);
  return pairs;
}

std::vector<Pair> evenly(const std::vector<Pair>& all)
{
  if (all.size() <= imagesToLookAt)
    return all;
  std::vector<Pair> some;
  for (std::size_t place = 0; place < imagesToLookAt; ++place)
    some.push_back(all[place * all.size() / imagesToLookAt]);
  return some;
}

std::vector<Pair> singles(const Selection& selection)
{
  std::vector<Pair> all;
  for (std::size_t index = 0; index < selection.images.size(); ++index)
    all.emplace_back(index, index);
  return all;
}

class Looking
{
public:
  explicit Looking(const Selection& selection) : m_selection(selection) {}

  /// False for pixels that can't be read or tell nothing.
  bool look(const Pair& pair)
  {
    const Result<imaging::Image> one = read(pair.first);
    if (!one)
      return false;
    const Result<imaging::Image> other = pair.second == pair.first ? one : read(pair.second);
    if (!other || other->pixels.size() != one->pixels.size())
      return false;
    const auto found =
        pair.second == pair.first
            ? metrics::residualsOfImage(one->pixels, one->rows, one->columns)
            : metrics::residualsOfRepeats(one->pixels, other->pixels, one->rows, one->columns);
    if (!found)
      return false;
    metrics::NoiseSamples samples;
    samples.pixels = found->pixels;
    const std::size_t every = std::max<std::size_t>(1, found->signal.size() / samplesPerImage);
    for (std::size_t sample = 0; sample < found->signal.size(); sample += every) {
      samples.signal.push_back(found->signal[sample]);
      samples.residual.push_back(found->residual[sample]);
    }
    m_samples.push_back(std::move(samples));
    addSpectrum(*one);
    return true;
  }

  const std::vector<metrics::NoiseSamples>& samples() const { return m_samples; }

  void giveSpectrum(KindOfNoise& kind) const
  {
    if (m_spectra == 0)
      return;
    const auto count = static_cast<double>(m_spectra);
    for (const double power : m_radial)
      kind.radial.push_back(power / count);
    kind.radialStep = 1.0 / m_patch;
    kind.peakOverMean = m_peak / count;
  }

private:
  Result<imaging::Image> read(std::size_t index)
  {
    const study::ImageRecord& image = m_selection.images[index].image;
    return m_reader.read(image.path, image.key.frame);
  }

  /// Spectra of one size of patch are averaged, each over its own mean.
  void addSpectrum(const imaging::Image& image)
  {
    const auto spectrum = metrics::noiseSpectrum(image.pixels, image.rows, image.columns, 0);
    if (!spectrum || spectrum->noise <= 0.0 || (m_spectra > 0 && spectrum->patch != m_patch))
      return;
    m_patch = spectrum->patch;
    m_radial.resize(spectrum->radial.size(), 0.0);
    const double variance = spectrum->noise * spectrum->noise;
    for (std::size_t ring = 0; ring < m_radial.size(); ++ring)
      m_radial[ring] += spectrum->radial[ring] / variance;
    m_peak += spectrum->peakOverMean;
    ++m_spectra;
  }

  const Selection& m_selection;
  study::FrameReader m_reader;
  std::vector<metrics::NoiseSamples> m_samples; // of each image
  std::vector<double> m_radial;
  double m_peak = 0.0;
  int m_patch = 1;
  int m_spectra = 0;
};

void addSentences(KindOfNoise& kind)
{
  kind.sentences.push_back({"noise.fit", metrics::fitSentence(kind.fit)});
  if (kind.fit.scaled)
    kind.sentences.push_back({"noise.scaled", "The images differ in how much noise they have; each "
                                              "was looked at relative to its own."});
  const std::string best = metrics::spreadLawName(kind.fit.laws.front().law);
  if (kind.fit.grade != metrics::FitGrade::NotAtAll && best != kind.expected)
    kind.sentences.push_back(
        {"noise.unexpected",
         fmt::format("Images of this modality should have {} noise. Plan with the kind that was "
                     "measured, or find out what was done to them.",
                     kind.expected)});
  if (kind.radial.empty())
    return;
  kind.sentences.push_back(
      {"noise.spectrum",
       kind.peakOverMean > correlated
           ? fmt::format("Neighbouring pixels share their noise: its spectrum peaks at {:.1f} × "
                         "its mean. Images teach from the peak on, not from the mean.",
                         kind.peakOverMean)
           : fmt::format("The noise is white: its spectrum peaks at {:.1f} × its mean.",
                         kind.peakOverMean)});
}

} // namespace

std::string expectedNoiseLaw(const std::string& modality)
{
  if (modality == "MR")
    return "rician";
  if (modality == "US")
    return "speckle";
  if (modality == "CR" || modality == "DX" || modality == "MG" || modality == "XA" ||
      modality == "RF" || modality == "NM" || modality == "PT")
    return "poisson-gaussian";
  return "gaussian";
}

Result<KindOfNoise> findKindOfNoise(const Selection& selection, jobs::JobContext& context)
{
  KindOfNoise kind;
  kind.expected = expectedNoiseLaw(selection.modality);
  kind.unit = risk::pixelUnit(selection.modality);
  std::vector<Pair> pairs = repeatPairs(selection, context);
  kind.byRepeats = !pairs.empty();
  if (pairs.empty())
    pairs = singles(selection);
  pairs = evenly(pairs);
  Looking looking(selection);
  for (std::size_t place = 0; place < pairs.size() && !context.stopRequested(); ++place) {
    context.report({static_cast<double>(place) / static_cast<double>(pairs.size()),
                    fmt::format("Looking at the noise of {} of {}", place + 1, pairs.size())});
    kind.images += looking.look(pairs[place]) ? 1 : 0;
  }
  if (context.stopRequested()) {
    kind.outcome = jobs::Outcome::Stopped;
    return kind;
  }
  Result<metrics::NoiseFit> fit = metrics::fitNoise(looking.samples(), fitSeed);
  if (!fit)
    return failure(fit.error());
  kind.fit = std::move(*fit);
  looking.giveSpectrum(kind);
  addSentences(kind);
  return kind;
}

} // namespace limpid::preparation
