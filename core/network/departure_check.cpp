#include "core/network/departure_check.h"

#include "core/study/dicom_dictionary.h"
#include "core/study/dicom_file.h"
#include "core/study/dicom_values.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dctk.h>

#include <fmt/format.h>

namespace limpid::network {
namespace {

const DcmTagKey syntheticData(0x0008, 0x001C); // not in the dictionary of DCMTK 3.6.7

/// The tag may be read as of unknown kind: its bytes then are the text.
std::string syntheticIn(DcmDataset& dataset)
{
  std::string text = study::textIn(dataset, syntheticData);
  const Uint8* bytes = nullptr;
  unsigned long size = 0;
  if (text.empty() && dataset.findAndGetUint8Array(syntheticData, bytes, &size).good() &&
      bytes != nullptr)
    text = study::trimmed({reinterpret_cast<const char*>(bytes), size});
  return text;
}

Origin originOf(DcmDataset& dataset)
{
  if (syntheticIn(dataset) == "YES")
    return Origin::Synthetic;
  const bool hasMethod = !study::textIn(dataset, DCM_DeidentificationMethod).empty() ||
                         dataset.tagExistsWithValue(DCM_DeidentificationMethodCodeSequence);
  return study::textIn(dataset, DCM_PatientIdentityRemoved) == "YES" && hasMethod
             ? Origin::Deidentified
             : Origin::RealPatient;
}

} // namespace

Result<Sendable> readSendable(const std::filesystem::path& file)
{
  if (const Result<void> dictionary = study::prepareDicomDictionary(); !dictionary)
    return failure(dictionary.error());
  study::DicomFile parsed = study::DicomFile::parse(file, study::DicomFile::Extent::UpToPixels);
  if (!parsed.reason().empty())
    return failure(ErrorCode::BadInput, fmt::format("{}: {}", file.string(), parsed.reason()));
  DcmDataset& dataset = parsed.dataset();
  Sendable sendable{.file = file,
                    .origin = originOf(dataset),
                    .sopClassUid = study::textIn(dataset, DCM_SOPClassUID),
                    .sopInstanceUid = study::textIn(dataset, DCM_SOPInstanceUID),
                    .patientId = study::textIn(dataset, DCM_PatientID),
                    .transferSyntaxUid = DcmXfer(dataset.getOriginalXfer()).getXferID()};
  if (parsed.isDirectory() || sendable.sopClassUid.empty() || sendable.sopInstanceUid.empty())
    return failure(
        ErrorCode::BadInput,
        fmt::format("{} has no SOP class and instance UID: it can't be sent.", file.string()));
  return sendable;
}

} // namespace limpid::network
