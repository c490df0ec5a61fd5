#include "tests/core/network/sent_images.h"

#include "core/network/find.h"
#include "core/network/store.h"
#include "core/study/dicom_dictionary.h"
#include "tests/support/dicom_files.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dctk.h>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <sstream>

namespace limpid::network {

std::vector<std::filesystem::path> writeSeries(const std::filesystem::path& folder,
                                               const SentSeries& series)
{
  EXPECT_TRUE(study::prepareDicomDictionary());
  std::vector<std::filesystem::path> files;
  for (int image = 1; image <= series.images; ++image) {
    const std::string uid = fmt::format("{}.{}", series.seriesUid, image);
    files.push_back(folder / (uid + ".dcm"));
    support::writeDicom(files.back(),
                        {.modality = series.modality,
                         .patientId = series.patientId,
                         .patientName = series.patientName,
                         .studyDate = series.studyDate,
                         .studyUid = series.studyUid,
                         .seriesUid = series.seriesUid,
                         .sopUid = uid,
                         .instance = image,
                         .positionMm = static_cast<double>(image),
                         .synthetic = true,
                         .rows = series.edge,
                         .columns = series.edge,
                         .values = support::smoothSlice(series.edge, series.edge, 10.0,
                                                        static_cast<unsigned>(image))});
    if (series.characterSet.empty())
      continue;
    DcmFileFormat format;
    EXPECT_TRUE(format.loadFile(files.back().c_str()).good());
    format.getDataset()->putAndInsertString(DCM_SpecificCharacterSet, series.characterSet.c_str());
    EXPECT_TRUE(format.saveFile(files.back().c_str(), EXS_LittleEndianExplicit).good());
  }
  return files;
}

std::vector<std::filesystem::path>
sendSeries(const Archive& archive, const std::filesystem::path& folder, const SentSeries& series)
{
  std::vector<std::filesystem::path> files = writeSeries(folder, series);
  jobs::JobContext context;
  const Result<StoreReport> report = store(archive, {.paths = files}, context);
  EXPECT_TRUE(report) << report.error().message;
  if (report) {
    EXPECT_EQ(report->sent.size(), files.size()) << report->reason;
  }
  return files;
}

std::size_t imagesIn(const Archive& archive)
{
  jobs::JobContext context;
  const auto report =
      find(archive, {.level = Level::Image, .studyDate = "19000101-21000101"}, context);
  EXPECT_TRUE(report) << report.error().message;
  return report ? report->found.size() : 0;
}

std::string difference(const std::filesystem::path& one, const std::filesystem::path& other)
{
  DcmFileFormat first;
  DcmFileFormat second;
  if (first.loadFile(one.c_str()).bad() || second.loadFile(other.c_str()).bad())
    return "one of them can't be read";
  std::ostringstream a;
  std::ostringstream b;
  first.loadAllDataIntoMemory();
  second.loadAllDataIntoMemory();
  for (const auto& [format, text] : {std::pair(&first, &a), std::pair(&second, &b)})
    format->getDataset()->print(*text, 0);
  if (first.getDataset()->getOriginalXfer() != second.getDataset()->getOriginalXfer())
    return "they have other transfer syntaxes";
  return a.str() == b.str() ? std::string() : fmt::format("{}\nis not\n{}", a.str(), b.str());
}

} // namespace limpid::network
