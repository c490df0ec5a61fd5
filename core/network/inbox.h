#pragma once

#include "core/base/result.h"
#include "core/network/retrieve.h"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

class OFCondition;
struct T_ASC_Association;
struct T_DIMSE_C_StoreRQ;

namespace limpid::network {

/// The images that were asked for and where they go. Each arrives as a whole file or not at all:
/// it is written under a hidden name and renamed. What wasn't asked for is refused. Safe for
/// several threads.
class Inbox
{
public:
  /// `arrived` is told the number of images that have come, by the thread that received one.
  Inbox(std::filesystem::path folder, const std::vector<ListedImage>& images,
        std::function<void(std::size_t)> arrived);

  /// Those that are not in the folder.
  std::vector<ListedImage> missing() const;
  std::vector<std::filesystem::path> arrivedFiles() const; ///< in the order of their coming
  /// Rises with every part of an image that comes in.
  std::size_t partsArrived() const { return m_parts; }
  int alreadyThere() const { return m_alreadyThere; }
  /// Why the folder can't be written to, once that has happened.
  std::optional<Error> problem() const;

  /// Takes the data set that follows a C-STORE request and answers (PS3.7 9.1.1).
  OFCondition take(T_ASC_Association& association, std::uint8_t context, T_DIMSE_C_StoreRQ& request,
                   int timeoutSeconds);

private:
  struct Place
  {
    ListedImage image;
    bool there = false;
  };
  struct Receiving;

  std::filesystem::path pathOf(const ListedImage& image) const;
  std::uint16_t keep(const Receiving& receiving);

  std::filesystem::path m_folder;
  std::function<void(std::size_t)> m_arrived;
  mutable std::mutex m_mutex;
  std::map<std::string, Place> m_places; ///< by SOP Instance UID
  std::vector<std::filesystem::path> m_files;
  int m_alreadyThere = 0;
  std::atomic<std::size_t> m_parts = 0;
  std::optional<Error> m_problem;
};

} // namespace limpid::network
