#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace limpid::imaging::test {

/// A volume of 16-bit numbers: 4 columns, 3 rows; value = 100 · slice + 10 · row + column.
struct Volume
{
  int slices = 2;
  int volumes = 1;
  float slope = 1.0F;
  float intercept = 0.0F;
  std::string description = {};
};

std::vector<std::int16_t> valuesOf(const Volume& volume);

/// As dcm2niix writes them: rows from right to left and from front to back, slices 2 mm apart; the
/// first pixel at 5, 6, 7 mm of NIfTI's right, front, top.
std::string niftiBytes(const Volume& volume);
void writeNifti(const std::filesystem::path& file, const Volume& volume);
void writeNrrd(const std::filesystem::path& file, const Volume& volume);
void writeMetaImage(const std::filesystem::path& file, const Volume& volume);
/// With the pixels in a file of their own.
void writeMetaImagePair(const std::filesystem::path& file, const std::string& dataFile,
                        const Volume& volume);
/// An NRRD of complex numbers' shape: two numbers a pixel.
void writeVectorNrrd(const std::filesystem::path& file);

void writeBytes(const std::filesystem::path& file, const std::string& bytes);
void writeGzip(const std::filesystem::path& file, const std::string& bytes);

} // namespace limpid::imaging::test
