#include "tests/fuzz/targets.h"

#include "core/dataset/safetensors.h"
#include "core/risk/table_file.h"
#include "core/run/plan.h"
#include "core/study/dicom_dictionary.h"
#include "core/study/dicom_directory.h"
#include "core/study/image_file.h"
#include "core/study/pixel_reader.h"

#include <cstring>

namespace limpid::fuzz {
namespace {

namespace fs = std::filesystem;
using namespace std::string_literals;

bool isBelow(const fs::path& file, std::string_view folder)
{
  return file.string().find(folder) != std::string::npos;
}

bool isConformance(const fs::path& file)
{
  return isBelow(file, "/dicom-conformance/") && !isBelow(file, ".md");
}

void readHeader(const fs::path& file)
{
  if (study::prepareDicomDictionary())
    (void)study::readImageHeader(file);
  (void)study::readDicomDirectory(file);
}

void readPixels(const fs::path& file)
{
  (void)study::summarizePixels(file);
  (void)study::readFrame(file, 1);
}

/// A NIfTI-1 file of 4 × 3 × 2 shorts.
std::string smallNifti()
{
  std::string bytes(352 + 48, '\0');
  const auto put = [&](std::size_t at, auto value) {
    std::memcpy(&bytes[at], &value, sizeof(value));
  };
  put(0, std::int32_t{348});
  const std::int16_t sizes[] = {3, 4, 3, 2, 1, 1, 1, 1};
  std::memcpy(&bytes[40], sizes, sizeof(sizes));
  put(70, std::int16_t{4});
  put(72, std::int16_t{16});
  const float steps[] = {1.0F, 1.0F, 1.0F, 2.0F};
  std::memcpy(&bytes[76], steps, sizeof(steps));
  put(108, 352.0F);
  put(112, 1.0F);
  put(254, std::int16_t{1});
  const float rows[] = {1, 0, 0, 5, 0, 1, 0, 6, 0, 0, 2, 7};
  std::memcpy(&bytes[280], rows, sizeof(rows));
  std::memcpy(&bytes[344], "n+1", 4);
  return bytes;
}

std::string smallNrrd()
{
  return "NRRD0004\ntype: short\ndimension: 3\nspace: left-posterior-superior\nsizes: 4 3 2\n"
         "space directions: (1,0,0) (0,1,0) (0,0,2)\nkinds: domain domain domain\n"
         "endian: little\nencoding: raw\nspace origin: (0,0,0)\n\n" +
         std::string(48, '\x07');
}

std::string smallMetaImage()
{
  return "ObjectType = Image\nNDims = 3\nBinaryData = True\nBinaryDataByteOrderMSB = False\n"
         "DimSize = 4 3 2\nElementSpacing = 1 1 2\nElementType = MET_SHORT\n"
         "ElementDataFile = LOCAL\n" +
         std::string(48, '\x07');
}

std::string smallSafetensors()
{
  const std::string header =
      R"({"images":{"dtype":"F32","shape":[1,1,2,2],"data_offsets":[0,16]},"__metadata__":{"a":"b"}})";
  std::string bytes(8, '\0');
  const std::uint64_t length = header.size();
  std::memcpy(bytes.data(), &length, sizeof(length));
  return bytes + header + std::string(16, '\0');
}

std::string smallPlan()
{
  return R"({"format": "limpid-plan", "version": 1, "name": "trial", "dataset": "first", "datasetDigest": "00",
 "objective": "risk-sensitive", "schedule": {"id": "vp-cosine", "parameters": {}}, "steps": 100, "batch": 8,
 "device": "cpu", "precision": "fp32", "seed": 1})";
}

} // namespace

std::vector<Target> allTargets()
{
  const auto none = [](const fs::path&) { return false; };
  const auto isPicture = [](const fs::path& file) {
    return file.extension() == ".png" || file.extension() == ".jpeg" || file.extension() == ".jpg";
  };
  const auto isTable = [](const fs::path& file) {
    return file.extension() == ".csv" || file.extension() == ".tsv";
  };
  return {
      {"headers", readHeader, isConformance, {}, ".dcm"},
      {"pixels", readPixels, isConformance, {}, ".dcm"},
      {"nifti", readPixels, none, {smallNifti()}, ".nii"},
      {"nrrd", readPixels, none, {smallNrrd()}, ".nrrd"},
      {"metaimage", readPixels, none, {smallMetaImage()}, ".mha"},
      {"pictures", readPixels, isPicture, {}, ".png"},
      {"table",
       [](const fs::path& file) { (void)risk::readTable(file); },
       isTable,
       {"sop_instance_uid,frame,noise\n1.2.3,1,12.5\n\"a\"\"b\",2,n/a\n"},
       ".csv"},
      {"table-json",
       [](const fs::path& file) { (void)risk::readTable(file); },
       none,
       {R"([{"file": "a", "score": 1}, {"file": "b", "score": null}])"},
       ".json"},
      {"safetensors",
       [](const fs::path& file) {
         const auto opened = dataset::SafetensorsFile::open(file);
         if (opened)
           (void)opened->tensor("images");
       },
       none,
       {smallSafetensors()},
       ".safetensors"},
      {"plan",
       [](const fs::path& file) { (void)run::readPlan(file); },
       none,
       {smallPlan()},
       ".json"},
  };
}

} // namespace limpid::fuzz
