#include "tests/core/export/dicom_check.h"

#include "tests/core/export/python.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

namespace limpid::exporting {
std::optional<std::vector<std::string>> dciodvfyErrors(const std::filesystem::path& file)
{
  if (std::system("command -v dciodvfy >/dev/null 2>&1") != 0)
    return std::nullopt;
  std::vector<std::string> errors;
  for (const std::string& line : outputLines("dciodvfy '" + file.string() + "'")) {
    const bool isError = line.rfind("Error", 0) == 0 || line.find(" - Error") != std::string::npos;
    const bool isAllowed = line.find("0x0008,0x001c") != std::string::npos;
    if (isError && !isAllowed)
      errors.push_back(line);
  }
  return errors;
}

ReadBack::ReadBack(const std::filesystem::path& file) : m_file(std::make_unique<DcmFileFormat>())
{
  EXPECT_TRUE(m_file->loadFile(file.c_str()).good()) << file;
}

DcmDataset& ReadBack::dataset() const
{
  return *m_file->getDataset();
}

std::string ReadBack::text(const DcmTagKey& tag) const
{
  OFString value;
  dataset().findAndGetOFStringArray(tag, value);
  return value.c_str();
}

bool ReadBack::has(const DcmTagKey& tag) const
{
  return dataset().tagExists(tag);
}

std::vector<std::uint16_t> ReadBack::words() const
{
  const Uint16* pixels = nullptr;
  unsigned long count = 0;
  dataset().findAndGetUint16Array(DCM_PixelData, pixels, &count);
  return {pixels, pixels + count};
}

std::vector<double> ReadBack::signedValues() const
{
  const double slope = std::stod(text(DCM_RescaleSlope));
  const double intercept = std::stod(text(DCM_RescaleIntercept));
  std::vector<double> values;
  for (const std::uint16_t word : words())
    values.push_back(slope * static_cast<std::int16_t>(word) + intercept);
  return values;
}

std::vector<std::filesystem::path> filesBelow(const std::filesystem::path& folder,
                                              const std::string& ending)
{
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file() && entry.path().extension() == ending)
      files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

} // namespace limpid::exporting
