#include "core/imaging/missing_pixels.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <fstream>

namespace limpid::imaging {
namespace {

namespace fs = std::filesystem;

constexpr int mostLines = 200;
constexpr std::uintmax_t niftiHeaderBytes = 352;

/// What the text before the pixels says of how they are written.
struct PixelForm
{
  bool raw = false;
  std::uintmax_t begin = 0; ///< of the pixels in the file itself
};

std::string lowered(std::string text)
{
  std::ranges::transform(text, text.begin(),
                         [](unsigned char letter) { return std::tolower(letter); });
  std::erase_if(text, [](unsigned char letter) { return std::isspace(letter) != 0; });
  return text;
}

PixelForm formOfMetaImage(std::istream& stream)
{
  PixelForm form{true, 0};
  std::string line;
  for (int count = 0; count < mostLines && std::getline(stream, line); ++count) {
    const std::string said = lowered(line);
    if (said == "compresseddata=true" || said == "binarydata=false")
      form.raw = false;
    if (said.starts_with("elementdatafile=")) {
      form.begin = static_cast<std::uintmax_t>(std::max<std::streamoff>(stream.tellg(), 0));
      return form;
    }
  }
  return {};
}

PixelForm formOfNrrd(std::istream& stream)
{
  PixelForm form;
  std::string line;
  for (int count = 0; count < mostLines && std::getline(stream, line); ++count) {
    const std::string said = lowered(line);
    if (said == "encoding:raw")
      form.raw = true;
    if (said.empty()) {
      form.begin = static_cast<std::uintmax_t>(std::max<std::streamoff>(stream.tellg(), 0));
      break;
    }
  }
  return form;
}

PixelForm formOf(const fs::path& path, ResearchFormat format)
{
  std::ifstream stream(path, std::ios::binary);
  if (format == ResearchFormat::MetaImage)
    return formOfMetaImage(stream);
  if (format == ResearchFormat::Nrrd)
    return formOfNrrd(stream);
  const bool packed = stream.get() == 0x1F && stream.get() == 0x8B; // gzip
  return {format == ResearchFormat::Nifti && !packed && path.extension() != ".hdr",
          niftiHeaderBytes};
}

} // namespace

std::string missingPixels(const fs::path& path, ResearchFormat format, const ResearchHeader& header,
                          std::uintmax_t promisedBytes)
{
  if (format != ResearchFormat::MetaImage && format != ResearchFormat::Nrrd &&
      format != ResearchFormat::Nifti)
    return {};
  const PixelForm form = formOf(path, format);
  if (!form.raw)
    return {};
  if (format == ResearchFormat::Nifti) // ITK counts scaled numbers as floats; reading knows more
    promisedBytes = static_cast<std::uintmax_t>(header.rows) *
                    static_cast<std::uintmax_t>(header.columns) *
                    static_cast<std::uintmax_t>(header.images());
  std::uintmax_t bytes = 0;
  std::error_code status;
  for (const fs::path& file : header.dataFiles)
    if (const std::uintmax_t one = fs::file_size(file, status); !status)
      bytes += one;
  if (header.dataFiles.empty())
    if (const std::uintmax_t all = fs::file_size(path, status); !status)
      bytes = all - std::min(all, form.begin);
  if (bytes >= promisedBytes)
    return {};
  return fmt::format("its pixels end after {} of {} bytes", bytes, promisedBytes);
}

} // namespace limpid::imaging
