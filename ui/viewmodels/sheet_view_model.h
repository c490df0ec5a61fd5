#pragma once

#include "ui/viewmodels/quality_view_model.h"
#include "ui/viewmodels/sheet_arrangement.h"

#include <QObject>
#include <QString>

#include <vector>

namespace limpid::viewmodels {

/// How the measure is spread over the images that are shown.
struct SheetHistogram
{
  std::vector<double>
      edges; ///< badness, one more than counts; steps lie in the middle of their bin
  std::vector<double> counts;
  int unknown = 0; ///< images without a value
  bool operator==(const SheetHistogram&) const = default;
};

enum class SheetFilter { Range, Cause, Series, Rater, State };

/// State of the contact sheet: what is asked for, and the images in that order. An edit recolours
/// images but never moves them under the hand; they are arranged anew when the query changes or the
/// library is read again.
class SheetViewModel final : public QObject
{
  Q_OBJECT

public:
  explicit SheetViewModel(QualityViewModel& quality, QObject* parent = nullptr);

  const SheetQuery& query() const { return m_query; }
  const SheetArrangement& arrangement() const { return m_arrangement; }
  const SheetMeasure& measure() const;
  const KindContent& content() const { return m_quality.images().content(); }
  SheetHistogram histogram() const;
  /// Shown images whose badness lies there: what a brush over the histogram selects.
  std::vector<int> rowsWithin(double low, double high) const;
  /// "120 of 400 images".
  QString countSentence() const;
  /// The filters that are on, in words.
  std::vector<std::pair<SheetFilter, QString>> filters() const;

public Q_SLOTS:
  void setQuery(const limpid::viewmodels::SheetQuery& query);
  void takeAway(limpid::viewmodels::SheetFilter filter);
  void takeAwayAllFilters();

Q_SIGNALS:
  void arrangementChanged();
  void valuesChanged(); ///< colours and words; the order stays

private:
  void arrangeAnew();
  void selectOnlyShown();
  void valuesAreStale();
  QString rangeText() const;

  QualityViewModel& m_quality;
  SheetQuery m_query;
  mutable SheetMeasure m_measure;
  mutable bool m_stale = false; // its range; edits may come by the hundred
  bool m_tellsLater = false;
  SheetArrangement m_arrangement;
};

} // namespace limpid::viewmodels
