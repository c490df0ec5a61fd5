#include "core/imaging/research_header.h"

#include <fmt/format.h>
#include <itkImageIOBase.h>
#include <itkMetaDataObject.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <fstream>
#include <sstream>
#include <string_view>

namespace limpid::imaging {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t mostAxes = 4;
constexpr int mostImages = 1'000'000;
constexpr int mostFiles = 10'000; // that hold the pixels of one header

/// Whether the format says where its pixels lie; pictures don't.
bool hasGeometry(ResearchFormat format)
{
  return format == ResearchFormat::Nifti || format == ResearchFormat::Nrrd ||
         format == ResearchFormat::MetaImage;
}

std::string lowered(std::string text)
{
  std::ranges::transform(text, text.begin(), [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  });
  return text;
}

void readTexts(const itk::ImageIOBase& reader, const fs::path& path, ResearchHeader& header)
{
  const itk::MetaDataDictionary& texts = reader.GetMetaDataDictionary();
  header.namesSynthetic = beginsWithWordSynthetic(path);
  for (const std::string& key : texts.GetKeys()) {
    std::string value;
    if (!itk::ExposeMetaData<std::string>(texts, key, value))
      continue;
    header.namesSynthetic =
        header.namesSynthetic || lowered(key + " " + value).find("synthetic") != std::string::npos;
    if (key == "descrip" || key == "ITK_FileNotes" || key == "NRRD_content")
      header.description = value;
  }
}

/// "slice_%03d.raw 1 10 1": the files of a pattern that are there (MetaImage).
std::vector<fs::path> filesOfPattern(const fs::path& folder, const std::string& text)
{
  std::istringstream words(text);
  std::string pattern;
  int first = 1;
  int last = 1;
  int step = 1;
  words >> pattern >> first >> last >> step;
  const std::size_t percent = pattern.find('%');
  const std::size_t end = pattern.find('d', percent);
  std::vector<fs::path> files;
  if (percent == std::string::npos || end == std::string::npos || step < 1)
    return files;
  const std::string_view digits(&pattern[percent + 1], end - percent - 1);
  std::size_t width = 0;
  if (digits.size() < 3) // longer than any name
    std::from_chars(digits.data(), digits.data() + digits.size(), width);
  for (std::int64_t number = first; number <= last && number - first < mostFiles; number += step) {
    std::string name = std::to_string(number);
    name.insert(0, width > name.size() ? width - name.size() : 0, '0');
    const fs::path file = folder / (pattern.substr(0, percent) + name + pattern.substr(end + 1));
    std::error_code status;
    if (fs::is_regular_file(file, status))
      files.push_back(file);
  }
  return files;
}

/// The files that the lines after "LIST" name, one a line.
std::vector<fs::path> filesOfList(std::istream& lines, const fs::path& folder)
{
  std::vector<fs::path> files;
  for (std::string name; std::ssize(files) < mostFiles && std::getline(lines, name);) {
    name.erase(0, name.find_first_not_of(" \t"));
    name.erase(name.find_last_not_of(" \t\r\n") + 1);
    std::error_code status;
    if (!name.empty() && fs::is_regular_file(folder / name, status))
      files.push_back(folder / name);
  }
  return files;
}

/// Files beside the header that hold its pixels, as MetaImage and NRRD name them.
std::vector<fs::path> dataFilesOf(const fs::path& path, ResearchFormat format)
{
  if (format == ResearchFormat::Nifti && path.extension() == ".hdr")
    return {fs::path(path).replace_extension(".img")};
  if (format != ResearchFormat::MetaImage && format != ResearchFormat::Nrrd)
    return {};
  std::ifstream lines(path, std::ios::binary);
  int left = 200;
  for (std::string line; left-- > 0 && std::getline(lines, line) && !line.empty();) {
    const std::size_t colon = line.find_first_of("=:");
    const std::string key = lowered(line.substr(0, colon));
    if (colon == std::string::npos ||
        (!key.starts_with("elementdatafile") && key != "data file" && key != "datafile"))
      continue;
    std::string name = line.substr(colon + 1);
    name.erase(0, name.find_first_not_of(" \t"));
    name.erase(name.find_last_not_of(" \t\r\n") + 1);
    if (name == "LIST" || name.starts_with("LIST "))
      return filesOfList(lines, path.parent_path());
    if (name.find('%') != std::string::npos)
      return filesOfPattern(path.parent_path(), name);
    std::error_code status;
    const fs::path file = path.parent_path() / name;
    return name != "LOCAL" && fs::is_regular_file(file, status) ? std::vector{file}
                                                                : std::vector<fs::path>();
  }
  return {};
}

Result<void> readSizes(const itk::ImageIOBase& reader, const fs::path& path, ResearchHeader& header)
{
  const std::size_t axes = reader.GetNumberOfDimensions();
  if (axes < 2)
    return failure(ErrorCode::BadInput,
                   fmt::format("The header of {} is broken: it has {} axes.", path.string(), axes));
  std::array<std::uintmax_t, mostAxes> sizes{1, 1, 1, 1};
  for (unsigned int axis = 0; axis < axes; ++axis) {
    const std::uintmax_t size = reader.GetDimensions(axis);
    if (axis < mostAxes)
      sizes[axis] = size;
    else if (size > 1)
      return failure(ErrorCode::Unsupported,
                     fmt::format("{} has {} axes; Limpid reads images, volumes and series of "
                                 "volumes.",
                                 path.string(), axes));
  }
  constexpr std::uintmax_t longestSide = 1U << 20U;
  if (std::ranges::any_of(sizes, [](std::uintmax_t size) { return size < 1; }) ||
      sizes[0] > longestSide || sizes[1] > longestSide || sizes[2] > mostImages ||
      sizes[3] > mostImages || sizes[2] * sizes[3] > mostImages)
    return failure(ErrorCode::BadInput,
                   fmt::format("The header of {} is broken: {} × {} × {} × {} pixels.",
                               path.string(), sizes[0], sizes[1], sizes[2], sizes[3]));
  header.columns = static_cast<int>(sizes[0]);
  header.rows = static_cast<int>(sizes[1]);
  header.slices = static_cast<int>(sizes[2]);
  header.volumes = static_cast<int>(sizes[3]);
  return {};
}

Result<void> readSamples(const itk::ImageIOBase& reader, const fs::path& path,
                         ResearchHeader& header)
{
  using Pixel = itk::IOPixelEnum;
  const Pixel kind = reader.GetPixelType();
  header.samplesPerPixel = static_cast<int>(reader.GetNumberOfComponents());
  header.sampleType = itk::ImageIOBase::GetComponentTypeAsString(reader.GetComponentType());
  header.isSigned = !header.sampleType.starts_with("unsigned");
  const bool colour = header.samplesPerPixel == 3 || header.samplesPerPixel == 4;
  // Some writers store colour as a vector of bytes.
  const bool known = kind == Pixel::SCALAR || kind == Pixel::RGB || kind == Pixel::RGBA ||
                     (kind == Pixel::VECTOR && colour && header.sampleType == "unsigned_char");
  if (!known || header.samplesPerPixel > 4)
    return failure(
        ErrorCode::Unsupported,
        fmt::format("{} holds {} of {} components a pixel; Limpid reads grey and colour.",
                    path.string(), itk::ImageIOBase::GetPixelTypeAsString(kind),
                    header.samplesPerPixel));
  return {};
}

void readGeometry(const itk::ImageIOBase& reader, ResearchHeader& header)
{
  const unsigned int axes = reader.GetNumberOfDimensions();
  header.spacingMm = {reader.GetSpacing(1), reader.GetSpacing(0)};
  if (axes < 3)
    return;
  header.sliceSpacingMm = reader.GetSpacing(2);
  VolumeGeometry geometry;
  for (unsigned int axis = 0; axis < 3; ++axis) {
    geometry.orientation[axis] = reader.GetDirection(0)[axis];
    geometry.orientation[axis + 3] = reader.GetDirection(1)[axis];
    geometry.originMm[axis] = reader.GetOrigin(axis);
    geometry.stepMm[axis] = reader.GetDirection(2)[axis] * reader.GetSpacing(2);
  }
  header.geometry = geometry;
}

} // namespace

bool beginsWithWordSynthetic(const fs::path& path)
{
  std::string start(8192, '\0');
  std::ifstream stream(path, std::ios::binary);
  stream.read(start.data(), static_cast<std::streamsize>(start.size()));
  start.resize(static_cast<std::size_t>(stream.gcount()));
  return lowered(start).find("synthetic") != std::string::npos;
}

Result<ResearchHeader> headerOf(itk::ImageIOBase& reader, const fs::path& path,
                                ResearchFormat format)
{
  reader.SetFileName(path.string());
  reader.ReadImageInformation();
  ResearchHeader header;
  if (const Result<void> read = readSizes(reader, path, header); !read)
    return failure(read.error());
  if (const Result<void> read = readSamples(reader, path, header); !read)
    return failure(read.error());
  if (hasGeometry(format))
    readGeometry(reader, header);
  readTexts(reader, path, header);
  header.dataFiles = dataFilesOf(path, format);
  return header;
}

} // namespace limpid::imaging
