#include "ui/viewmodels/sheet_settings.h"

#include "ui/viewmodels/paths.h"

#include <QScopedValueRollback>

#include <array>
#include <utility>

namespace limpid::viewmodels {

using namespace Qt::StringLiterals;

namespace {

template<typename Enumeration>
using Word = std::pair<Enumeration, const char*>;

constexpr std::array groupingWords = {Word<SheetGrouping>{SheetGrouping::Series, "series"},
                                      Word<SheetGrouping>{SheetGrouping::Patient, "patient"},
                                      Word<SheetGrouping>{SheetGrouping::Study, "study"},
                                      Word<SheetGrouping>{SheetGrouping::Rater, "rater"},
                                      Word<SheetGrouping>{SheetGrouping::State, "state"},
                                      Word<SheetGrouping>{SheetGrouping::None, "none"}};
constexpr std::array orderWords = {Word<SheetOrder>{SheetOrder::AsScanned, "asScanned"},
                                   Word<SheetOrder>{SheetOrder::WorstFirst, "worstFirst"},
                                   Word<SheetOrder>{SheetOrder::BestFirst, "bestFirst"}};
constexpr std::array stateWords = {
    Word<SheetState>{SheetState::All, "all"}, Word<SheetState>{SheetState::Unrated, "unrated"},
    Word<SheetState>{SheetState::Rated, "rated"}, Word<SheetState>{SheetState::Later, "later"},
    Word<SheetState>{SheetState::LeftOut, "leftOut"}};

template<typename Words, typename Enumeration>
QString wordFor(const Words& words, Enumeration value)
{
  for (const auto& [one, word] : words)
    if (one == value)
      return QString::fromLatin1(word);
  return {};
}

/// A word that nobody knows, of another version, leaves what is there.
template<typename Words, typename Enumeration>
void take(Enumeration& value, const Words& words, const QVariant& stored)
{
  for (const auto& [one, word] : words)
    if (stored.toString() == QLatin1String(word))
      value = one;
}

std::optional<double> numberIn(const QVariant& stored)
{
  bool isNumber = false;
  const double number = stored.toDouble(&isNumber);
  return isNumber ? std::optional(number) : std::nullopt;
}

QVariant variantOf(const std::optional<double>& number)
{
  return number ? QVariant(*number) : QVariant();
}

} // namespace

SheetSettings::SheetSettings(QSettings& settings, QualityViewModel& quality, SheetViewModel& sheet,
                             QObject* parent)
    : QObject(parent), m_settings(settings), m_quality(quality), m_sheet(sheet)
{
  connect(&m_sheet, &SheetViewModel::arrangementChanged, this, &SheetSettings::follow);
  follow();
}

void SheetSettings::follow()
{
  if (m_opening)
    return;
  if (m_quality.project() == m_project) {
    store(m_sheet.query());
    return;
  }
  m_project = m_quality.project();
  m_stored = stored();
  const QScopedValueRollback opening(m_opening, true);
  m_sheet.setQuery({}); // nothing of the project before
  m_sheet.setQuery(m_stored);
  Q_EMIT opened();
}

SheetQuery SheetSettings::stored() const
{
  SheetQuery query;
  if (const QString measure = value("measure").toString(); !measure.isEmpty())
    query.measure = measure.toStdString();
  take(query.grouping, groupingWords, value("grouping"));
  take(query.order, orderWords, value("order"));
  take(query.state, stateWords, value("state"));
  query.atLeast = numberIn(value("atLeast"));
  query.atMost = numberIn(value("atMost"));
  query.cause = value("cause").toString().toStdString();
  query.series = value("series").toString().toStdString();
  query.rater = value("rater").toString().toStdString();
  return query;
}

void SheetSettings::store(const SheetQuery& query)
{
  SheetQuery kept = query;
  kept.search.clear();
  if (kept == m_stored || m_project.isEmpty())
    return;
  m_stored = kept;
  setValue("measure", QString::fromStdString(kept.measure));
  setValue("grouping", wordFor(groupingWords, kept.grouping));
  setValue("order", wordFor(orderWords, kept.order));
  setValue("state", wordFor(stateWords, kept.state));
  setValue("atLeast", variantOf(kept.atLeast));
  setValue("atMost", variantOf(kept.atMost));
  setValue("cause", QString::fromStdString(kept.cause));
  setValue("series", QString::fromStdString(kept.series));
  setValue("rater", QString::fromStdString(kept.rater));
}

int SheetSettings::tileEdge() const
{
  const int stored = value("tileEdge").toInt();
  return stored > 0 ? stored : usualTileEdge;
}

void SheetSettings::setTileEdge(int pixels)
{
  if (!m_project.isEmpty() && pixels != tileEdge())
    setValue("tileEdge", pixels);
}

QVariant SheetSettings::value(const char* name) const
{
  if (m_project.isEmpty())
    return {};
  return m_settings.value(projectKey(m_project, u"sheet/"_s + QLatin1String(name)));
}

void SheetSettings::setValue(const char* name, const QVariant& value)
{
  const QString key = projectKey(m_project, u"sheet/"_s + QLatin1String(name));
  if (value.isValid() && !value.toString().isEmpty())
    m_settings.setValue(key, value);
  else
    m_settings.remove(key);
}

} // namespace limpid::viewmodels
