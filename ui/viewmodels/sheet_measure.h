#pragma once

#include "ui/viewmodels/kind_content.h"

#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace limpid::viewmodels {

/// What an image's noise and matched ratings allow it to teach: r = max(σ, λ) of M10, in the unit
/// of the content, with the component that sets it. σ is as seen, λ as matched at training size.
struct ImageRisk
{
  double value = 0.0;
  std::string cause; ///< id of a component
};

/// Nothing where neither noise nor a matched rating is known.
std::optional<ImageRisk> riskOf(const std::vector<risk::Component>& schema,
                                const risk::QualityVector& quality);

/// What a contact sheet is coloured and sorted by: the risk, or one component. Shades go from 0
/// (good) to 1 (bad): a step's place on its scale; for numbers their place between the 2nd and the
/// 98th percentile of all images of the kind, so that a colour means the same whatever is filtered.
class SheetMeasure
{
public:
  static constexpr const char* riskId = "risk"; ///< id of the risk itself

  SheetMeasure() = default;
  /// An id that the schema doesn't have means the risk.
  SheetMeasure(const KindContent& content, const std::string& id);

  const std::string& id() const { return m_id; }
  QString label() const;     ///< "Risk", "Motion"
  QString axisTitle() const; ///< with the unit
  /// The words of a scale's steps, from good to bad; empty for numbers.
  const std::vector<QString>& steps() const { return m_steps; }

  /// Numbers of which a large one is good.
  bool highIsGood() const { return m_component && m_steps.empty() && !m_component->goodIsLow; }

  std::optional<double> valueOf(const RatedImage& image) const;
  /// Larger is worse: the value, or the step from the good end.
  std::optional<double> badnessOf(const RatedImage& image) const;
  std::optional<double> shadeOf(const RatedImage& image) const;
  /// One to five, for measures with steps.
  std::optional<int> pipsOf(const RatedImage& image) const;
  /// "24 HU", "moderate", "not rated".
  QString textOf(const RatedImage& image) const;
  /// "12–48 HU", "none to severe"; that of an image where all are alike.
  QString textOf(const KindContent& content, const std::vector<int>& rows) const;
  QString textOfBadness(double badness) const;

private:
  void workOutRange(const KindContent& content);

  std::string m_id = riskId;
  std::vector<risk::Component> m_schema;
  std::optional<risk::Component> m_component; // none: the risk
  std::vector<QString> m_steps;
  QString m_unit;
  double m_low = 0.0;
  double m_high = 1.0;
};

} // namespace limpid::viewmodels
