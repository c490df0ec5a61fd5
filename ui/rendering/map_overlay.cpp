#include "ui/rendering/map_overlay.h"

#include <cmath>

namespace limpid::rendering {
std::vector<QLineF> outlineOf(const imaging::Image& values)
{
  const auto inside = [&](int row, int column) {
    return row >= 0 && column >= 0 && row < values.rows && column < values.columns &&
           !std::isnan(values.at(row, column));
  };
  std::vector<QLineF> lines;
  // Along each edge between two rows, then between two columns: runs of equal sides make one line.
  const auto trace = [&](int edges, int length, bool rows) {
    for (int edge = 0; edge <= edges; ++edge) {
      int start = -1;
      for (int along = 0; along <= length; ++along) {
        const bool ends = along < length && (rows ? inside(edge - 1, along) != inside(edge, along)
                                                  : inside(along, edge - 1) != inside(along, edge));
        if (ends && start < 0)
          start = along;
        if (ends || start < 0)
          continue;
        lines.push_back(rows ? QLineF(start, edge, along, edge) : QLineF(edge, start, edge, along));
        start = -1;
      }
    }
  };
  trace(values.rows, values.columns, true);
  trace(values.columns, values.rows, false);
  return lines;
}

} // namespace limpid::rendering
