#pragma once

#include "core/metrics/agreement.h"
#include "core/risk/consensus.h"
#include "core/risk/ratings.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace limpid::risk {

// Several raters. Each keeps a value of their own per component and place (a study, a series or an
// image); per rater the narrower place wins. For one image then count, in this order: what was
// adjudicated; the values of raters with a name, by valueThatCounts(); values without a name, as
// imported tables may have them, which a rater's own takes the place of.

/// What all raters said of one component at one place.
struct RatedPlace
{
  Target target;
  std::vector<std::optional<double>> values; ///< by rater, in the order of RaterTable::raters
  std::optional<double> adjudicated;
};

/// Everybody's values side by side, unnamed ones apart.
struct RaterTable
{
  std::string component;
  std::vector<std::string> raters; ///< by name
  std::vector<RatedPlace> places;

  RatingMatrix matrix() const;
};

Result<RaterTable> raterTable(study::Project& project, const std::string& component);

/// Everybody who has rated anything or has been named, by name.
Result<std::vector<std::string>> raterNames(study::Project& project);

struct ComponentAgreement
{
  RaterTable table;
  /// Pairs with kappa (linear weights) and ICC over what all rated; empty for a continuous scale.
  metrics::RaterAgreement figures;
  Consensus consensus = Consensus::Alone;
  double lowest = RatingMatrix::unrated; ///< of the two who agree least; NaN: not known
  /// "Raters agree weakly (κ 0.24). Limits use the more cautious rater." Empty for one rater.
  std::string sentence;
};

Result<ComponentAgreement> agreementOf(study::Project& project, const std::string& component);

/// A place where raters differ.
struct Disagreement
{
  RatedPlace place;
  double size = 0.0; ///< steps of the scale between the outermost values; on a continuous scale
                     ///< their distance
};

/// The largest first, those that are adjudicated already last.
std::vector<Disagreement> disagreements(const RaterTable& table, const Component& component);

/// Stores the decision between raters for that place; nullopt takes it back.
Result<void> adjudicate(study::Project& project, const Target& target, const std::string& component,
                        std::optional<double> value, const std::string& author,
                        std::optional<double> seconds);

} // namespace limpid::risk
