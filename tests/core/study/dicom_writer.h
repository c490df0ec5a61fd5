#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace limpid::study::test {

/// A small CT series of 6 × 4 pixels; what a test doesn't care about stays as it is here.
struct Series
{
  std::string uid = "1.2.3";
  std::string studyUid = "1.2.4";
  std::string patientId = "4711";
  std::string patientName = "DOE^JOHN";
  std::string description = "Head";
  std::string imageType = "ORIGINAL\\PRIMARY\\AXIAL";
  std::string characterSet = "";
  std::string manufacturer = "";
  std::string model = "";
  std::string sex = "";
  std::string age = "";
  std::vector<double> positionsMm = {}; ///< 2.5 mm apart when empty
  int frames = 1;
  bool synthetic = false;
  bool implicitSyntax = false;
};

/// Writes image1.dcm … with UIDs of uidOfImage(); makes the folder.
void writeSeries(const std::filesystem::path& folder, const Series& series, int images);
std::string uidOfImage(const Series& series, int number);

void writeDirectory(const std::filesystem::path& file); ///< a DICOMDIR's class, no records
void writeReport(const std::filesystem::path& file);    ///< a structured report without content
void copyTruncated(const std::filesystem::path& from, const std::filesystem::path& to,
                   std::uintmax_t bytes);
/// Gives a file another modification time without waiting for the clock.
void touchLater(const std::filesystem::path& file);

} // namespace limpid::study::test
