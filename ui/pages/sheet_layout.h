#pragma once

#include "ui/viewmodels/sheet_arrangement.h"

#include <QRect>
#include <QSize>

#include <set>
#include <string>
#include <vector>

namespace limpid::pages {

/// One thing on the contact sheet.
struct SheetTile
{
  enum class Kind { Heading, Stack, Image };

  Kind kind = Kind::Image;
  int group = 0;
  int stack = 0; ///< of the group; 0 for headings
  int row = -1;  ///< the image, or the one on top
  bool inOpenStack = false;
  QRect place; ///< on the sheet, whose top is 0
};

/// Where everything on the sheet lies: tiles in lines under headings, the images of an open stack
/// behind it.
class SheetLayout
{
public:
  struct Measures
  {
    int width = 0;
    QSize tile;
    int gap = 8;
    int heading = 28; ///< height
  };

  /// `open` holds the series UIDs of the stacks that are open.
  void build(const viewmodels::SheetArrangement& arrangement, const std::set<std::string>& open,
             const Measures& measures);

  const std::vector<SheetTile>& tiles() const { return m_tiles; }
  const SheetTile& tile(int index) const { return m_tiles[static_cast<std::size_t>(index)]; }
  int count() const { return static_cast<int>(m_tiles.size()); }
  int height() const { return m_height; }
  int columns() const { return m_columns; }

  /// The tiles that touch these heights are [first, second).
  std::pair<int, int> between(int top, int bottom) const;
  int tileAt(QPoint place) const; ///< −1 between tiles
  std::vector<int> tilesWithin(const QRect& area) const;

  /// Tiles that can be current, so many steps on; headings are stepped over.
  int along(int from, int steps) const;
  /// The nearest tile that many lines down, negative: up; `from` itself where there is none.
  int acrossLines(int from, int lines) const;
  int first() const; ///< −1 when the sheet is empty
  int last() const;
  /// The tile that shows a row: its own, or the stack that holds it. −1 when it isn't shown.
  int tileOf(int row) const;

private:
  void addHeading(int group);
  void addTile(SheetTile tile);
  void endLine();

  Measures m_measures;
  std::vector<SheetTile> m_tiles;
  std::vector<int> m_tileOfRow;
  int m_columns = 1;
  int m_column = 0;
  int m_top = 0;
  int m_height = 0;
};

} // namespace limpid::pages
