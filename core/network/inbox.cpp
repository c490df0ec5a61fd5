#include "core/network/inbox.h"

#include "core/base/atomic_file.h"
#include "core/study/dicom_values.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmnet/assoc.h>
#include <dcmtk/dcmnet/dimse.h>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace limpid::network {
namespace {

namespace fs = std::filesystem;

/// Renames a whole file, once its bytes are on the disk.
Result<void> settle(const fs::path& hidden, const fs::path& file)
{
  const int descriptor = ::open(hidden.c_str(), O_RDONLY | O_CLOEXEC);
  const bool flushed = descriptor >= 0 && ::fsync(descriptor) == 0;
  const int status = errno;
  if (descriptor >= 0)
    ::close(descriptor);
  std::error_code error(flushed ? 0 : status, std::generic_category());
  if (!error)
    fs::rename(hidden, file, error);
  if (!error)
    return {};
  return failure(ErrorCode::NoResource,
                 fmt::format("{} can't be written: {}.", file.string(), error.message()));
}

} // namespace

/// One object on its way.
struct Inbox::Receiving
{
  Inbox& inbox;
  fs::path hidden;
  fs::path file;
  std::string uid;

  static void onProgress(void* self, T_DIMSE_StoreProgress* progress, T_DIMSE_C_StoreRQ*, char*,
                         DcmDataset**, T_DIMSE_C_StoreRSP* response, DcmDataset**)
  {
    const auto& receiving = *static_cast<const Receiving*>(self);
    ++receiving.inbox.m_parts;
    if (progress->state == DIMSE_StoreEnd && response->DimseStatus == STATUS_Success)
      response->DimseStatus = receiving.inbox.keep(receiving);
  }
};

Inbox::Inbox(fs::path folder, const std::vector<ListedImage>& images,
             std::function<void(std::size_t)> arrived)
    : m_folder(std::move(folder)), m_arrived(std::move(arrived))
{
  for (const ListedImage& image : images) {
    std::error_code error;
    const bool there = fs::is_regular_file(pathOf(image), error);
    if (m_places.emplace(image.sopInstanceUid, Place{image, there}).second && there)
      ++m_alreadyThere;
  }
}

fs::path Inbox::pathOf(const ListedImage& image) const
{
  return m_folder / image.studyUid / image.seriesUid / (image.sopInstanceUid + ".dcm");
}

std::vector<ListedImage> Inbox::missing() const
{
  const std::lock_guard lock(m_mutex);
  std::vector<ListedImage> images;
  for (const auto& [uid, place] : m_places)
    if (!place.there)
      images.push_back(place.image);
  return images;
}

std::vector<fs::path> Inbox::arrivedFiles() const
{
  const std::lock_guard lock(m_mutex);
  return m_files;
}

std::optional<Error> Inbox::problem() const
{
  const std::lock_guard lock(m_mutex);
  return m_problem;
}

std::uint16_t Inbox::keep(const Receiving& receiving)
{
  const Result<void> settled = settle(receiving.hidden, receiving.file);
  std::size_t there = 0;
  {
    const std::lock_guard lock(m_mutex);
    if (!settled) {
      m_problem = settled.error();
      return STATUS_STORE_Refused_OutOfResources;
    }
    m_places.at(receiving.uid).there = true;
    m_files.push_back(receiving.file);
    there = m_files.size() + static_cast<std::size_t>(m_alreadyThere);
  }
  m_arrived(there);
  return STATUS_Success;
}

OFCondition Inbox::take(T_ASC_Association& association, std::uint8_t context,
                        T_DIMSE_C_StoreRQ& request, int timeoutSeconds)
{
  Receiving receiving{*this, {}, {}, study::trimmed(request.AffectedSOPInstanceUID)};
  {
    const std::lock_guard lock(m_mutex);
    const auto place = m_places.find(receiving.uid);
    if (place != m_places.end() && !m_problem)
      receiving.file = pathOf(place->second.image);
  }
  if (receiving.file.empty()) { // read past it and say no
    T_DIMSE_C_StoreRSP response{};
    response.DimseStatus =
        problem() ? STATUS_STORE_Refused_OutOfResources : STATUS_STORE_Refused_NotAuthorized;
    response.DataSetType = DIMSE_DATASET_NULL;
    DIC_UL bytes = 0;
    DIC_UL parts = 0;
    const OFCondition read =
        DIMSE_ignoreDataSet(&association, DIMSE_NONBLOCKING, timeoutSeconds, &bytes, &parts);
    return read.bad()
               ? read
               : DIMSE_sendStoreResponse(&association, context, &request, &response, nullptr);
  }
  receiving.hidden = receiving.file.parent_path() / fmt::format(".{}.part", receiving.uid);
  if (const Result<void> made = makeFolder(receiving.file.parent_path()); !made) {
    const std::lock_guard lock(m_mutex);
    m_problem = made.error();
  }
  const OFCondition taken =
      DIMSE_storeProvider(&association, context, &request, receiving.hidden.c_str(), 1, nullptr,
                          Receiving::onProgress, &receiving, DIMSE_NONBLOCKING, timeoutSeconds);
  std::error_code ignored;
  fs::remove(receiving.hidden, ignored); // there only when it isn't whole
  const std::lock_guard lock(m_mutex);
  const bool unwritable = taken.good() || taken == DIMSE_OUTOFRESOURCES;
  if (unwritable && !m_problem && !m_places.at(receiving.uid).there)
    m_problem =
        Error{ErrorCode::NoResource, fmt::format("{} can't be written.", receiving.file.string())};
  return taken;
}

} // namespace limpid::network
