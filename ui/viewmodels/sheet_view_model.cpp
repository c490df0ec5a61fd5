#include "ui/viewmodels/sheet_view_model.h"

#include "ui/viewmodels/core_text.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <utility>

namespace limpid::viewmodels {

namespace {

constexpr int bins = 24;

QString labelOf(const KindContent& content, const std::string& component)
{
  const auto found = std::ranges::find(content.schema, component, &risk::Component::id);
  return coreText(found == content.schema.end() ? component : found->label);
}

} // namespace

SheetViewModel::SheetViewModel(QualityViewModel& quality, QObject* parent)
    : QObject(parent), m_quality(quality)
{
  connect(&m_quality.images(), &QAbstractItemModel::modelReset, this, &SheetViewModel::arrangeAnew);
  connect(&m_quality.images(), &QAbstractItemModel::dataChanged, this,
          [this](const QModelIndex&, const QModelIndex&, const QList<int>& roles) {
            if (roles != QList<int>{ImageTableModel::ThumbnailRole})
              valuesAreStale();
          });
  arrangeAnew();
}

void SheetViewModel::setQuery(const SheetQuery& query)
{
  if (query == m_query)
    return;
  if (query.measure != m_query.measure && query.atLeast == m_query.atLeast &&
      query.atMost == m_query.atMost) { // a range of another measure means nothing
    m_query = query;
    m_query.atLeast.reset();
    m_query.atMost.reset();
  } else {
    m_query = query;
  }
  arrangeAnew();
  selectOnlyShown();
}

/// What can't be seen isn't selected: a rating would reach it unnoticed.
void SheetViewModel::selectOnlyShown()
{
  std::vector<bool> shown(content().images.size(), false);
  for (const int row : m_arrangement.rows)
    shown[static_cast<std::size_t>(row)] = true;
  std::vector<int> selection = m_quality.selection();
  std::erase_if(selection, [&](int row) { return !shown[static_cast<std::size_t>(row)]; });
  m_quality.setSelection(selection);
}

void SheetViewModel::arrangeAnew()
{
  m_measure = SheetMeasure(content(), m_query.measure);
  m_stale = false;
  m_arrangement = arrange(content(), m_query);
  Q_EMIT arrangementChanged();
}

const SheetMeasure& SheetViewModel::measure() const
{
  if (std::exchange(m_stale, false))
    m_measure = SheetMeasure(content(), m_query.measure);
  return m_measure;
}

/// Told once, however many edits come before the event loop.
void SheetViewModel::valuesAreStale()
{
  m_stale = true;
  if (std::exchange(m_tellsLater, true))
    return;
  QMetaObject::invokeMethod(
      this,
      [this] {
        m_tellsLater = false;
        Q_EMIT valuesChanged();
      },
      Qt::QueuedConnection);
}

SheetHistogram SheetViewModel::histogram() const
{
  SheetHistogram histogram;
  std::vector<double> values;
  for (const int row : m_arrangement.rows) {
    if (const auto badness = measure().badnessOf(m_quality.images().image(row)))
      values.push_back(*badness);
    else
      ++histogram.unknown;
  }
  if (values.empty())
    return histogram;
  const bool stepped = !measure().steps().empty();
  const auto [least, most] = std::ranges::minmax(values);
  const double low = stepped ? -0.5 : std::min(0.0, least);
  const std::size_t count = stepped ? measure().steps().size() : bins;
  const double width = stepped ? 1.0 : std::max(std::max(most, 0.0) - low, 1e-9) / bins;
  for (std::size_t edge = 0; edge <= count; ++edge)
    histogram.edges.push_back(low + width * static_cast<double>(edge));
  histogram.counts.assign(count, 0.0);
  for (const double value : values) {
    const auto bin = static_cast<long>(std::floor((value - low) / width));
    histogram.counts[static_cast<std::size_t>(std::clamp(bin, 0L, static_cast<long>(count) - 1))] +=
        1.0;
  }
  return histogram;
}

std::vector<int> SheetViewModel::rowsWithin(double low, double high) const
{
  std::vector<int> rows;
  for (const int row : m_arrangement.rows)
    if (const auto badness = measure().badnessOf(m_quality.images().image(row));
        badness && *badness >= low && *badness <= high)
      rows.push_back(row);
  return rows;
}

QString SheetViewModel::countSentence() const
{
  const int all = static_cast<int>(content().images.size());
  const int shown = static_cast<int>(m_arrangement.rows.size());
  if (shown == all)
    return tr("%Ln image(s)", nullptr, all);
  return tr("%1 of %2").arg(QLocale().toString(shown), tr("%Ln image(s)", nullptr, all));
}

QString SheetViewModel::rangeText() const
{
  if (m_query.atLeast && m_query.atMost)
    return tr("%1: %2 to %3")
        .arg(measure().label(), measure().textOfBadness(*m_query.atLeast),
             measure().textOfBadness(*m_query.atMost));
  if (m_query.atLeast)
    return tr("%1: %2 or worse").arg(measure().label(), measure().textOfBadness(*m_query.atLeast));
  return tr("%1: %2 or better").arg(measure().label(), measure().textOfBadness(*m_query.atMost));
}

std::vector<std::pair<SheetFilter, QString>> SheetViewModel::filters() const
{
  std::vector<std::pair<SheetFilter, QString>> filters;
  if (m_query.atLeast || m_query.atMost)
    filters.emplace_back(SheetFilter::Range, rangeText());
  if (!m_query.cause.empty())
    filters.emplace_back(SheetFilter::Cause,
                         tr("Limited by %1").arg(labelOf(content(), m_query.cause).toLower()));
  if (!m_query.series.empty())
    filters.emplace_back(SheetFilter::Series, QString::fromStdString(m_query.series));
  if (!m_query.rater.empty())
    filters.emplace_back(SheetFilter::Rater,
                         tr("Rated by %1").arg(QString::fromStdString(m_query.rater)));
  switch (m_query.state) {
  case SheetState::All:
    break;
  case SheetState::Unrated:
    filters.emplace_back(SheetFilter::State, tr("Unrated"));
    break;
  case SheetState::Rated:
    filters.emplace_back(SheetFilter::State, tr("Rated"));
    break;
  case SheetState::Later:
    filters.emplace_back(SheetFilter::State, tr("Later"));
    break;
  case SheetState::LeftOut:
    filters.emplace_back(SheetFilter::State, tr("Left out"));
    break;
  }
  return filters;
}

void SheetViewModel::takeAway(SheetFilter filter)
{
  SheetQuery query = m_query;
  switch (filter) {
  case SheetFilter::Range:
    query.atLeast.reset();
    query.atMost.reset();
    break;
  case SheetFilter::Cause:
    query.cause.clear();
    break;
  case SheetFilter::Series:
    query.series.clear();
    break;
  case SheetFilter::Rater:
    query.rater.clear();
    break;
  case SheetFilter::State:
    query.state = SheetState::All;
    break;
  }
  setQuery(query);
}

void SheetViewModel::takeAwayAllFilters()
{
  SheetQuery query;
  query.measure = m_query.measure;
  query.grouping = m_query.grouping;
  query.order = m_query.order;
  setQuery(query);
}

} // namespace limpid::viewmodels
