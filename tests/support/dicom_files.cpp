#include "tests/support/dicom_files.h"

#include "core/base/random.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>
#include <fmt/format.h>

#include <cmath>
#include <numbers>
#include <stdexcept>

namespace limpid::support {
namespace {

void put(DcmDataset& data, const DcmTag& tag, const std::string& value)
{
  if (data.putAndInsertString(tag, value.c_str()).bad())
    throw std::runtime_error("a DICOM attribute can't be written");
}

void putIdentity(DcmDataset& data, const DicomSlice& slice)
{
  const bool tomography = slice.modality == "CT";
  put(data, DCM_SOPClassUID, tomography ? UID_CTImageStorage : UID_MRImageStorage);
  put(data, DCM_SOPInstanceUID, slice.sopUid);
  put(data, DCM_StudyInstanceUID, slice.studyUid);
  put(data, DCM_SeriesInstanceUID, slice.seriesUid);
  put(data, DCM_FrameOfReferenceUID, slice.seriesUid + ".9");
  put(data, DCM_Modality, slice.modality);
  put(data, DCM_PatientID, slice.patientId);
  put(data, DCM_PatientName, slice.patientName);
  put(data, DCM_PatientBirthDate, slice.birthDate);
  put(data, DCM_InstitutionName, slice.institution);
  put(data, DCM_StudyDate, slice.studyDate);
  put(data, DCM_SeriesDescription, slice.seriesDescription);
  put(data, DCM_BodyPartExamined, "HEAD");
  put(data, DCM_ImageType, "ORIGINAL\\PRIMARY\\AXIAL");
  put(data, DCM_SeriesNumber, "1");
  put(data, DCM_InstanceNumber, std::to_string(slice.instance));
  if (slice.synthetic)
    put(data, DcmTag(0x0008, 0x001C, DcmVR(EVR_CS)), "YES");
}

void putGeometry(DcmDataset& data, const DicomSlice& slice)
{
  put(data, DCM_ImagePositionPatient, fmt::format("0\\0\\{:.3f}", slice.positionMm));
  put(data, DCM_ImageOrientationPatient, "1\\0\\0\\0\\1\\0");
  put(data, DCM_PixelSpacing, fmt::format("{0:.4f}\\{0:.4f}", slice.spacingMm));
  put(data, DCM_SliceThickness, "1");
  if (!slice.exposureMas.empty())
    put(data, DCM_Exposure, slice.exposureMas);
}

void putPixels(DcmDataset& data, const DicomSlice& slice)
{
  const double intercept = slice.modality == "CT" ? -1024.0 : 0.0;
  std::vector<Uint16> stored;
  stored.reserve(slice.values.size());
  for (const float value : slice.values)
    stored.push_back(static_cast<Uint16>(
        static_cast<Sint16>(std::lround(static_cast<double>(value) - intercept))));
  if (slice.modality == "CT") {
    put(data, DCM_RescaleIntercept, "-1024");
    put(data, DCM_RescaleSlope, "1");
    put(data, DCM_RescaleType, "HU");
  }
  data.putAndInsertUint16(DCM_SamplesPerPixel, 1);
  put(data, DCM_PhotometricInterpretation, "MONOCHROME2");
  data.putAndInsertUint16(DCM_Rows, static_cast<Uint16>(slice.rows));
  data.putAndInsertUint16(DCM_Columns, static_cast<Uint16>(slice.columns));
  data.putAndInsertUint16(DCM_BitsAllocated, 16);
  data.putAndInsertUint16(DCM_BitsStored, 16);
  data.putAndInsertUint16(DCM_HighBit, 15);
  data.putAndInsertUint16(DCM_PixelRepresentation, 1);
  data.putAndInsertUint16Array(DCM_PixelData, stored.data(), stored.size());
}

} // namespace

void writeDicom(const std::filesystem::path& file, const DicomSlice& slice)
{
  std::filesystem::create_directories(file.parent_path());
  DcmFileFormat format;
  putIdentity(*format.getDataset(), slice);
  putGeometry(*format.getDataset(), slice);
  putPixels(*format.getDataset(), slice);
  if (format.saveFile(file.c_str(), EXS_LittleEndianExplicit).bad())
    throw std::runtime_error(file.string() + " can't be written");
}

DicomSlice plantedSlice(int patient, int slice, int side, double noise)
{
  DicomSlice planted;
  planted.patientId = fmt::format("PLANTED-ID-{}", patient);
  planted.patientName = fmt::format("PLANTED^PERSON{}", patient);
  planted.studyUid = fmt::format("1.2.826.4711.{}", patient);
  planted.seriesUid = planted.studyUid + ".1";
  planted.sopUid = fmt::format("{}.{}", planted.seriesUid, slice);
  planted.instance = slice;
  planted.positionMm = slice;
  planted.rows = planted.columns = side;
  planted.values = smoothSlice(side, side, noise, static_cast<unsigned>(10 * patient + slice));
  return planted;
}

std::vector<float> smoothSlice(int rows, int columns, double noise, unsigned seed)
{
  Random random(seed, 0);
  std::vector<float> values;
  values.reserve(static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns));
  for (int row = 0; row < rows; ++row)
    for (int column = 0; column < columns; ++column) {
      const double y = (row + 0.5) / rows;
      const double x = (column + 0.5) / columns;
      const double clean = 300.0 * x + 100.0 * std::cos(std::numbers::pi * y);
      values.push_back(static_cast<float>(clean + noise * random.normal()));
    }
  return values;
}

} // namespace limpid::support
