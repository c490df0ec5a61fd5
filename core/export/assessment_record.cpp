#include "core/export/assessment_record.h"

#include <algorithm>

namespace limpid::exporting {
namespace {

constexpr std::size_t longestSentence = 400;

std::int64_t integerIn(const Json& document, const char* key)
{
  const auto found = document.find(key);
  return found != document.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

std::string textIn(const Json& document, const char* key)
{
  const auto found = document.find(key);
  return found != document.end() && found->is_string() ? found->get<std::string>() : std::string();
}

} // namespace

std::vector<std::string> sentencesIn(const Json& list)
{
  std::vector<std::string> sentences;
  if (!list.is_array())
    return sentences;
  for (const Json& entry : list) {
    if (!entry.is_object())
      continue;
    std::string text = textIn(entry, "text");
    const bool oneLine = std::ranges::none_of(
        text, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; });
    if (!text.empty() && text.size() <= longestSentence && oneLine)
      sentences.push_back(std::move(text));
  }
  return sentences;
}

AssessmentRecord assessmentOf(const std::filesystem::path& run, const std::string& modelDigest)
{
  AssessmentRecord record;
  bool foundModel = false;
  auto newest = std::filesystem::file_time_type::min();
  std::error_code status;
  for (const auto& folder : std::filesystem::directory_iterator(run / "assessments", status)) {
    const std::filesystem::path file = folder.path() / "assessment.json";
    const auto written = std::filesystem::last_write_time(file, status);
    const Result<Json> document = readDocument(file, "limpid-assessment", 1);
    if (status || !document)
      continue;
    const bool isModel = textIn(*document, "modelDigest") == modelDigest;
    if (foundModel > isModel || (foundModel == isModel && written <= newest))
      continue;
    foundModel = isModel;
    newest = written;
    record = {integerIn(*document, "step"),
              sentencesIn(document->value("sentences", Json::array()))};
  }
  return record;
}

} // namespace limpid::exporting
