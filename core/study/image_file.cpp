#include "core/study/image_file.h"

#include "core/base/digest.h"
#include "core/base/document.h"
#include "core/study/gzip.h"
#include "core/study/image_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

namespace limpid::study {
namespace {

namespace fs = std::filesystem;

std::string startOf(const fs::path& file)
{
  std::string bytes(imaging::researchSignatureBytes, '\0');
  std::ifstream stream(file, std::ios::binary);
  stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(stream.gcount()));
  return isGzip(bytes) ? gunzipStart(file, imaging::researchSignatureBytes) : bytes;
}

/// The file's own digest, and that of its pixels where they lie in others.
Result<std::string> identityOf(const fs::path& file, const imaging::ResearchHeader& header)
{
  Result<std::string> digest = digestOfFile(file);
  if (!digest || header.dataFiles.empty())
    return digest;
  std::string digests = *digest;
  for (const fs::path& dataFile : header.dataFiles) {
    const Result<std::string> other = digestOfFile(dataFile);
    if (!other)
      return other;
    digests += *other;
  }
  return digestOf(digests);
}

/// The names of the nearest folders, the file's own first, with a blank where a capital letter
/// begins a word ("AbdomenCT").
std::string folderWords(const fs::path& file)
{
  constexpr int folders = 3;
  std::string words;
  fs::path folder = file.parent_path();
  for (int level = 0; level < folders && folder.has_filename(); ++level) {
    char before = ' ';
    for (const char letter : folder.filename().string()) {
      const bool capital = letter >= 'A' && letter <= 'Z';
      if (capital && before >= 'a' && before <= 'z')
        words += ' ';
      words += letter;
      before = letter;
    }
    words += ' ';
    folder = folder.parent_path();
  }
  return words;
}

/// What dcm2niix writes beside a NIfTI file (BIDS), or an empty object.
Json sidecarOf(const fs::path& file)
{
  fs::path name = file;
  if (name.extension() == ".gz")
    name.replace_extension();
  name.replace_extension(".json");
  std::ifstream stream(name, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  const Result<Json> parsed = parseJson(text, name.string());
  return parsed && parsed->is_object() ? *parsed : Json::object();
}

std::string textOf(const Json& sidecar, const char* key)
{
  const auto found = sidecar.find(key);
  return found != sidecar.end() && found->is_string() ? asUtf8(found->get<std::string>())
                                                      : std::string();
}

std::optional<double> millisecondsOf(const Json& sidecar, const char* key)
{
  const auto found = sidecar.find(key);
  if (found == sidecar.end() || !found->is_number())
    return std::nullopt;
  return 1000.0 * found->get<double>();
}

SeriesRecord seriesOf(const fs::path& file, imaging::ResearchFormat format,
                      const imaging::ResearchHeader& header)
{
  const std::string folders = folderWords(file);
  const Json sidecar = sidecarOf(file);
  SeriesRecord series;
  series.modality = textOf(sidecar, "Modality");
  if (series.modality.empty())
    series.modality = modalityOf(folders);
  series.description = textOf(sidecar, "SeriesDescription");
  const std::string protocol = series.description + " " + textOf(sidecar, "ProtocolName");
  series.bodyPart = bodyPartOf(textOf(sidecar, "BodyPartExamined"), protocol + " " + folders);
  if (series.modality == "MR")
    series.kernelOrSequence =
        sequenceOf(protocol, textOf(sidecar, "ScanningSequence"),
                   millisecondsOf(sidecar, "EchoTime"), millisecondsOf(sidecar, "RepetitionTime"));
  else if (series.modality == "OT")
    series.kernelOrSequence = imaging::nameOf(format);
  else
    series.kernelOrSequence = textOf(sidecar, "ConvolutionKernel");
  if (series.description.empty())
    series.description = file.parent_path().filename().string();
  if (header.geometry)
    series.plane = planeOf(header.geometry->orientation);
  series.spacingMm = header.spacingMm;
  series.sliceThicknessMm = header.sliceSpacingMm;
  series.synthetic = header.namesSynthetic;
  return series;
}

std::vector<FrameHeader> framesOf(const imaging::ResearchHeader& header)
{
  std::vector<FrameHeader> frames;
  for (int number = 0; number < header.images(); ++number) {
    FrameHeader frame;
    frame.spacingMm = header.spacingMm;
    if (header.geometry) {
      const imaging::VolumeGeometry& geometry = *header.geometry;
      frame.orientation = geometry.orientation;
      frame.originMm = geometry.originMm;
      const std::array<double, 3> normal = normalOf(geometry.orientation);
      double position = 0.0;
      for (std::size_t axis = 0; axis < 3; ++axis) {
        (*frame.originMm)[axis] += (number % header.slices) * geometry.stepMm[axis];
        position += normal[axis] * (*frame.originMm)[axis];
      }
      frame.positionMm = position;
    }
    frames.push_back(frame);
  }
  return frames;
}

} // namespace

std::optional<imaging::ResearchFormat> researchFormatIn(const fs::path& file)
{
  const std::string start = startOf(file);
  // A preamble may look like a TIFF file (PS3.10 7.1), which DICOM allows on purpose.
  constexpr std::size_t preambleBytes = 128;
  if (start.size() > preambleBytes && start.substr(preambleBytes, 4) == "DICM")
    return std::nullopt;
  return imaging::researchFormatOf(start);
}

HeaderReading readResearchFile(const fs::path& file, imaging::ResearchFormat format)
{
  const auto read = imaging::readResearchHeader(file, format);
  if (!read)
    return {std::nullopt, read.error().message, true};
  const Result<std::string> identity = identityOf(file, *read);
  if (!identity)
    return {std::nullopt, identity.error().message, false};
  DicomHeader header;
  header.series = seriesOf(file, format, *read);
  header.sopInstanceUid = "digest:" + *identity;
  if (read->images() > 1) // pictures of one folder belong together, a volume is a series
    header.series.uid = header.sopInstanceUid;
  header.rows = header.stored.rows = read->rows;
  header.columns = header.stored.columns = read->columns;
  header.stored.frames = read->images();
  header.stored.samplesPerPixel = read->samplesPerPixel;
  header.stored.isSigned = read->isSigned;
  header.stored.photometric = read->samplesPerPixel >= 3 ? "RGB" : "MONOCHROME2";
  header.stored.transferSyntax = imaging::nameOf(format);
  header.frames = framesOf(*read);
  return {std::move(header), {}, true};
}

HeaderReading readImageHeader(const fs::path& file)
{
  if (const auto format = researchFormatIn(file))
    return readResearchFile(file, *format);
  return readDicomHeader(file);
}

} // namespace limpid::study
