#include "core/export/source_plane.h"

#include "core/preparation/training_array.h"

namespace limpid::exporting {
namespace {

template<std::size_t N>
std::optional<std::array<double, N>> numbers(DcmDataset& dataset, const DcmTagKey& tag)
{
  std::array<double, N> values{};
  for (std::size_t at = 0; at < N; ++at)
    if (dataset.findAndGetFloat64(tag, values[at], static_cast<unsigned long>(at)).bad())
      return std::nullopt;
  return values;
}

} // namespace

ContentRectangle contentOf(const std::optional<std::array<int, 4>>& crop, int sourceRows,
                           int sourceColumns, int size)
{
  const std::array<int, 4> shown = crop.value_or(std::array{0, 0, sourceColumns, sourceRows});
  const auto [rows, columns] = preparation::contentSize(shown[3], shown[2], size);
  ContentRectangle content{.top = (size - rows) / 2,
                           .left = (size - columns) / 2,
                           .rows = rows,
                           .columns = columns,
                           .rowScale = static_cast<double>(shown[3]) / rows,
                           .columnScale = static_cast<double>(shown[2]) / columns};
  content.firstRow = shown[1] + (content.rowScale - 1.0) / 2.0;
  content.firstColumn = shown[0] + (content.columnScale - 1.0) / 2.0;
  return content;
}

std::optional<SourcePlane> planeOf(DcmDataset& source, const ContentRectangle& content)
{
  const auto spacing = numbers<2>(source, DCM_PixelSpacing);
  const auto position = numbers<3>(source, DCM_ImagePositionPatient);
  const auto orientation = numbers<6>(source, DCM_ImageOrientationPatient);
  if (!spacing || !position || !orientation)
    return std::nullopt;
  SourcePlane plane{{(*spacing)[0] * content.rowScale, (*spacing)[1] * content.columnScale},
                    *position};
  for (std::size_t axis = 0; axis < 3; ++axis)
    plane.positionMm[axis] += (*orientation)[axis] * content.firstColumn * (*spacing)[1] +
                              (*orientation)[3 + axis] * content.firstRow * (*spacing)[0];
  return plane;
}

} // namespace limpid::exporting
