#include "ui/viewmodels/sheet_arrangement.h"

#include "ui/viewmodels/quality_view_model.h"

#include <QStringList>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

namespace limpid::viewmodels {

namespace {

/// A value that somebody said, not a program.
bool isByPeople(const risk::Component& component, const risk::Rating& rating)
{
  return component.kind == risk::ComponentKind::Rated || rating.source == "person";
}

bool isRated(const KindContent& content, const RatedImage& image)
{
  return std::ranges::any_of(content.schema, [&](const risk::Component& component) {
    return component.kind == risk::ComponentKind::Rated && image.quality.contains(component.id);
  });
}

std::set<std::string> ratersOf(const KindContent& content, const RatedImage& image)
{
  std::set<std::string> raters;
  for (const risk::Component& component : content.schema)
    if (const auto rating = image.quality.find(component.id);
        rating != image.quality.end() && isByPeople(component, rating->second))
      raters.insert(rating->second.author);
  return raters;
}

const study::SeriesRecord* seriesOf(const KindContent& content, const RatedImage& image)
{
  const auto found = content.series.find(image.record.seriesUid);
  return found == content.series.end() ? nullptr : &found->second;
}

QString searchTextOf(const KindContent& content, const RatedImage& image)
{
  QStringList text{QString::fromStdString(image.patient), QString::fromStdString(image.series)};
  if (const study::SeriesRecord* series = seriesOf(content, image))
    for (const std::string& part : {series->studyDescription, series->studyDate, series->modality,
                                    series->bodyPart, series->kernelOrSequence, series->scanner})
      text.append(QString::fromStdString(part));
  return text.join(u' ');
}

/// Lets images through; what is costly and the same for all images is worked out once.
class Filter
{
public:
  Filter(const KindContent& content, const SheetQuery& query)
      : m_content(content),
        m_query(query),
        m_measure(content, query.measure),
        m_words(query.search.split(u' ', Qt::SkipEmptyParts))
  {
  }

  bool lets(const RatedImage& image)
  {
    return isOfState(image) && (m_query.series.empty() || image.series == m_query.series) &&
           isWithin(image) && isLimitedByCause(image) && isByRater(image) && isFound(image);
  }

private:
  bool isOfState(const RatedImage& image) const
  {
    if (m_query.state == SheetState::LeftOut)
      return image.leftOut;
    if (image.leftOut)
      return false;
    switch (m_query.state) {
    case SheetState::Unrated:
      return !isRated(m_content, image);
    case SheetState::Rated:
      return isRated(m_content, image);
    case SheetState::Later:
      return image.later;
    default:
      return true;
    }
  }

  bool isWithin(const RatedImage& image) const
  {
    if (!m_query.atLeast && !m_query.atMost)
      return true;
    const std::optional<double> badness = m_measure.badnessOf(image);
    return badness && (!m_query.atLeast || *badness >= *m_query.atLeast) &&
           (!m_query.atMost || *badness <= *m_query.atMost);
  }

  bool isLimitedByCause(const RatedImage& image) const
  {
    if (m_query.cause.empty())
      return true;
    const std::optional<ImageRisk> risk = riskOf(m_content.schema, image.quality);
    return risk && risk->cause == m_query.cause;
  }

  bool isByRater(const RatedImage& image) const
  {
    return m_query.rater.empty() || ratersOf(m_content, image).contains(m_query.rater);
  }

  bool isFound(const RatedImage& image)
  {
    if (m_words.isEmpty())
      return true;
    const auto [known, isNew] = m_found.try_emplace(image.record.seriesUid, false);
    if (isNew) {
      const QString text = searchTextOf(m_content, image);
      known->second = std::ranges::all_of(m_words, [&text](const QString& word) {
        return text.contains(word, Qt::CaseInsensitive);
      });
    }
    return known->second;
  }

  const KindContent& m_content;
  const SheetQuery& m_query;
  SheetMeasure m_measure;
  QStringList m_words;
  std::map<std::string, bool> m_found; // by series: what is searched is the same in all its images
};

QString stateTitle(const KindContent& content, const RatedImage& image)
{
  if (image.leftOut)
    return QualityViewModel::tr("Left out");
  if (image.later)
    return QualityViewModel::tr("Later");
  return isRated(content, image) ? QualityViewModel::tr("Rated") : QualityViewModel::tr("Unrated");
}

QString raterTitle(const KindContent& content, const RatedImage& image)
{
  QStringList names;
  for (const std::string& rater : ratersOf(content, image))
    names.append(rater.empty() ? QualityViewModel::tr("Rater without a name")
                               : QString::fromStdString(rater));
  return names.isEmpty() ? QualityViewModel::tr("Rated by nobody") : names.join(u", ");
}

QString studyTitle(const KindContent& content, const RatedImage& image)
{
  QStringList parts{QString::fromStdString(image.patient)};
  if (const study::SeriesRecord* series = seriesOf(content, image))
    for (const std::string& part : {series->studyDate, series->studyDescription})
      if (!part.empty())
        parts.append(QString::fromStdString(part));
  return parts.join(u" · ");
}

/// What divides images into groups: the key keeps equal titles apart.
std::pair<std::string, QString> groupOf(const KindContent& content, const RatedImage& image,
                                        SheetGrouping grouping)
{
  switch (grouping) {
  case SheetGrouping::Patient:
    return {image.patient, QString::fromStdString(image.patient)};
  case SheetGrouping::Study: {
    const study::SeriesRecord* series = seriesOf(content, image);
    return {series == nullptr ? std::string() : series->studyUid, studyTitle(content, image)};
  }
  case SheetGrouping::Rater: {
    const QString title = raterTitle(content, image);
    return {title.toStdString(), title};
  }
  case SheetGrouping::State: {
    const QString title = stateTitle(content, image);
    return {title.toStdString(), title};
  }
  default:
    return {};
  }
}

bool stacks(SheetGrouping grouping)
{
  return grouping == SheetGrouping::Series || grouping == SheetGrouping::Patient ||
         grouping == SheetGrouping::Study;
}

/// Sorts by badness, what has none last; what is alike stays as scanned.
class ByBadness
{
public:
  ByBadness(const KindContent& content, const SheetQuery& query)
      : m_worstFirst(query.order == SheetOrder::WorstFirst)
  {
    const SheetMeasure measure(content, query.measure);
    m_badness.reserve(content.images.size());
    for (const RatedImage& image : content.images)
      m_badness.push_back(measure.badnessOf(image));
  }

  void sort(std::vector<int>& rows) const
  {
    std::ranges::stable_sort(rows,
                             [this](int left, int right) { return isBefore(of(left), of(right)); });
  }

  /// Stacks by their worst image.
  void sort(std::vector<SheetStack>& stacks) const
  {
    std::ranges::stable_sort(stacks, [this](const SheetStack& left, const SheetStack& right) {
      return isBefore(worstOf(left), worstOf(right));
    });
  }

private:
  std::optional<double> of(int row) const { return m_badness[static_cast<std::size_t>(row)]; }

  std::optional<double> worstOf(const SheetStack& stack) const
  {
    std::optional<double> worst;
    for (const int row : stack.rows)
      if (of(row) && (!worst || *of(row) > *worst))
        worst = of(row);
    return worst;
  }

  bool isBefore(std::optional<double> left, std::optional<double> right) const
  {
    if (!left || !right)
      return left.has_value() && !right.has_value();
    return m_worstFirst ? *left > *right : *left < *right;
  }

  std::vector<std::optional<double>> m_badness;
  bool m_worstFirst;
};

std::vector<SheetGroup> divide(const KindContent& content, const SheetQuery& query,
                               const std::vector<int>& rows)
{
  std::vector<SheetGroup> groups;
  std::map<std::string, std::size_t> groupOfKey;
  std::map<std::pair<std::size_t, std::string>, std::size_t> stackOfSeries;
  for (const int row : rows) {
    const RatedImage& image = content.images[static_cast<std::size_t>(row)];
    const auto [key, title] = groupOf(content, image, query.grouping);
    const auto [place, isNewGroup] = groupOfKey.try_emplace(key, groups.size());
    if (isNewGroup)
      groups.push_back({title, {}, 0});
    SheetGroup& group = groups[place->second];
    ++group.images;
    const std::string& series = image.record.seriesUid;
    const auto [at, isNewStack] =
        stackOfSeries.try_emplace({place->second, series}, group.stacks.size());
    if (!stacks(query.grouping) || isNewStack)
      group.stacks.push_back({series, {row}, 0});
    else
      group.stacks[at->second].rows.push_back(row);
  }
  return groups;
}

std::map<std::string, int> countBySeries(const KindContent& content)
{
  std::map<std::string, int> counts;
  for (const RatedImage& image : content.images)
    ++counts[image.record.seriesUid];
  return counts;
}

} // namespace

bool SheetQuery::isFiltered() const
{
  return atLeast || atMost || !cause.empty() || !series.empty() || !rater.empty() ||
         state != SheetState::All || !search.trimmed().isEmpty();
}

SheetArrangement arrange(const KindContent& content, const SheetQuery& query)
{
  std::vector<int> rows;
  Filter filter(content, query);
  for (std::size_t row = 0; row < content.images.size(); ++row)
    if (filter.lets(content.images[row]))
      rows.push_back(static_cast<int>(row));
  SheetArrangement arrangement;
  arrangement.stacked = stacks(query.grouping);
  arrangement.groups = divide(content, query, rows);
  const std::map<std::string, int> inSeries = countBySeries(content);
  const bool sorted = query.order != SheetOrder::AsScanned;
  std::optional<ByBadness> byBadness;
  if (sorted)
    byBadness.emplace(content, query);
  for (SheetGroup& group : arrangement.groups) {
    for (SheetStack& stack : group.stacks) {
      stack.imagesInSeries = inSeries.at(stack.seriesUid);
      if (sorted)
        byBadness->sort(stack.rows);
    }
    if (sorted)
      byBadness->sort(group.stacks);
    for (const SheetStack& stack : group.stacks)
      arrangement.rows.insert(arrangement.rows.end(), stack.rows.begin(), stack.rows.end());
  }
  return arrangement;
}

std::vector<std::string> ratersOf(const KindContent& content)
{
  std::set<std::string> raters;
  for (const RatedImage& image : content.images)
    raters.merge(ratersOf(content, image));
  return {raters.begin(), raters.end()};
}

std::vector<std::string> seriesNamesOf(const KindContent& content)
{
  std::set<std::string> names;
  for (const RatedImage& image : content.images)
    names.insert(image.series);
  return {names.begin(), names.end()};
}

} // namespace limpid::viewmodels
