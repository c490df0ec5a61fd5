#pragma once

// For the sources of core/risk only: what stands in a report, apart from how DICOM writes it.

#include "core/base/result.h"
#include "core/risk/ratings.h"
#include "core/risk/report_codes.h"
#include "core/risk/schema.h"

#include <filesystem>
#include <string>
#include <vector>

namespace limpid::risk {

struct ReportedRating
{
  Target target; ///< with the UIDs of the report
  std::string component;
  double value = 0.0;
  std::string unit; ///< as Component::unit
  std::string source;
  std::string author;
};

/// What images a rating can be about.
struct ReportedImage
{
  std::string seriesUid;
  std::string sopClassUid;
  std::string sopUid;
};

struct ReportContent
{
  std::string patient; ///< pseudonym, ID and name
  std::string studyUid;
  std::vector<Component> components;
  std::vector<ReportedImage> images;
  std::vector<ReportedRating> ratings;
};

/// Values of the scale as text: "1 none; 2 moderate; 3 severe; good end low", and back.
std::string scaleText(const Component& component);
Result<void> readScaleText(const std::string& text, Component& component);

Result<void> writeReport(const std::filesystem::path& file, const ReportContent& content);
Result<ReportContent> readReport(const std::filesystem::path& file);

} // namespace limpid::risk
