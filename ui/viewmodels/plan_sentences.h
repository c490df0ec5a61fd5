#pragma once

#include "ui/viewmodels/plan_cost.h"
#include "ui/viewmodels/plan_estimate.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace limpid::viewmodels {

/// What the time of a plan is known from.
struct PlanTime
{
  double seconds = 0.0;
  std::optional<PlanCost> cost; ///< measured on this machine
  bool measuring = false;       ///< it may still come
};

/// Few enough that samples may be copies.
bool isSmallSet(const PlanData& data);

/// True when a warning is open: a small set, or fine detail taught by others than the rest.
bool wantsCaution(const PlanData& data);

/// What a plan means, in plain sentences: who teaches what, what noise would do, the floor, whose
/// details, how far wrong noise matters, the smallest finding, time and memory, warnings.
QStringList planSentences(const PlanData& data, const PlanTime& time);

/// "About 5 h 20 min on the graphics card, 11 GB of memory.", or a guess that says so.
QString costSentence(const PlanTime& time);

/// "Women", "40–59 years", "Not known": a group of one of the tables, for people.
QString groupText(const std::string& key, const std::string& value);
/// "Sex", "Age", "Scanner".
QString traitText(const std::string& key);

} // namespace limpid::viewmodels
