#pragma once

#include "core/base/result.h"
#include "core/risk/ratings.h"
#include "core/study/library.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace limpid::risk {

/// Finds what a cell of somebody's table means: a UID of an image, a series or a study, the path of
/// a file or the end of one, with or without its ending, the name of a BIDS file, or a BIDS subject
/// of which there is one file ("sub-0050002", "50002").
class LibraryIndex
{
public:
  static Result<LibraryIndex> read(study::Project& project);

  /// The targets at `level`, or at the wider level that `key` names. A file or UID of several
  /// frames means all of them unless `frame` is said. The error's message is the reason alone, to
  /// stand behind a row number.
  Result<std::vector<Target>> find(const std::string& key, std::optional<int> frame,
                                   Level level) const;

private:
  Result<std::vector<std::size_t>> imagesOf(const std::string& key) const;
  std::vector<std::size_t> imagesOfSubject(const std::string& key) const;
  std::vector<Target> widened(const std::vector<std::size_t>& images, Level level) const;

  std::vector<study::ImageRecord> m_images;
  std::map<std::string, std::vector<std::size_t>, std::less<>> m_byUid;
  std::map<std::string, std::vector<std::size_t>, std::less<>> m_byName;    // of the file
  std::map<std::string, std::vector<std::size_t>, std::less<>> m_bySubject; // label of BIDS
  std::map<std::string, std::string> m_studyOfSeries;
};

} // namespace limpid::risk
