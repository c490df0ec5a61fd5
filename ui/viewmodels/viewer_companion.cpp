#include "core/imaging/resample.h"
#include "ui/viewmodels/viewer_view_model.h"

#include <algorithm>
#include <cmath>

// What is shown beside the image.

namespace limpid::viewmodels {

void ViewerViewModel::setCompanion(Companion companion)
{
  if (companion == m_companion)
    return;
  m_companion = companion;
  showCompanion();
}

void ViewerViewModel::showCompanion()
{
  if (m_companion == Companion::Repeat)
    findRepeat();
  else if (m_companion == Companion::Resampled)
    resample();
  Q_EMIT companionChanged();
}

void ViewerViewModel::setResampledEdge(int pixels)
{
  m_resampledEdge = pixels;
  showCompanion();
}

void ViewerViewModel::resample()
{
  m_resampled.reset();
  const imaging::Image* const pixels = image();
  if (pixels == nullptr)
    return;
  const int longer = std::max(pixels->rows, pixels->columns);
  const auto edge = [&](int side) {
    return std::max(1, static_cast<int>(std::lround(double(side) * m_resampledEdge / longer)));
  };
  if (Result<imaging::Resampled> small =
          imaging::resampleArea(*pixels, edge(pixels->rows), edge(pixels->columns)))
    m_resampled = std::move(small->image);
}

void ViewerViewModel::findRepeat()
{
  m_repeatJobs.stop();
  m_otherRow = -1;
  m_others.setImages({});
  m_repeatReason = tr("Looking for a repeat…");
  if (m_index < 0)
    return;
  m_repeatJobs.run<std::vector<int>>(
      [candidates = repeatCandidates(m_quality.images().content(),
                                     m_rows[static_cast<std::size_t>(m_index)])](
          jobs::JobContext&) -> Result<std::vector<int>> { return repeatsOfFirst(candidates); },
      [this, request = m_request](const Result<std::vector<int>>& rows) {
        if (request != m_request)
          return;
        if (rows && !rows->empty()) {
          m_otherRow = rows->front();
          m_others.setImages(recordsOf({m_otherRow}));
          m_others.want(0);
        } else {
          m_repeatReason = tr("No other image was taken at this place with this protocol.");
        }
        Q_EMIT companionChanged();
      });
}

const imaging::Image* ViewerViewModel::companionImage() const
{
  switch (m_companion) {
  case Companion::Previous:
    return m_slices.image(m_index - 1);
  case Companion::Next:
    return m_slices.image(m_index + 1);
  case Companion::Repeat:
    return m_otherRow < 0 ? nullptr : m_others.image(0);
  case Companion::Resampled:
    return m_resampled ? &*m_resampled : nullptr;
  case Companion::None:
    break;
  }
  return nullptr;
}

const RatedImage* ViewerViewModel::companionRated() const
{
  const int neighbour = m_companion == Companion::Previous ? m_index - 1 : m_index + 1;
  switch (m_companion) {
  case Companion::Previous:
  case Companion::Next:
    return neighbour < 0 || neighbour >= count()
               ? nullptr
               : &m_quality.images().image(m_rows[static_cast<std::size_t>(neighbour)]);
  case Companion::Repeat:
    return m_otherRow < 0 ? nullptr : &m_quality.images().image(m_otherRow);
  case Companion::Resampled:
    return rated();
  case Companion::None:
    break;
  }
  return nullptr;
}

QString ViewerViewModel::companionReason() const
{
  if (m_companion == Companion::Repeat)
    return m_otherRow < 0 ? m_repeatReason : m_others.reason(0);
  if (m_companion == Companion::Resampled)
    return reason();
  const int neighbour = m_companion == Companion::Previous ? m_index - 1 : m_index + 1;
  if (neighbour < 0 || neighbour >= count())
    return tr("The series ends here.");
  return m_slices.reason(neighbour);
}

} // namespace limpid::viewmodels
