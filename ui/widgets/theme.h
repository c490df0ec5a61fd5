#pragma once

#include "core/base/result.h"

#include <QColor>
#include <QHash>
#include <QPalette>
#include <QString>

class QApplication;

namespace limpid::widgets {

enum class Appearance { Dark, Light };

/// The look of the program: colour tokens of resources/styles/tokens.json for one appearance, and
/// the palette and style sheet made of them. A value; what is in use lives in the application.
class Theme
{
public:
  static Result<Theme> load(Appearance appearance);

  /// Sets the Fusion style, palette, style sheet and the colour tokens that charts read. Widgets
  /// follow by themselves, also when the appearance changes later.
  void applyTo(QApplication& application) const;

  Appearance appearance() const { return m_appearance; }
  QColor colour(const QString& token) const; ///< invalid if there is no such token
  const QHash<QString, QColor>& colours() const { return m_colours; }
  QPalette palette() const;
  QString styleSheet() const;

private:
  Appearance m_appearance = Appearance::Dark;
  QHash<QString, QColor> m_colours;
};

/// WCAG 2 contrast ratio of two opaque colours, 1 … 21.
double contrastRatio(const QColor& first, const QColor& second);

} // namespace limpid::widgets
