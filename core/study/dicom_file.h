#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

class DcmDataset;
class DcmFileFormat;

namespace limpid::study {

/// A DICOM file as DCMTK has parsed it, tolerantly: without preamble or meta header, packed with
/// gzip, in an encoding other than its meta header says, with stray items between its elements.
class DicomFile
{
public:
  enum class Extent { UpToPixels, Whole };

  /// Call prepareDicomDictionary() before. Safe from several threads.
  static DicomFile parse(const std::filesystem::path& path, Extent extent);
  DicomFile(DicomFile&&) noexcept;
  DicomFile& operator=(DicomFile&&) noexcept;
  ~DicomFile();

  /// Why it can't be used, a sentence; empty when dataset() can be asked.
  const std::string& reason() const { return m_reason; }
  /// False when the reason may go away by itself (rights, a lost file).
  bool reasonStays() const { return m_reasonStays; }

  DcmDataset& dataset();
  bool isDirectory();    ///< a DICOMDIR (PS3.10 8.6)
  bool isEncapsulated(); ///< its pixels are coded (PS3.5 A.4)
  bool isBigEndian();
  std::string transferSyntax(); ///< its name

  std::uintmax_t bytes() const { return m_bytes; } ///< of what was parsed
  /// Bytes behind what was parsed; nothing where the place in the file says nothing (deflated).
  std::optional<std::uintmax_t> bytesBehind() const { return m_bytesBehind; }
  /// The bytes themselves; those of the pixels when it was parsed up to them.
  std::vector<char> behind(const std::filesystem::path& path) const;
  /// What was parsed in place of the file on disk, unpacked and mended; else nothing.
  const std::optional<std::string>& content() const { return m_content; }

private:
  DicomFile();
  bool open(const std::filesystem::path& path);
  void read(const std::filesystem::path& path, Extent extent);
  bool mend(const std::filesystem::path& path);

  std::unique_ptr<DcmFileFormat> m_format;
  std::optional<std::string> m_content;
  std::string m_reason;
  std::string m_transferSyntax; ///< where DCMTK has no name for it
  bool m_reasonStays = true;
  bool m_brokenByItem = false;
  std::uintmax_t m_bytes = 0;
  std::optional<std::uintmax_t> m_bytesBehind;
};

} // namespace limpid::study
