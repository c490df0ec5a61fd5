#include "ui/viewmodels/plan_repeats.h"

#include "core/preparation/prepare.h"
#include "core/preparation/training_risk.h"
#include "core/risk/estimate.h"
#include "ui/viewmodels/paths.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <map>

namespace limpid::viewmodels {

namespace {

std::string noiseOf(const KindContent& content)
{
  const auto found =
      std::ranges::find(content.schema, risk::ComponentUse::Noise, &risk::Component::use);
  return found == content.schema.end() ? std::string() : found->id;
}

bool isMeasuredByRepeats(const RatedImage& image, const std::string& noise)
{
  const auto known = image.quality.find(noise);
  return known != image.quality.end() && known->second.source == risk::byRepeatsSource;
}

double limitOf(const KindContent& content, const RatedImage& image)
{
  return preparation::limitAsTrained(image.quality, content.schema, 1.0);
}

/// Of repeats, one at least.
RatedImage meanOf(const KindContent& content, const std::vector<const RatedImage*>& repeats,
                  const std::string& noise)
{
  RatedImage mean = **std::ranges::max_element(
      repeats, {}, [&content](const RatedImage* image) { return limitOf(content, *image); });
  double variance = 0.0;
  for (const RatedImage* image : repeats)
    variance += std::pow(image->quality.at(noise).value, 2);
  mean.quality.at(noise).value = std::sqrt(variance) / static_cast<double>(repeats.size());
  return mean;
}

} // namespace

PlanRepeats::PlanRepeats(QObject* parent) : QObject(parent) {}

void PlanRepeats::look(const QString& project, const QString& kind, const KindContent& content)
{
  const std::string noise = noiseOf(content);
  std::vector<study::ImageKey> candidates;
  for (const RatedImage& image : content.images)
    if (isMeasuredByRepeats(image, noise))
      candidates.push_back(image.record.key);
  if (candidates == m_candidates)
    return;
  forget();
  m_candidates = std::move(candidates);
  if (m_candidates.empty())
    return;
  m_looking = true;
  using Sets = std::vector<preparation::RepeatSet>;
  m_jobs.run<Sets>(
      [folder = toPath(project),
       kind = kind.toStdString()](jobs::JobContext& context) -> Result<Sets> {
        auto opened = study::Project::open(folder);
        if (!opened)
          return failure(opened.error());
        preparation::DatasetRequest request;
        request.kind = kind;
        return preparation::findRepeatSets(*opened, request, context);
      },
      [this, asked = m_candidates](Result<Sets> sets) {
        if (asked != m_candidates)
          return; // of images that are no longer planned with
        m_looking = false;
        m_sets = sets ? std::move(*sets) : Sets();
        Q_EMIT found();
      });
}

void PlanRepeats::forget()
{
  m_jobs.stop();
  m_candidates.clear();
  m_sets.clear();
  m_looking = false;
}

QString PlanRepeats::sentence(bool added) const
{
  if (busy())
    return tr("Limpid is looking for images that repeat each other.");
  if (m_candidates.empty())
    return tr("No noise was measured by repeats, so there are no repeats to take means of.");
  if (m_sets.empty())
    return tr("The repeats of these images are left out or of another kind, so there is no mean "
              "to take.");
  std::size_t images = 0;
  for (const preparation::RepeatSet& set : m_sets)
    images += set.size();
  const auto means = static_cast<int>(m_sets.size());
  const double perMean = static_cast<double>(images) / static_cast<double>(m_sets.size());
  const QString percent = QLocale().toString(std::lround(100.0 / std::sqrt(perMean)));
  const QString repeated = tr("%Ln image(s) repeat each other.", nullptr, static_cast<int>(images));
  const QString made =
      added ? tr("Their means are %Ln more image(s) with about %1 % of the noise.", nullptr, means)
            : tr("Their means would be %Ln more image(s) with about %1 % of the noise.", nullptr,
                 means);
  return repeated + u' ' + made.arg(percent);
}

KindContent withMeansOfRepeats(KindContent content, const std::vector<preparation::RepeatSet>& sets)
{
  const std::string noise = noiseOf(content);
  std::map<study::ImageKey, const RatedImage*> images;
  for (const RatedImage& image : content.images)
    if (isMeasuredByRepeats(image, noise))
      images[image.record.key] = &image;
  std::vector<RatedImage> means;
  for (const preparation::RepeatSet& set : sets) {
    std::vector<const RatedImage*> repeats;
    for (const study::ImageKey& key : set)
      if (const auto found = images.find(key); found != images.end())
        repeats.push_back(found->second);
    if (repeats.size() > 1)
      means.push_back(meanOf(content, repeats, noise));
  }
  std::ranges::move(means, std::back_inserter(content.images));
  return content;
}

} // namespace limpid::viewmodels
