#include "ui/rendering/image_slice.h"

#include <vtkFloatArray.h>
#include <vtkImageData.h>
#include <vtkImageProperty.h>
#include <vtkImageSliceMapper.h>
#include <vtkNew.h>
#include <vtkPointData.h>

#include <algorithm>

namespace limpid::rendering {
namespace {

std::array<double, 2> relativeSpacing(const imaging::Image& image)
{
  if (!image.spacingMm)
    return {1.0, 1.0};
  const auto [row, column] = *image.spacingMm;
  const double least = std::min(row, column);
  if (!(least > 0.0))
    return {1.0, 1.0};
  return {row / least, column / least};
}

vtkSmartPointer<vtkImageData> toImageData(const imaging::Image& image)
{
  auto data = vtkSmartPointer<vtkImageData>::New();
  const auto [rowSpacing, columnSpacing] = relativeSpacing(image);
  data->SetDimensions(image.columns, image.rows, 1);
  data->SetSpacing(columnSpacing, rowSpacing, 1.0);
  data->SetOrigin(columnSpacing / 2.0, rowSpacing / 2.0, 0.0);
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

std::array<double, 2> sceneSize(const imaging::Image& image)
{
  const auto [rowSpacing, columnSpacing] = relativeSpacing(image);
  return {image.columns * columnSpacing, image.rows * rowSpacing};
}

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

void setWindow(vtkImageSlice& slice, const WindowLevel& window)
{
  slice.GetProperty()->SetColorLevel(window.centre);
  slice.GetProperty()->SetColorWindow(window.width);
}

} // namespace limpid::rendering
