#pragma once

#include <QColor>
#include <QFont>
#include <QPainter>
#include <QPixmap>
#include <QRect>
#include <QString>

#include <optional>
#include <vector>

namespace limpid::pages {

/// What one tile of the contact sheet looks like.
struct TileLook
{
  const QPixmap* pixmap = nullptr; ///< none yet: a quiet square
  QString problem;                 ///< why there will be none
  QString title;
  QString value; ///< with its unit or word
  /// One per image in a stack's order; nothing for an image without a value, which is hatched.
  std::vector<std::optional<double>> shades;
  std::optional<int> pips; ///< of five
  int images = 1;
  bool isStack = false;
  bool isOpen = false;
  bool isInOpenStack = false;
  bool isSelected = false;
  bool isPartlySelected = false;
  bool isCurrent = false; ///< and the sheet has the keyboard
  bool isLeftOut = false;
  bool isLater = false;
};

/// Draws tiles and headings in the colours of the theme in use.
class TilePainter final
{
public:
  static constexpr int padding = 4;
  static constexpr int stripHeight = 6;
  static constexpr int lineHeight = 16;

  /// Takes colours and fonts from the application: after a change of the theme.
  void takeTheme(const QFont& font);

  /// Of a tile whose image is that many pixels wide and high.
  static QSize tileSize(int edge);
  /// The square of the image in a tile.
  static QRect imageRect(const QRect& tile);
  /// What opens and closes a stack.
  static QRect handleRect(const QRect& tile);

  void draw(QPainter& painter, const QRect& tile, const TileLook& look) const;
  void drawHeading(QPainter& painter, const QRect& place, const QString& title,
                   const QString& count) const;

private:
  void drawBackground(QPainter& painter, const QRect& tile, const TileLook& look) const;
  void drawImage(QPainter& painter, const QRect& tile, const TileLook& look) const;
  void drawHandle(QPainter& painter, const QRect& tile, const TileLook& look) const;
  void drawStrip(QPainter& painter, const QRect& strip, const TileLook& look) const;
  void drawWords(QPainter& painter, const QRect& tile, const TileLook& look) const;
  int drawPips(QPainter& painter, const QRect& line, const TileLook& look) const;

  std::vector<QColor> m_ramp;
  QFont m_caption;
  QFont m_heading;
  QColor m_text, m_text2, m_muted, m_accent, m_selection, m_surface, m_raised, m_line, m_canvas,
      m_overlay, m_warn;
};

} // namespace limpid::pages
