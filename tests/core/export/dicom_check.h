#pragma once

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace limpid::exporting {

/// What dciodvfy calls an error, line by line, without the one that is allowed: its 2022
/// dictionary doesn't know (0008,001C). Nothing where dciodvfy isn't installed.
std::optional<std::vector<std::string>> dciodvfyErrors(const std::filesystem::path& file);

/// A DICOM file read by DCMTK.
class ReadBack
{
public:
  explicit ReadBack(const std::filesystem::path& file);

  std::string text(const DcmTagKey& tag) const; ///< all values; empty when it isn't there
  bool has(const DcmTagKey& tag) const;
  std::vector<std::uint16_t> words() const; ///< stored pixels of 16 bits
  std::vector<double> signedValues() const; ///< signed stored pixels after rescale
  DcmDataset& dataset() const;

private:
  std::unique_ptr<DcmFileFormat> m_file;
};

/// All files below `folder` with this ending, in the order of their paths.
std::vector<std::filesystem::path> filesBelow(const std::filesystem::path& folder,
                                              const std::string& ending);

} // namespace limpid::exporting

/// Fails with every error that dciodvfy finds in `file`; a visible skip where it isn't installed.
#define LIMPID_EXPECT_VALID_DICOM(file)                                                            \
  do {                                                                                             \
    const auto errors = limpid::exporting::dciodvfyErrors(file);                                   \
    if (!errors)                                                                                   \
      GTEST_SKIP() << "dciodvfy (package dicom3tools) isn't installed";                            \
    EXPECT_THAT(*errors, testing::IsEmpty()) << file;                                              \
  } while (false)
