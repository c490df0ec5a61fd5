#include "tests/fuzz/targets.h"

#include "core/imaging/picture.h"
#include "core/study/dicom_dictionary.h"
#include "core/study/dicom_directory.h"
#include "core/study/image_file.h"
#include "core/study/pixel_reader.h"
#include "tests/fuzz/seed_choice.h"
#include "tests/fuzz/seeds.h"

namespace limpid::fuzz {
namespace {

namespace fs = std::filesystem;

bool readHeader(const fs::path& file)
{
  return study::prepareDicomDictionary() && study::readImageHeader(file).header;
}

bool readPixels(const fs::path& file)
{
  const bool summed = study::summarizePixels(file).has_value();
  return study::readFrame(file, 1).has_value() || summed;
}

bool readPicture(const fs::path& file)
{
  const bool read = imaging::readPicture(file).has_value();
  return readPixels(file) || read;
}

bool readDirectory(const fs::path& file)
{
  const study::DirectoryListing listing = study::readDicomDirectory(file);
  return !listing.files.empty() || !listing.missing.empty();
}

bool isDirectory(const fs::path& file, std::string_view bytes)
{
  return isDicom(file, bytes) && file.filename().string().starts_with("DICOMDIR");
}

std::vector<std::string> noSeeds()
{
  return {};
}

} // namespace

std::vector<Target> allTargets()
{
  return {
      {"dicom-header", "file.dcm", readHeader, dicomSeeds, isDicom},
      {"dicom-pixels", "file.dcm", readPixels, dicomSeeds, isDicom},
      {"dicomdir", "DICOMDIR", readDirectory, noSeeds, isDirectory},
      {"nifti", "file.nii.gz", readPixels, niftiSeeds, isNamed({".nii", ".nii.gz"})},
      {"nrrd", "file.nrrd", readPixels, nrrdSeeds, isNamed({".nrrd"})},
      {"metaimage", "file.mha", readPixels, metaImageSeeds, isNamed({".mha", ".mhd"})},
      {"tiff", "file.tif", readPixels, tiffSeeds, isNamed({".tif", ".tiff"})},
      {"png", "file.png", readPicture, pngSeeds, isNamed({".png"})},
      {"jpeg", "file.jpg", readPicture, noSeeds, isNamed({".jpg", ".jpeg"})},
  };
}

} // namespace limpid::fuzz
