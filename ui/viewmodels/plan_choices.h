#pragma once

#include <QString>

namespace limpid::viewmodels {

/// What the user chooses on the Plan page; the rest Limpid chooses.
struct PlanChoices
{
  QString objective = QStringLiteral("risk-sensitive"); ///< standard | clean-only | risk-sensitive
  QString schedule = QStringLiteral("edm");             ///< edm | vp-linear
  QString weighting = QStringLiteral("equal");
  QString network = QStringLiteral("small");
  QString device = QStringLiteral("auto");
  int size = 0;               ///< pixels; 0: as stored up to 64, else 64
  double budgetSeconds = 0.0; ///< steps are as many as fit in; 0: as they stand
  int steps = 1000;
  int batch = 32;
  double heldOutFraction = 0.1;
  int seed = 1;
  bool meansOfRepeats = false; ///< added to the images, where there are repeats

  friend bool operator==(const PlanChoices&, const PlanChoices&) = default;
};

} // namespace limpid::viewmodels
