#include "core/export/demo_study.h"

#include "core/base/atomic_file.h"
#include "core/base/random.h"
#include "core/base/unique_identifier.h"
#include "core/base/version.h"
#include "core/export/dicom_object.h"
#include "core/export/head_phantom.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace limpid::exporting {
namespace {

constexpr double fieldMm = 208.0;
constexpr double lowestMm = -44.0;
constexpr double highestMm = 62.0;
constexpr double fullDoseShare = 0.06;
constexpr std::array noiseLevels = {200.0, 400.0, 800.0};
constexpr int rescaleIntercept = -1024;
constexpr double fullDoseExposure = 300.0;       // mAs
constexpr double exposureTimesVariance = 2.56e6; // mAs·HU²: 64, 16 and 4 mAs for the noise levels
constexpr double tubeCurrent = 200.0;            // mA
constexpr const char* day = "20260101";          // fixed: the same seed writes the same bytes
constexpr const char* comment =
    "Generated demonstration phantom: shapes computed by Limpid, no patient, no scanner. Research "
    "use only, not for diagnosis.";

enum Purpose : std::uint64_t { FullDosePatients = 0xD0, NoiseOrder = 0xD1, NoiseOfPixels = 0xD2 };

/// One file of the study.
struct DemoSlice
{
  int patient = 0;
  int slice = 0;
  double heightMm = 0.0;
  double noise = 0.0; // HU
  std::string uid;
};

double sliceDistance(const DemoRequest& request)
{
  return (highestMm - lowestMm) / std::max(request.slicesPerPatient - 1, 1);
}

std::string uidIn(const DemoRequest& request, const std::string& what)
{
  return uidOf(fmt::format("limpid-demo 1 seed {} {}x{} size {} {}", request.seed, request.patients,
                           request.slicesPerPatient, request.size, what));
}

Result<void> checkRequest(const DemoRequest& request)
{
  const auto outside = [](int value, int low, int high) { return value < low || value > high; };
  if (outside(request.patients, 1, 999) || outside(request.slicesPerPatient, 1, 999) ||
      outside(request.size, 8, 512))
    return failure(
        ErrorCode::Usage,
        fmt::format("A demo study has 1 to 999 patients, 1 to 999 slices each and 8 to 512 "
                    "pixels, not {}, {} and {}.",
                    request.patients, request.slicesPerPatient, request.size));
  std::error_code status;
  if (std::filesystem::exists(request.folder, status) &&
      !std::filesystem::is_directory(request.folder, status))
    return failure(ErrorCode::AlreadyExists,
                   fmt::format("{} is a file, not a folder.", request.folder.string()));
  if (std::filesystem::is_directory(request.folder, status) &&
      !std::filesystem::is_empty(request.folder, status))
    return failure(
        ErrorCode::AlreadyExists,
        fmt::format("{} isn't empty; the demo study is written to a new or empty folder.",
                    request.folder.string()));
  return {};
}

void putPatientAndStudy(AttributeWriter header, const DemoRequest& request, int patient)
{
  header.text(DCM_PatientName, fmt::format("DEMO^P{:03}", patient + 1));
  header.text(DCM_PatientID, fmt::format("DEMO-{}-P{:03}", request.seed, patient + 1));
  header.text(DCM_PatientBirthDate, "");
  header.text(DCM_PatientSex, "");
  header.text(DCM_StudyInstanceUID, uidIn(request, fmt::format("study {}", patient)));
  header.text(DCM_StudyDate, day);
  header.text(DCM_StudyTime, "120000");
  header.text(DCM_StudyID, fmt::format("{}", patient + 1));
  header.text(DCM_StudyDescription, "Generated demonstration phantom");
  header.text(DCM_AccessionNumber, "");
  header.text(DCM_ReferringPhysicianName, "");
}

void putSeries(AttributeWriter header, const DemoRequest& request, int patient)
{
  header.text(DCM_Modality, "CT");
  header.text(DCM_SeriesInstanceUID, uidIn(request, fmt::format("series {}", patient)));
  header.integer(DCM_SeriesNumber, 1);
  header.text(DCM_SeriesDescription, "Head-like slices at several doses");
  header.text(DCM_BodyPartExamined, "HEAD");
  header.text(DCM_PatientPosition, "HFS");
  header.text(DCM_FrameOfReferenceUID, uidIn(request, fmt::format("frame {}", patient)));
  header.text(DCM_PositionReferenceIndicator, "");
  header.text(DCM_Manufacturer, "Limpid");
  header.text(DCM_ManufacturerModelName, "Demonstration phantom");
  header.text(DCM_SoftwareVersions, programVersion);
}

void putPlane(AttributeWriter header, const DemoRequest& request, const DemoSlice& slice)
{
  const double pixelMm = fieldMm / request.size;
  const double corner = (pixelMm - fieldMm) / 2.0; // centre of the first pixel
  header.text(DCM_PixelSpacing, fmt::format("{0}\\{0}", pixelMm));
  header.text(DCM_ImagePositionPatient, fmt::format("{0}\\{0}\\{1:.3f}", corner, slice.heightMm));
  header.text(DCM_ImageOrientationPatient, "1\\0\\0\\0\\1\\0");
  header.text(DCM_SliceLocation, fmt::format("{:.3f}", slice.heightMm));
  header.decimal(DCM_SliceThickness, std::round(sliceDistance(request) * 1000.0) / 1000.0);
  header.decimal(DCM_ReconstructionDiameter, fieldMm);
}

void putImage(AttributeWriter header, const DemoSlice& slice)
{
  header.text(DCM_ImageType, "ORIGINAL\\PRIMARY\\AXIAL");
  header.integer(DCM_InstanceNumber, slice.slice + 1);
  header.integer(DCM_AcquisitionNumber, 1);
  header.text(DCM_ContentDate, day);
  header.text(DCM_ContentTime, "120000");
  header.text(DCM_ImageComments, comment);
  header.text(DCM_QualityControlImage, "YES"); // a phantom, as the standard means it
  header.text(DCM_BurnedInAnnotation, "NO");
  header.text(DCM_ContrastBolusAgent, "Generated contrast medium");
  header.integer(DCM_RescaleIntercept, rescaleIntercept);
  header.integer(DCM_RescaleSlope, 1);
  header.text(DCM_RescaleType, "HU");
  header.integer(DCM_WindowCenter, 0);
  header.integer(DCM_WindowWidth, 2000);
}

void putDose(AttributeWriter header, const DemoSlice& slice)
{
  const double exposure =
      slice.noise > 0.0 ? exposureTimesVariance / (slice.noise * slice.noise) : fullDoseExposure;
  header.integer(DCM_KVP, 120);
  header.integer(DCM_Exposure, std::lround(exposure));
  header.integer(DCM_ExposureTime, std::lround(1000.0 * exposure / tubeCurrent));
  header.integer(DCM_XRayTubeCurrent, std::lround(tubeCurrent));
  header.text(DCM_ConvolutionKernel, "DEMO");
}

std::vector<std::uint16_t> storedPixels(const DemoRequest& request, const DemoSlice& slice)
{
  const std::vector<float> hounsfield = cleanDemoSlice(request, slice.patient, slice.slice);
  Random random(derivedSeed(request.seed, NoiseOfPixels),
                static_cast<std::uint64_t>(slice.patient) * 1000 +
                    static_cast<std::uint64_t>(slice.slice));
  std::vector<std::uint16_t> stored;
  stored.reserve(hounsfield.size());
  for (const float value : hounsfield) {
    const double noisy = static_cast<double>(value) + slice.noise * random.normal();
    const long whole = std::clamp(std::lround(noisy) - rescaleIntercept, -32768L, 32767L);
    stored.push_back(static_cast<std::uint16_t>(static_cast<std::int16_t>(whole)));
  }
  return stored;
}

Result<void> writeSlice(const DemoRequest& request, const DemoSlice& slice)
{
  DicomObject object(UID_CTImageStorage, slice.uid);
  const AttributeWriter header = object.attributes();
  putPatientAndStudy(header, request, slice.patient);
  putSeries(header, request, slice.patient);
  putPlane(header, request, slice);
  putImage(header, slice);
  putDose(header, slice);
  object.setGrayPixels(request.size, request.size, storedPixels(request, slice), true);
  return object.write(request.folder / fmt::format("P{:03}", slice.patient + 1) /
                      fmt::format("CT{:03}.dcm", slice.slice + 1));
}

std::vector<DemoSlice> planSlices(const DemoRequest& request)
{
  const std::vector<double> noise = demoNoise(request);
  std::vector<DemoSlice> slices;
  for (int patient = 0; patient < request.patients; ++patient)
    for (int slice = 0; slice < request.slicesPerPatient; ++slice)
      slices.push_back({.patient = patient,
                        .slice = slice,
                        .heightMm = lowestMm + slice * sliceDistance(request),
                        .noise = noise[slices.size()],
                        .uid = uidIn(request, fmt::format("image {} {}", patient, slice))});
  return slices;
}

/// How many slices of each patient are at full dose: nearly the same for all, whoever is kept aside
/// for checking.
std::vector<int> fullDoseSlices(const DemoRequest& request)
{
  const int total = request.patients * request.slicesPerPatient;
  const int fullDose = std::max(1, static_cast<int>(std::lround(fullDoseShare * total)));
  std::vector<std::size_t> order(static_cast<std::size_t>(request.patients));
  std::iota(order.begin(), order.end(), std::size_t{0});
  Random random(derivedSeed(request.seed, FullDosePatients), 0);
  random.shuffle(std::span(order));
  std::vector<int> counts(order.size(), 0);
  for (std::size_t number = 0; number < static_cast<std::size_t>(fullDose); ++number)
    ++counts[order[number % order.size()]];
  return counts;
}

} // namespace

std::vector<double> demoNoise(const DemoRequest& request)
{
  const std::vector<int> fullDose = fullDoseSlices(request);
  std::vector<double> noise;
  for (std::size_t patient = 0; patient < fullDose.size(); ++patient) {
    std::vector<double> own;
    for (int slice = 0; slice < request.slicesPerPatient; ++slice)
      own.push_back(
          slice < fullDose[patient]
              ? 0.0
              : noiseLevels[(static_cast<std::size_t>(slice) + patient) % noiseLevels.size()]);
    Random random(derivedSeed(request.seed, NoiseOrder), patient);
    random.shuffle(std::span(own));
    noise.insert(noise.end(), own.begin(), own.end());
  }
  return noise;
}

std::vector<float> cleanDemoSlice(const DemoRequest& request, int patient, int slice)
{
  const HeadPhantom head(drawAnatomy(request.seed, patient));
  return head.slice(lowestMm + slice * sliceDistance(request), request.size, fieldMm);
}

Result<DemoReport> writeDemoStudy(const DemoRequest& request, jobs::JobContext& context)
{
  if (const Result<void> checked = checkRequest(request); !checked)
    return failure(checked.error());
  DemoReport report{.risks = request.folder / "risks.csv"};
  std::string risks = "sop_instance_uid,frame,noise\n";
  const std::vector<DemoSlice> slices = planSlices(request);
  for (const DemoSlice& slice : slices) {
    if (context.stopRequested()) {
      report.outcome = jobs::Outcome::Stopped;
      break;
    }
    if (slice.slice == 0) {
      if (const Result<void> made =
              makeFolder(request.folder / fmt::format("P{:03}", slice.patient + 1));
          !made)
        return failure(made.error());
    }
    if (const Result<void> written = writeSlice(request, slice); !written)
      return failure(written.error());
    risks += fmt::format("{},1,{}\n", slice.uid, slice.noise);
    ++report.files;
    context.report({static_cast<double>(report.files) / static_cast<double>(slices.size()),
                    fmt::format("Writing {} of {} slices", report.files, slices.size())});
  }
  if (report.files == 0)
    return report;
  if (const Result<void> written = writeFileAtomically(report.risks, risks); !written)
    return failure(written.error());
  return report;
}

} // namespace limpid::exporting
