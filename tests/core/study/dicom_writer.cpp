#include "tests/core/study/dicom_writer.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dctk.h>
#include <fmt/format.h>

#include <array>
#include <chrono>
#include <stdexcept>

namespace limpid::study::test {
namespace {

constexpr int rows = 4;
constexpr int columns = 6;

void save(DcmFileFormat& format, const std::filesystem::path& file, E_TransferSyntax syntax)
{
  const OFCondition saved = format.saveFile(file.c_str(), syntax);
  if (saved.bad())
    throw std::runtime_error(file.string() + ": " + saved.text());
}

void putText(DcmDataset& dataset, const DcmTagKey& tag, const std::string& text)
{
  dataset.putAndInsertString(tag, text.c_str());
}

void putIdentity(DcmDataset& dataset, const Series& series, int number)
{
  putText(dataset, DCM_SpecificCharacterSet, series.characterSet);
  putText(dataset, DCM_SOPClassUID, UID_CTImageStorage);
  putText(dataset, DCM_SOPInstanceUID, uidOfImage(series, number));
  putText(dataset, DCM_StudyInstanceUID, series.studyUid);
  putText(dataset, DCM_SeriesInstanceUID, series.uid);
  putText(dataset, DCM_PatientName, series.patientName);
  putText(dataset, DCM_PatientID, series.patientId);
  putText(dataset, DCM_PatientSex, series.sex);
  putText(dataset, DCM_PatientAge, series.age);
  putText(dataset, DCM_Manufacturer, series.manufacturer);
  putText(dataset, DCM_ManufacturerModelName, series.model);
  putText(dataset, DCM_Modality, "CT");
  putText(dataset, DCM_SeriesDescription, series.description);
  putText(dataset, DCM_BodyPartExamined, "HEAD");
  putText(dataset, DCM_ConvolutionKernel, "SOFT");
  putText(dataset, DCM_ImageType, series.imageType);
  putText(dataset, DCM_InstanceNumber, std::to_string(number));
  if (series.synthetic) {
    const DcmTag synthetic(0x0008, 0x001C, DcmVR(EVR_CS));
    dataset.putAndInsertString(synthetic, "YES");
  }
}

void putPixels(DcmDataset& dataset, const Series& series)
{
  dataset.putAndInsertUint16(DCM_Rows, rows);
  dataset.putAndInsertUint16(DCM_Columns, columns);
  dataset.putAndInsertUint16(DCM_SamplesPerPixel, 1);
  dataset.putAndInsertUint16(DCM_BitsAllocated, 16);
  dataset.putAndInsertUint16(DCM_BitsStored, 16);
  dataset.putAndInsertUint16(DCM_HighBit, 15);
  dataset.putAndInsertUint16(DCM_PixelRepresentation, 1);
  putText(dataset, DCM_PhotometricInterpretation, "MONOCHROME2");
  if (series.frames > 1)
    putText(dataset, DCM_NumberOfFrames, std::to_string(series.frames));
  const std::vector<Uint16> pixels(static_cast<std::size_t>(rows * columns * series.frames), 7);
  dataset.putAndInsertUint16Array(DCM_PixelData, pixels.data(), pixels.size());
}

} // namespace

std::string uidOfImage(const Series& series, int number)
{
  return fmt::format("{}.{}", series.uid, number);
}

void writeSeries(const std::filesystem::path& folder, const Series& series, int images)
{
  std::filesystem::create_directories(folder);
  for (int number = 1; number <= images; ++number) {
    DcmFileFormat format;
    DcmDataset& dataset = *format.getDataset();
    putIdentity(dataset, series, number);
    const auto at = static_cast<std::size_t>(number - 1);
    const double position =
        at < series.positionsMm.size() ? series.positionsMm[at] : 2.5 * static_cast<double>(at);
    putText(dataset, DCM_ImageOrientationPatient, "1\\0\\0\\0\\1\\0");
    putText(dataset, DCM_ImagePositionPatient, fmt::format("0\\0\\{}", position));
    putText(dataset, DCM_Exposure, "40");
    putText(dataset, DCM_WindowCenter, "50");
    putText(dataset, DCM_WindowWidth, "400");
    putPixels(dataset, series);
    save(format, folder / fmt::format("image{}.dcm", number),
         series.implicitSyntax ? EXS_LittleEndianImplicit : EXS_LittleEndianExplicit);
  }
}

void writeDirectory(const std::filesystem::path& file)
{
  DcmFileFormat format;
  putText(*format.getDataset(), DCM_SOPClassUID, UID_MediaStorageDirectoryStorage);
  putText(*format.getDataset(), DCM_SOPInstanceUID, "1.2.3.99");
  save(format, file, EXS_LittleEndianExplicit);
}

void writeReport(const std::filesystem::path& file)
{
  DcmFileFormat format;
  putText(*format.getDataset(), DCM_SOPClassUID, UID_BasicTextSRStorage);
  putText(*format.getDataset(), DCM_SOPInstanceUID, "1.2.3.98");
  putText(*format.getDataset(), DCM_Modality, "SR");
  save(format, file, EXS_LittleEndianExplicit);
}

void copyTruncated(const std::filesystem::path& from, const std::filesystem::path& to,
                   std::uintmax_t bytes)
{
  std::filesystem::copy_file(from, to);
  std::filesystem::resize_file(to, bytes);
}

void touchLater(const std::filesystem::path& file)
{
  std::filesystem::last_write_time(file, std::filesystem::last_write_time(file) +
                                             std::chrono::seconds(7));
}

} // namespace limpid::study::test
