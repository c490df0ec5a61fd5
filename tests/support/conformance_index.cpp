#include "tests/support/conformance_index.h"

#include <fmt/format.h>

#include <fstream>
#include <map>
#include <regex>
#include <utility>

namespace limpid::support {
namespace {

struct Correction
{
  const char* expected;
  const char* source;
};

/// GDCM turns 32-bit words of big endian files wrongly, and can't decode the others.
const std::map<std::string, Correction>& corrections()
{
  static const std::map<std::string, Correction> known = {
      {"pydicom/test_files/rtdose_expb.dcm", {"10x10x15 795000..1254000", "rtdose.dcm"}},
      {"pydicom/test_files/rtdose_expb_1frame.dcm",
       {"10x10x1 795000..1254000", "rtdose_1frame.dcm"}},
      {"dicomparser/encapsulated/multi-frame/CT0012.fragmented_no_bot_jpeg_ls.80.dcm",
       {"512x512x2 0..1196", "its RLE sibling"}},
      {"fo-dicom/GH177_D_CLUNIE_CT1_IVRLE_BigEndian_undefined_length.dcm",
       {"512x512x1 -2000..2278", "its little endian sibling"}},
      {"fo-dicom/FreezePattern.dcm", {"512x512x1 0..0", "pydicom"}},
      {"fo-dicom/GH340.dcm", {"256x256x1 0..266", "its 12-bit values, unpacked by a script"}},
      {"pydicom-data/SC_rgb_16bit_2frame.dcm", {"100x100x2 0..65535", "pydicom"}},
      {"pydicom-data/SC_rgb_32bit_2frame.dcm", {"100x100x2 0..4294967295", "pydicom"}},
      {"pydicom-data/SC_rgb_expb_16bit_2frame.dcm", {"100x100x2 0..65535", "pydicom"}},
      {"pydicom-data/SC_rgb_expb_32bit_2frame.dcm", {"100x100x2 0..4294967295", "pydicom"}},
      {"pydicom-data/liver_nonbyte_aligned_rle.dcm", {"510x510x3 0..1", "its plain sibling"}},
      {"pydicom-data/parametric_map_float.dcm", {"128x128x1 0..0.9415791630744934", "pydicom"}},
      {"dcmqi/segmentations/sparse-labelmap-noppv.dcm", {"38x24x2 0..1", "pydicom"}},
      {"dcmqi/segmentations/sparse-labelmap-ppv5.dcm", {"38x24x2 0..1", "pydicom"}},
      {"highdicom/seg_image_sm_control_labelmap.dcm", {"10x10x20 0..20", "pydicom"}},
      {"highdicom/seg_image_sm_control_labelmap_palette_color.dcm", {"10x10x20 0..20", "pydicom"}},
  };
  return known;
}

} // namespace

std::vector<ConformanceFile> conformanceFiles(const std::filesystem::path& index)
{
  // "| file | CT | ImplLE | 512x512x1 | 16/16 | s | MONOCHROME2 | px -2000..2402; … |"
  const std::regex row(R"(\| ([^|]+?) \|.*)");
  const std::regex decoded(R"(\| [^|]+? \|.*\| (\d+x\d+x\d+) \|.*\bpx (-?[\d.]+\.\.-?[\d.]+).*)");
  std::ifstream lines(index);
  std::vector<ConformanceFile> files;
  bool inTable = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("## "))
      inTable = line.starts_with("## dicom-conformance");
    std::smatch parts;
    if (!inTable || line.starts_with("| file |") || line.starts_with("|---") ||
        !std::regex_match(line, parts, row))
      continue;
    ConformanceFile& file = files.emplace_back(ConformanceFile{parts[1], std::nullopt, ""});
    if (const auto better = corrections().find(file.file); better != corrections().end()) {
      file.expected = better->second.expected;
      file.source = better->second.source;
    } else if (std::regex_match(line, parts, decoded)) {
      file.expected = fmt::format("{} {}", parts[1].str(), parts[2].str());
      file.source = "INDEX.md";
    }
  }
  return files;
}

std::string sizeAndRange(int rows, int columns, int frames, double smallest, double largest)
{
  return fmt::format("{}x{}x{} {}..{}", rows, columns, frames, smallest, largest);
}

} // namespace limpid::support
