#pragma once

#include "ui/viewmodels/kind_content.h"
#include "ui/viewmodels/sheet_measure.h"

#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace limpid::viewmodels {

enum class SheetGrouping { Series, Patient, Study, Rater, State, None };
/// Worst and best first go by the measure; what has no value comes last in both.
enum class SheetOrder { AsScanned, WorstFirst, BestFirst };
/// Rated: somebody gave at least one of the components that people rate a value. All: those that
/// are left out of data sets aren't among them, they are a state of their own.
enum class SheetState { All, Unrated, Rated, Later, LeftOut };

/// What a contact sheet shows, and in which order.
struct SheetQuery
{
  std::string measure = SheetMeasure::riskId;
  SheetGrouping grouping = SheetGrouping::Series;
  SheetOrder order = SheetOrder::AsScanned;
  /// Badness of the measure, see SheetMeasure::badnessOf; images without a value aren't within.
  std::optional<double> atLeast;
  std::optional<double> atMost;
  std::string cause;  ///< component that limits the image; empty: any
  std::string series; ///< description; empty: any
  std::string rater;  ///< empty: any
  SheetState state = SheetState::All;
  QString search; ///< words that patient, series, study, scanner or date contain

  bool isFiltered() const;
  bool operator==(const SheetQuery&) const = default;
};

/// Images that lie on each other: those of one series that the query lets through, or one image.
struct SheetStack
{
  std::string seriesUid;
  std::vector<int> rows; ///< of KindContent::images, never empty
  int imagesInSeries = 0;

  /// The image on top: the middle one of a stack.
  int cover() const { return rows[rows.size() / 2]; }
};

struct SheetGroup
{
  QString title; ///< empty where nothing is divided
  std::vector<SheetStack> stacks;
  int images = 0;
};

struct SheetArrangement
{
  std::vector<SheetGroup> groups;
  std::vector<int> rows; ///< all images that are shown, in the sheet's order
  bool stacked = false;  ///< stacks can be opened
};

SheetArrangement arrange(const KindContent& content, const SheetQuery& query);

/// Who rated anything by hand or by table, by name; people without a name are "".
std::vector<std::string> ratersOf(const KindContent& content);
/// Distinct descriptions of the series.
std::vector<std::string> seriesNamesOf(const KindContent& content);

} // namespace limpid::viewmodels
