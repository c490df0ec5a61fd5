#pragma once

#include "ui/viewmodels/kind_content.h"

#include <QString>

#include <optional>
#include <vector>

namespace limpid::viewmodels {

/// How many images had a value before.
struct ValueBefore
{
  double value = 0.0;
  int images = 0;
};

/// What setting one component would do, before it is done.
struct BatchPreview
{
  std::vector<int> rows;            ///< images that the level reaches from those that are selected
  int unrated = 0;                  ///< get a value for the first time
  std::vector<ValueBefore> changed; ///< had another one, by that; rising
  int same = 0;                     ///< have it already
  int narrower = 0;                 ///< keep a value of their own that is set closer to them
};

/// Rows of the images that belong to the same series or study as the selected ones, or they alone.
std::vector<int> rowsReached(const KindContent& content, const std::vector<int>& selected,
                             risk::Level level);
/// The targets at that level, each once.
std::vector<risk::Target> targetsOf(const KindContent& content, const std::vector<int>& selected,
                                    risk::Level level);

BatchPreview previewEdit(const KindContent& content, const std::vector<int>& selected,
                         const risk::Component& component, std::optional<double> value,
                         risk::Level level);

/// "moderate", "24 HU".
QString wordOf(const risk::Component& component, double value, const QString& unit);

/// "12 images to moderate: 9 unrated, 3 from slight. 2 keep their own."
QString sentenceOf(const BatchPreview& preview, const risk::Component& component,
                   std::optional<double> value, const QString& unit);

} // namespace limpid::viewmodels
