#include "ui/rendering/image_slice.h"

#include "ui/rendering/risk_ramp.h"

#include <vtkFloatArray.h>
#include <vtkImageData.h>
#include <vtkImageProperty.h>
#include <vtkImageSliceMapper.h>
#include <vtkLookupTable.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkUnsignedCharArray.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace limpid::rendering {
namespace {

constexpr double mapHeight = 0.1; ///< over the image, towards the camera

/// An empty grid on which the image lies: its lower left corner at the origin.
vtkSmartPointer<vtkImageData> gridOf(const imaging::Image& image)
{
  auto data = vtkSmartPointer<vtkImageData>::New();
  const auto [width, height] = sceneSize(image);
  const double columnSpacing = width / std::max(1, image.columns);
  const double rowSpacing = height / std::max(1, image.rows);
  data->SetDimensions(image.columns, image.rows, 1);
  data->SetSpacing(columnSpacing, rowSpacing, 1.0);
  data->SetOrigin(columnSpacing / 2.0, rowSpacing / 2.0, 0.0);
  return data;
}

vtkSmartPointer<vtkImageData> toImageData(const imaging::Image& image)
{
  vtkSmartPointer<vtkImageData> data = gridOf(image);
  vtkNew<vtkFloatArray> values;
  values->SetNumberOfComponents(image.channels);
  values->SetNumberOfTuples(static_cast<vtkIdType>(image.rows) * image.columns);
  const std::ptrdiff_t rowLength = static_cast<std::ptrdiff_t>(image.columns) * image.channels;
  for (std::ptrdiff_t row = 0; row < image.rows; ++row)
    std::copy_n(image.pixels.begin() + row * rowLength, rowLength,
                values->GetPointer((image.rows - 1 - row) * rowLength));
  data->GetPointData()->SetScalars(values);
  return data;
}

} // namespace

vtkSmartPointer<vtkImageSlice> makeSlice(const imaging::Image& image)
{
  auto slice = vtkSmartPointer<vtkImageSlice>::New();
  vtkNew<vtkImageSliceMapper> mapper;
  mapper->BorderOn();
  mapper->SetInputData(toImageData(image));
  slice->SetMapper(mapper);
  slice->GetProperty()->SetInterpolationTypeToLinear();
  return slice;
}

void setPixels(vtkImageSlice& slice, const imaging::Image& image)
{
  vtkImageSliceMapper::SafeDownCast(slice.GetMapper())->SetInputData(toImageData(image));
}

void setWindow(vtkImageSlice& slice, const WindowLevel& window, bool inverted)
{
  vtkImageProperty& property = *slice.GetProperty();
  property.SetColorLevel(window.centre);
  property.SetColorWindow(window.width);
  if (!inverted) {
    property.SetLookupTable(nullptr);
  } else if (property.GetLookupTable() == nullptr) {
    vtkNew<vtkLookupTable> whiteToBlack;
    whiteToBlack->SetNumberOfTableValues(256);
    whiteToBlack->SetHueRange(0.0, 0.0);
    whiteToBlack->SetSaturationRange(0.0, 0.0);
    whiteToBlack->SetValueRange(1.0, 0.0);
    whiteToBlack->SetRampToLinear();
    whiteToBlack->Build();
    property.SetLookupTable(whiteToBlack);
  }
}

vtkSmartPointer<vtkImageSlice> makeMapSlice()
{
  auto slice = vtkSmartPointer<vtkImageSlice>::New();
  vtkNew<vtkImageSliceMapper> mapper;
  mapper->BorderOn();
  slice->SetMapper(mapper);
  slice->SetPosition(0.0, 0.0, mapHeight);
  slice->ForceTranslucentOn(); // its pixels have their own alpha
  slice->GetProperty()->SetInterpolationTypeToNearest();
  slice->GetProperty()->SetColorLevel(127.5); // colours as they are
  slice->GetProperty()->SetColorWindow(255.0);
  return slice;
}

void setMap(vtkImageSlice& slice, const MapOverlay& map, const imaging::Image& image)
{
  constexpr std::size_t shades = 256;
  std::array<std::array<unsigned char, 4>, shades> palette{};
  const std::vector<QColor> ramp = overlayRamp(shades);
  for (std::size_t shade = 0; shade < shades; ++shade) {
    const QColor& colour = ramp[shade];
    palette[shade] = {static_cast<unsigned char>(colour.red()),
                      static_cast<unsigned char>(colour.green()),
                      static_cast<unsigned char>(colour.blue()),
                      static_cast<unsigned char>(std::lround(255.0 * map.opacity))};
  }
  vtkSmartPointer<vtkImageData> data = gridOf(image);
  vtkNew<vtkUnsignedCharArray> colours;
  colours->SetNumberOfComponents(4);
  colours->SetNumberOfTuples(static_cast<vtkIdType>(image.rows) * image.columns);
  const double range =
      map.high != map.low ? map.high - map.low : 1.0; // high may be the lower number
  for (int row = 0; row < image.rows; ++row) {
    unsigned char* pixel =
        colours->GetPointer(vtkIdType{4} * (image.rows - 1 - row) * image.columns);
    for (int column = 0; column < image.columns; ++column, pixel += 4) {
      const float value = map.values.at(row, column);
      const double share = std::clamp((double{value} - map.low) / range, 0.0, 1.0);
      const auto& colour = std::isnan(value)
                               ? std::array<unsigned char, 4>{}
                               : palette[static_cast<std::size_t>(share * (shades - 1))];
      std::copy_n(colour.begin(), 4, pixel);
    }
  }
  data->GetPointData()->SetScalars(colours);
  vtkImageSliceMapper::SafeDownCast(slice.GetMapper())->SetInputData(data);
}

} // namespace limpid::rendering
