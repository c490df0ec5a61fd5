#include "ui/pages/sheet_layout.h"

#include <algorithm>
#include <cstdlib>

namespace limpid::pages {

using viewmodels::SheetArrangement;
using viewmodels::SheetGroup;
using viewmodels::SheetStack;

void SheetLayout::build(const SheetArrangement& arrangement, const std::set<std::string>& open,
                        const Measures& measures)
{
  m_measures = measures;
  m_tiles.clear();
  m_column = 0;
  m_top = measures.gap;
  const int pitch = measures.tile.width() + measures.gap;
  m_columns = std::max(1, (measures.width - measures.gap) / std::max(1, pitch));
  const auto largest = std::ranges::max_element(arrangement.rows);
  m_tileOfRow.assign(largest == arrangement.rows.end() ? 0 : static_cast<std::size_t>(*largest) + 1,
                     -1);
  for (std::size_t group = 0; group < arrangement.groups.size(); ++group) {
    const SheetGroup& shown = arrangement.groups[group];
    const int groupIndex = static_cast<int>(group);
    if (!shown.title.isEmpty())
      addHeading(groupIndex);
    for (std::size_t at = 0; at < shown.stacks.size(); ++at) {
      const SheetStack& stack = shown.stacks[at];
      const int stackIndex = static_cast<int>(at);
      using Kind = SheetTile::Kind;
      const bool single = stack.rows.size() == 1;
      addTile(
          {single ? Kind::Image : Kind::Stack, groupIndex, stackIndex, stack.cover(), false, {}});
      for (const int row : stack.rows)
        m_tileOfRow[static_cast<std::size_t>(row)] = count() - 1;
      if (!single && open.contains(stack.seriesUid))
        for (const int row : stack.rows) {
          addTile({Kind::Image, groupIndex, stackIndex, row, true, {}});
          m_tileOfRow[static_cast<std::size_t>(row)] = count() - 1;
        }
    }
    endLine();
  }
  m_height = m_top;
}

void SheetLayout::addHeading(int group)
{
  endLine();
  m_tiles.push_back(
      {SheetTile::Kind::Heading, group, 0, -1, false,
       QRect(m_measures.gap, m_top, std::max(0, m_measures.width - 2 * m_measures.gap),
             m_measures.heading)});
  m_top += m_measures.heading;
}

void SheetLayout::addTile(SheetTile tile)
{
  if (m_column == m_columns)
    endLine();
  const int left = m_measures.gap + m_column * (m_measures.tile.width() + m_measures.gap);
  tile.place = QRect(QPoint(left, m_top), m_measures.tile);
  m_tiles.push_back(tile);
  ++m_column;
}

void SheetLayout::endLine()
{
  if (m_column == 0)
    return;
  m_column = 0;
  m_top += m_measures.tile.height() + m_measures.gap;
}

std::pair<int, int> SheetLayout::between(int top, int bottom) const
{
  const auto first = std::ranges::partition_point(
      m_tiles, [top](const SheetTile& tile) { return tile.place.bottom() < top; });
  const auto end = std::partition_point(
      first, m_tiles.end(), [bottom](const SheetTile& tile) { return tile.place.top() <= bottom; });
  return {static_cast<int>(first - m_tiles.begin()), static_cast<int>(end - m_tiles.begin())};
}

int SheetLayout::tileAt(QPoint place) const
{
  const auto [first, end] = between(place.y(), place.y());
  for (int index = first; index < end; ++index)
    if (tile(index).place.contains(place))
      return index;
  return -1;
}

std::vector<int> SheetLayout::tilesWithin(const QRect& area) const
{
  std::vector<int> within;
  const auto [first, end] = between(area.top(), area.bottom());
  for (int index = first; index < end; ++index)
    if (tile(index).kind != SheetTile::Kind::Heading && tile(index).place.intersects(area))
      within.push_back(index);
  return within;
}

int SheetLayout::along(int from, int steps) const
{
  const int direction = steps < 0 ? -1 : 1;
  int at = from;
  for (int left = std::abs(steps); left > 0; --left) {
    int next = at + direction;
    while (next >= 0 && next < count() && tile(next).kind == SheetTile::Kind::Heading)
      next += direction;
    if (next < 0 || next >= count())
      break;
    at = next;
  }
  return at;
}

int SheetLayout::acrossLines(int from, int lines) const
{
  const int direction = lines < 0 ? -1 : 1;
  int at = from;
  for (int left = std::abs(lines); left > 0; --left) {
    const int line = tile(at).place.top();
    int next = along(at, direction);
    while (next != at && tile(next).place.top() == line) {
      const int further = along(next, direction);
      if (further == next)
        return at;
      next = further;
    }
    if (next == at)
      return at;
    // The nearest column of that line.
    const int wanted = tile(from).place.left();
    const int nextLine = tile(next).place.top();
    int best = next;
    for (int index = next; index >= 0 && index < count() && tile(index).place.top() == nextLine;
         index += direction)
      if (std::abs(tile(index).place.left() - wanted) < std::abs(tile(best).place.left() - wanted))
        best = index;
    at = best;
  }
  return at;
}

int SheetLayout::first() const
{
  const auto found = std::ranges::find_if(
      m_tiles, [](const SheetTile& tile) { return tile.kind != SheetTile::Kind::Heading; });
  return found == m_tiles.end() ? -1 : static_cast<int>(found - m_tiles.begin());
}

int SheetLayout::last() const
{
  return m_tiles.empty() ? -1 : count() - 1; // a group is never empty
}

int SheetLayout::tileOf(int row) const
{
  return row >= 0 && static_cast<std::size_t>(row) < m_tileOfRow.size()
             ? m_tileOfRow[static_cast<std::size_t>(row)]
             : -1;
}

} // namespace limpid::pages
