#include "core/imaging/denoising_filter.h"

#include <fmt/format.h>
#include <itkBilateralImageFilter.h>
#include <itkCurvatureAnisotropicDiffusionImageFilter.h>
#include <itkDiscreteGaussianImageFilter.h>
#include <itkGaussianRandomSpatialNeighborSubsampler.h>
#include <itkMedianImageFilter.h>
#include <itkPatchBasedDenoisingImageFilter.h>

#include <algorithm>
#include <cmath>

namespace limpid::imaging {
namespace {

using Plane = itk::Image<float, 2>;
using Patches = itk::PatchBasedDenoisingImageFilter<Plane, Plane>;
using Neighbours =
    itk::Statistics::GaussianRandomSpatialNeighborSubsampler<Patches::PatchSampleType,
                                                             Plane::RegionType>;

constexpr double stableTimeStep = 0.125; // of explicit diffusion in two dimensions
constexpr double reachOfPatches = 8.0; // pixels, standard deviation of where others are looked for
constexpr unsigned patchesCompared = 200;

/// Pixels as squares of 1 × 1, so that extents are in pixels.
Plane::Pointer planeOf(const Image& image)
{
  const Plane::Pointer plane = Plane::New();
  plane->SetRegions(Plane::RegionType({0, 0}, {static_cast<itk::SizeValueType>(image.columns),
                                               static_cast<itk::SizeValueType>(image.rows)}));
  plane->Allocate();
  std::copy(image.pixels.begin(), image.pixels.end(), plane->GetBufferPointer());
  return plane;
}

template<typename Filter>
std::vector<float> outputOf(const itk::SmartPointer<Filter>& filter, const Plane::Pointer& plane)
{
  filter->SetInput(plane);
  filter->SetNumberOfWorkUnits(1);
  filter->Update();
  const Plane* const output = filter->GetOutput();
  const float* const first = output->GetBufferPointer();
  return {first, first + output->GetLargestPossibleRegion().GetNumberOfPixels()};
}

std::vector<float> gaussian(const Plane::Pointer& plane, const DenoisingSetting& setting)
{
  using Filter = itk::DiscreteGaussianImageFilter<Plane, Plane>;
  const auto filter = Filter::New();
  filter->SetVariance(setting.extent * setting.extent);
  filter->SetUseImageSpacing(false);
  return outputOf(filter, plane);
}

std::vector<float> median(const Plane::Pointer& plane, const DenoisingSetting& setting)
{
  using Filter = itk::MedianImageFilter<Plane, Plane>;
  const auto filter = Filter::New();
  filter->SetRadius(static_cast<itk::SizeValueType>(std::lround(setting.extent)));
  return outputOf(filter, plane);
}

std::vector<float> bilateral(const Plane::Pointer& plane, const DenoisingSetting& setting,
                             double noise)
{
  using Filter = itk::BilateralImageFilter<Plane, Plane>;
  const auto filter = Filter::New();
  filter->SetDomainSigma(setting.extent);
  filter->SetRangeSigma(setting.strength * noise);
  return outputOf(filter, plane);
}

std::vector<float> patchBased(const Plane::Pointer& plane, const DenoisingSetting& setting)
{
  const auto neighbours = Neighbours::New();
  neighbours->SetVariance(reachOfPatches * reachOfPatches);
  neighbours->SetRadius(static_cast<unsigned>(2.5 * reachOfPatches));
  neighbours->SetNumberOfResultsRequested(patchesCompared);
  neighbours->SetSeed(1);
  const auto filter = Patches::New();
  filter->SetSampler(neighbours);
  filter->SetPatchRadius(static_cast<unsigned>(std::lround(setting.extent)));
  filter->SetKernelBandwidthEstimation(true);
  filter->SetKernelBandwidthMultiplicationFactor(setting.strength);
  filter->SetKernelBandwidthFractionPixelsForEstimation(0.2);
  filter->SetNumberOfIterations(1);
  filter->SetSmoothingWeight(1.0);
  filter->SetNoiseModelFidelityWeight(0.0);
  return outputOf(filter, plane);
}

std::vector<float> curvatureAnisotropic(const Plane::Pointer& plane,
                                        const DenoisingSetting& setting)
{
  using Filter = itk::CurvatureAnisotropicDiffusionImageFilter<Plane, Plane>;
  const auto filter = Filter::New();
  filter->SetTimeStep(stableTimeStep);
  filter->SetNumberOfIterations(static_cast<itk::IdentifierType>(std::lround(setting.extent)));
  filter->SetConductanceParameter(setting.strength);
  return outputOf(filter, plane);
}

std::vector<float> filtered(const Plane::Pointer& plane, const DenoisingSetting& setting,
                            double noise)
{
  switch (setting.filter) {
  case DenoisingFilter::Gaussian:
    return gaussian(plane, setting);
  case DenoisingFilter::Median:
    return median(plane, setting);
  case DenoisingFilter::Bilateral:
    return bilateral(plane, setting, noise);
  case DenoisingFilter::PatchBased:
    return patchBased(plane, setting);
  case DenoisingFilter::CurvatureAnisotropic:
    return curvatureAnisotropic(plane, setting);
  }
  return {};
}

} // namespace

std::string nameOf(DenoisingFilter filter)
{
  switch (filter) {
  case DenoisingFilter::Gaussian:
    return "gaussian";
  case DenoisingFilter::Median:
    return "median";
  case DenoisingFilter::Bilateral:
    return "bilateral";
  case DenoisingFilter::PatchBased:
    return "patch-based";
  case DenoisingFilter::CurvatureAnisotropic:
    return "curvature-anisotropic";
  }
  return {};
}

std::string toString(const DenoisingSetting& setting)
{
  const std::string name = nameOf(setting.filter);
  switch (setting.filter) {
  case DenoisingFilter::Gaussian:
    return fmt::format("{}, σ {:g} px", name, setting.extent);
  case DenoisingFilter::Median:
    return fmt::format("{}, radius {:g} px", name, setting.extent);
  case DenoisingFilter::Bilateral:
    return fmt::format("{}, σ {:g} px and {:g} of the noise", name, setting.extent,
                       setting.strength);
  case DenoisingFilter::PatchBased:
    return fmt::format("{}, radius {:g} px, bandwidth × {:g}", name, setting.extent,
                       setting.strength);
  case DenoisingFilter::CurvatureAnisotropic:
    return fmt::format("{}, {:g} iterations, conductance {:g}", name, setting.extent,
                       setting.strength);
  }
  return name;
}

std::vector<DenoisingSetting> denoisingSettings()
{
  std::vector<DenoisingSetting> settings;
  for (const double extent : {0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.2, 1.4, 1.7, 2.0})
    settings.push_back({DenoisingFilter::Gaussian, extent, 0.0});
  for (const double radius : {1.0, 2.0, 3.0})
    settings.push_back({DenoisingFilter::Median, radius, 0.0});
  for (const double extent : {0.6, 1.0, 1.5, 2.5})
    for (const double range : {1.0, 1.5, 2.0, 3.0, 4.0})
      settings.push_back({DenoisingFilter::Bilateral, extent, range});
  for (const double radius : {1.0, 2.0})
    for (const double factor : {0.25, 0.5, 1.0, 2.0, 4.0})
      settings.push_back({DenoisingFilter::PatchBased, radius, factor});
  for (const double iterations : {1.0, 2.0, 4.0, 8.0, 16.0, 32.0})
    for (const double conductance : {1.0, 2.0, 4.0, 8.0})
      settings.push_back({DenoisingFilter::CurvatureAnisotropic, iterations, conductance});
  return settings;
}

Result<Image> denoised(const Image& image, const DenoisingSetting& setting, double noise)
{
  if (image.channels != 1 || image.pixels.size() != static_cast<std::size_t>(image.rows) *
                                                        static_cast<std::size_t>(image.columns))
    return failure(ErrorCode::BadInput, "Filters take images of one channel.");
  Image result = image;
  try {
    result.pixels = filtered(planeOf(image), setting, noise);
  } catch (const itk::ExceptionObject& error) {
    return failure(ErrorCode::BadInput, fmt::format("The filter {} can't be used: {}",
                                                    toString(setting), error.GetDescription()));
  }
  return result;
}

} // namespace limpid::imaging
