#include "core/study/dicom_directory.h"

#include "core/study/dicom_file.h"
#include "core/study/dicom_values.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dctk.h>

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <optional>
#include <set>
#include <string>

namespace limpid::study {
namespace {

namespace fs = std::filesystem;

/// A record takes some 300 bytes: a million of images.
constexpr std::uintmax_t mostBytes = std::uintmax_t{512} << 20U;

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
    fs::path path = pathOf(folder, name);
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

/// What the records say of each other (PS3.3 F.3): each is pointed to once, from its parent, the
/// one before it or the beginning.
class RecordCheck
{
public:
  explicit RecordCheck(DcmDataset& dataset)
  {
    note(dataset, DCM_OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity);
  }

  void take(DcmItem& record, const std::string& id)
  {
    ++m_count;
    const std::optional<Uint32> next = note(record, DCM_OffsetOfTheNextDirectoryRecord);
    const std::optional<Uint32> lower =
        note(record, DCM_OffsetOfReferencedLowerLevelDirectoryEntity);
    const std::string type = textIn(record, DCM_DirectoryRecordType);
    if (!next || !lower || type.empty() || (type == "IMAGE" && id.empty()))
      ++m_broken;
  }

  std::string damage() const
  {
    const std::size_t named = std::max(m_places.size(), m_count);
    if (m_places.size() <= m_count && m_broken == 0)
      return {};
    return fmt::format("It is damaged or cut off: of {} records {} can be read.", named,
                       m_count - m_broken);
  }

private:
  std::optional<Uint32> note(DcmItem& item, const DcmTagKey& tag)
  {
    Uint32 place = 0;
    if (item.findAndGetUint32(tag, place).bad())
      return std::nullopt;
    if (place != 0)
      m_places.insert(place);
    return place;
  }

  std::set<Uint32> m_places;
  std::size_t m_count = 0;
  std::size_t m_broken = 0;
};

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
  std::error_code status;
  if (const std::uintmax_t bytes = fs::file_size(file, status); !status && bytes > mostBytes) {
    listing.damage = fmt::format("It has {} bytes; no DICOMDIR needs so many.", bytes);
    return listing;
  }
  DicomFile parsed = DicomFile::parse(file, DicomFile::Extent::Whole);
  listing.damage = parsed.reason();
  if (!listing.damage.empty() || !parsed.isDirectory())
    return listing;
  DcmSequenceOfItems* records = nullptr;
  if (parsed.dataset().findAndGetSequence(DCM_DirectoryRecordSequence, records).bad()) {
    listing.damage = "It is damaged or cut off: it has no records.";
    return listing;
  }
  RecordCheck check(parsed.dataset());
  std::set<fs::path> seen;
  DcmObject* object = nullptr;
  while ((object = records->nextInContainer(object)) != nullptr) {
    auto* const record = dynamic_cast<DcmItem*>(object);
    if (record == nullptr)
      continue;
    const std::string id = textIn(*record, DCM_ReferencedFileID);
    check.take(*record, id);
    if (!staysBelow(id))
      continue;
    const fs::path found = existing(file.parent_path(), id);
    const fs::path named = found.empty() ? pathOf(file.parent_path(), id) : found;
    if (seen.insert(named).second)
      (found.empty() ? listing.missing : listing.files).push_back(named);
  }
  listing.damage = check.damage();
  return listing;
}

} // namespace limpid::study
