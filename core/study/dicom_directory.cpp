#include "core/study/dicom_directory.h"

#include "core/study/dicom_file.h"
#include "core/study/dicom_values.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dctk.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <string>

namespace limpid::study {
namespace {

namespace fs = std::filesystem;

std::string lowered(std::string text)
{
  std::ranges::transform(text, text.begin(), [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  });
  return text;
}

/// Referenced File ID (0004,1500): the parts of a path, joined by backslashes.
fs::path pathOf(const fs::path& folder, std::string id)
{
  std::ranges::replace(id, '\\', '/');
  return (folder / id).lexically_normal();
}

fs::path existing(const fs::path& folder, const std::string& id)
{
  for (const std::string& name : {id, lowered(id), id + ";1", lowered(id) + ";1"}) {
    const fs::path path = pathOf(folder, name);
    std::error_code status;
    if (fs::is_regular_file(path, status))
      return path;
  }
  return {};
}

/// Whether a name stays below the folder of the DICOMDIR.
bool staysBelow(const std::string& id)
{
  return !id.empty() && id.front() != '/' && id.find("..") == std::string::npos;
}

} // namespace

bool mayBeDicomDirectory(const fs::path& file)
{
  constexpr std::size_t metaHeaderBytes = 512;
  std::string start(metaHeaderBytes, '\0');
  std::ifstream stream(file, std::ios::binary);
  stream.read(start.data(), static_cast<std::streamsize>(start.size()));
  start.resize(static_cast<std::size_t>(stream.gcount()));
  return start.find(UID_MediaStorageDirectoryStorage) != std::string::npos;
}

DirectoryListing readDicomDirectory(const fs::path& file)
{
  DirectoryListing listing;
  DicomFile parsed = DicomFile::parse(file, DicomFile::Extent::Whole);
  DcmSequenceOfItems* records = nullptr;
  if (!parsed.reason().empty() || !parsed.isDirectory() ||
      parsed.dataset().findAndGetSequence(DCM_DirectoryRecordSequence, records).bad())
    return listing;
  std::set<fs::path> seen;
  DcmObject* object = nullptr;
  while ((object = records->nextInContainer(object)) != nullptr) {
    auto* const record = dynamic_cast<DcmItem*>(object);
    const std::string id = record == nullptr ? "" : textIn(*record, DCM_ReferencedFileID);
    if (!staysBelow(id))
      continue;
    const fs::path found = existing(file.parent_path(), id);
    const fs::path named = found.empty() ? pathOf(file.parent_path(), id) : found;
    if (seen.insert(named).second)
      (found.empty() ? listing.missing : listing.files).push_back(named);
  }
  return listing;
}

} // namespace limpid::study
