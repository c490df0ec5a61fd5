#include "core/imaging/picture.h"

#include "core/imaging/jpeg.h"
#include "core/imaging/research_file.h"

#include <fmt/format.h>

#include <fstream>

namespace limpid::imaging {
namespace {

tl::unexpected<Error> unusable(const std::filesystem::path& path, const std::string& reason)
{
  return failure(ErrorCode::BadInput, fmt::format("{} can't be read: {}.", path.string(), reason));
}

std::optional<ResearchFormat> formatOf(const std::filesystem::path& path)
{
  std::string start(researchSignatureBytes, '\0');
  std::ifstream stream(path, std::ios::binary);
  stream.read(start.data(), static_cast<std::streamsize>(start.size()));
  start.resize(static_cast<std::size_t>(stream.gcount()));
  return researchFormatOf(start);
}

Result<Image> readPng(const std::filesystem::path& path)
{
  const Result<ResearchHeader> header = readResearchHeader(path, ResearchFormat::Png);
  if (!header)
    return failure(header.error());
  const bool wide = header->sampleType == "unsigned_short";
  if (!wide && header->sampleType != "unsigned_char")
    return unusable(path, "it has neither 8 nor 16 bits");
  Result<std::vector<Image>> images = readResearchImages(path, ResearchFormat::Png);
  if (!images)
    return failure(images.error());
  Image image = std::move(images->front());
  if (wide)
    for (float& pixel : image.pixels)
      pixel /= 257.0F;
  return image;
}

} // namespace

Result<Image> readPicture(const std::filesystem::path& path)
{
  const std::optional<ResearchFormat> format = formatOf(path);
  if (format == ResearchFormat::Jpeg)
    return readJpeg(path);
  if (format == ResearchFormat::Png)
    return readPng(path);
  return unusable(path, "it is neither PNG nor JPEG");
}

} // namespace limpid::imaging
