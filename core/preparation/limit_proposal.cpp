#include "core/preparation/limit_proposal.h"

#include "core/preparation/graded_images.h"
#include "core/preparation/intensity_choice.h"
#include "core/risk/estimate.h"
#include "core/risk/eye_match.h"
#include "core/risk/matching.h"
#include "core/study/pixel_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace limpid::preparation {
namespace {

constexpr std::size_t mostPerSide = 60;
constexpr int levelSteps = 14;
constexpr double strongest = 0.5; // of the intensity range that trains
constexpr double readingShare = 0.3;

/// The graded images in memory.
struct Specimens
{
  std::vector<imaging::Image> images;
  std::vector<metrics::Specimen> specimens; ///< point into images
};

Result<risk::Component> matchable(study::Project& project, const LimitRequest& request)
{
  const auto schema = risk::loadSchema(project);
  if (!schema)
    return failure(schema.error());
  Result<risk::Component> component = risk::findComponent(*schema, request.component);
  if (!component)
    return component;
  if (const Result<void> checked = risk::checkMatch(*component, request.value, 0.0); !checked)
    return failure(checked.error());
  return component;
}

class Proposing
{
public:
  Proposing(const LimitRequest& request, const Selection& selection,
            const imaging::IntensityWindow& window, jobs::JobContext& context)
      : m_request(request), m_selection(selection), m_window(window), m_context(context)
  {
    m_report.size = request.size > 0 ? request.size : trainingSize(selection);
    m_report.unit = risk::pixelUnit(selection.modality);
  }

  void read(const GradedChoice& choice)
  {
    const std::size_t count = choice.good.size() + choice.bad.size();
    std::vector<std::pair<std::size_t, bool>> kept;
    m_specimens.images.reserve(count);
    for (std::size_t place = 0; place < count && !stopped(); ++place) {
      m_context.report({readingShare * static_cast<double>(place) / static_cast<double>(count),
                        fmt::format("Reading {} of {}", place + 1, count)});
      const bool bad = place >= choice.good.size();
      const std::size_t index = bad ? choice.bad[place - choice.good.size()] : choice.good[place];
      if (add(index))
        kept.emplace_back(index, bad);
    }
    std::map<std::string, std::size_t> patients;
    for (std::size_t place = 0; place < kept.size(); ++place) {
      const auto& [index, bad] = kept[place];
      const std::size_t patient =
          patients.emplace(m_selection.images[index].patient, patients.size()).first->second;
      const imaging::Image& image = m_specimens.images[place];
      m_specimens.specimens.push_back({image.pixels, image.rows, image.columns, patient, bad});
      ++(bad ? m_report.bad : m_report.good);
    }
    m_report.patients = patients.size();
  }

  Result<void> measure()
  {
    std::vector<metrics::Separation> separations;
    m_report.levels.push_back(0.0);
    for (int step = levelSteps; step >= 0; --step)
      m_report.levels.push_back(strongest * (m_window.high - m_window.low) *
                                std::pow(2.0, -0.5 * step));
    for (const double level : m_report.levels) {
      m_context.report(
          {readingShare + (1.0 - readingShare) * static_cast<double>(separations.size()) /
                              static_cast<double>(m_report.levels.size()),
           fmt::format("Telling them apart at {:.3g} {}", level, m_report.unit)});
      auto separation = metrics::separate(m_specimens.specimens, level, m_request.seed,
                                          [this] { return stopped(); });
      if (stopped())
        return {};
      if (!separation)
        return failure(separation.error());
      m_report.areas.push_back(separation->auc);
      separations.push_back(std::move(*separation));
    }
    auto limit = metrics::separationLimit(m_specimens.specimens, separations, m_request.seed);
    if (!limit)
      return failure(limit.error());
    m_report.limit = std::move(*limit);
    return {};
  }

  bool stopped() const { return m_context.stopRequested(); }
  LimitProposal& report() { return m_report; }

private:
  bool add(std::size_t index)
  {
    const study::ImageRecord& image = m_selection.images[index].image;
    const Result<imaging::Image> pixels = m_reader.read(image.path, image.key.frame);
    Result<imaging::Image> trained =
        pixels ? asTrainedInUnit(*pixels, m_window, m_report.size) : pixels;
    if (!trained) {
      m_report.leftOut.push_back({image.path, trained.error().message});
      return false;
    }
    m_specimens.images.push_back(std::move(*trained));
    return true;
  }

  const LimitRequest& m_request;
  const Selection& m_selection;
  imaging::IntensityWindow m_window;
  jobs::JobContext& m_context;
  study::FrameReader m_reader;
  Specimens m_specimens;
  LimitProposal m_report;
};

std::string sentenceOf(const LimitProposal& proposal, const risk::Component& component,
                       const LimitRequest& request)
{
  const auto step = risk::stepOf(component, request.value);
  const std::string word = step && *step < component.words.size()
                               ? component.words[*step]
                               : fmt::format("{}", request.value);
  const metrics::Interval& noise = proposal.limit.noise;
  if (!proposal.limit.reached)
    return fmt::format("{}, {}: a classifier tells these images from good ones up to {:.3g} {} of "
                       "noise and beyond. They are better left out or trained as a group.",
                       component.label, word, noise.value, proposal.unit);
  return fmt::format("{}, {}: a classifier can't tell these images from good ones above {:.3g} {} "
                     "of noise ({:.3g}–{:.3g} {}).",
                     component.label, word, noise.value, proposal.unit, noise.low, noise.high,
                     proposal.unit);
}

} // namespace

Result<LimitProposal> proposeLimit(study::Project& project, const LimitRequest& request,
                                   jobs::JobContext& context)
{
  const Result<risk::Component> component = matchable(project, request);
  if (!component)
    return failure(component.error());
  DatasetRequest images;
  images.kind = request.kind;
  const Result<Selection> selection = selectImages(project, images);
  if (!selection)
    return failure(selection.error());
  const auto window = chooseWindow(*selection, images, context);
  if (!window)
    return failure(window.error());
  if (!*window) {
    LimitProposal stopped;
    stopped.outcome = jobs::Outcome::Stopped;
    return stopped;
  }
  Proposing proposing(request, *selection, **window, context);
  proposing.read(chooseGraded(*selection, *component, request.value, mostPerSide));
  const Result<void> measured = proposing.stopped() ? Result<void>() : proposing.measure();
  LimitProposal& report = proposing.report();
  if (proposing.stopped()) {
    report.outcome = jobs::Outcome::Stopped;
    return std::move(report);
  }
  if (!measured)
    return failure(measured.error());
  report.sentence = sentenceOf(report, *component, request);
  if (request.accept && report.limit.reached)
    if (const Result<void> stored = risk::storeMeasuredMatch(
            project, request.component, request.value, report.limit.noise.value, request.author);
        !stored)
      return failure(stored.error());
  return std::move(report);
}

} // namespace limpid::preparation
