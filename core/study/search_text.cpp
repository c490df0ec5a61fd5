#include "core/study/search_text.h"

#include "core/study/image_words.h"

#include <fmt/format.h>

#include <sstream>

namespace limpid::study {
namespace {

std::string dateWithDashes(const std::string& date)
{
  return date.size() == 8
             ? fmt::format("{}-{}-{}", date.substr(0, 4), date.substr(4, 2), date.substr(6, 2))
             : std::string();
}

} // namespace

std::string searchTextOf(const SeriesRecord& series)
{
  std::string text;
  for (const std::string& part :
       {series.patientName, series.patientId, series.studyDescription, series.studyDate,
        dateWithDashes(series.studyDate), series.description, series.modality, series.bodyPart,
        series.kernelOrSequence, series.plane})
    if (!part.empty())
      text += part + '\n';
  return foldedForSearch(text);
}

std::vector<std::string> searchPatterns(const std::string& search)
{
  std::istringstream words(foldedForSearch(search));
  std::vector<std::string> patterns;
  for (std::string word; words >> word;) {
    std::string pattern = "%";
    for (const char letter : word) { // % and _ are letters to those who search
      if (letter == '%' || letter == '_' || letter == '\\')
        pattern += '\\';
      pattern += letter;
    }
    patterns.push_back(pattern + "%");
  }
  return patterns;
}

} // namespace limpid::study
