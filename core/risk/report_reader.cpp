#include "core/risk/report_content.h"
#include "core/risk/table_file.h"
#include "core/study/dicom_dictionary.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/dcmsr/dsrdoc.h>
#include <fmt/format.h>

#include <algorithm>

namespace limpid::risk {
namespace {

std::string text(const OFString& value)
{
  return {value.c_str(), value.length()};
}

bool isCode(const DSRCodedEntryValue& code, const char* value, const char* scheme)
{
  return code.getCodeValue() == value && code.getCodingSchemeDesignator() == scheme;
}

bool isOwn(const DSRCodedEntryValue& code, const char* value)
{
  return isCode(code, value, ownScheme);
}

/// Nothing where the code names no component.
std::optional<std::string> componentOf(const DSRCodedEntryValue& code)
{
  if (isCode(code, "111029", "DCM"))
    return overallComponent;
  if (code.getCodingSchemeDesignator() == ownScheme)
    return text(code.getCodeValue());
  return std::nullopt;
}

std::string unitOf(const DSRCodedEntryValue& code)
{
  const std::string value = text(code.getCodeValue());
  if (value == "[hnsf'U]")
    return "HU";
  if (value == "{score}")
    return {};
  if (value.size() > 2 && value.front() == '{' && value.back() == '}')
    return value.substr(1, value.size() - 2);
  return value;
}

/// Takes the items of a report in the order of the document: a target, then its ratings, each
/// followed by where it came from.
class ContentReader
{
public:
  explicit ContentReader(ReportContent& content) : m_content(content) {}

  Result<void> take(DSRContentItem& item)
  {
    const DSRCodedEntryValue& name = item.getConceptName();
    switch (item.getValueType()) {
    case DSRTypes::VT_Container:
      m_inComponents = isOwn(name, "components");
      m_target = {};
      break;
    case DSRTypes::VT_Image:
      takeImage(item.getImageReference());
      break;
    case DSRTypes::VT_UIDRef:
      if (isCode(name, "112002", "DCM"))
        m_target = Target{Level::Series, text(item.getStringValue()), 1};
      else if (isCode(name, "110180", "DCM"))
        m_target = Target{Level::Study, text(item.getStringValue()), 1};
      break;
    case DSRTypes::VT_Num:
      return takeRating(name, item.getNumericValue());
    case DSRTypes::VT_Text:
      return takeText(name, text(item.getStringValue()));
    case DSRTypes::VT_PName:
      if (!m_content.ratings.empty() && isCode(name, "121008", "DCM"))
        m_content.ratings.back().author = text(item.getStringValue());
      break;
    default:
      break;
    }
    return {};
  }

private:
  void takeImage(const DSRImageReferenceValue& reference)
  {
    Sint32 frame = 1;
    if (!reference.getFrameList().isEmpty())
      const_cast<DSRImageReferenceValue&>(reference).getFrameList().getItem(1, frame);
    m_target = Target{Level::Image, text(reference.getSOPInstanceUID()), frame};
  }

  Result<void> takeRating(const DSRCodedEntryValue& name, const DSRNumericMeasurementValue& number)
  {
    const std::optional<std::string> component = componentOf(name);
    if (!component)
      return {};
    const std::optional<double> value = parseNumber(text(number.getNumericValue()), false);
    if (!value || m_target.uid.empty())
      return failure(ErrorCode::BadInput,
                     fmt::format("a rating of \"{}\" has no number or names no image", *component));
    m_content.ratings.push_back({.target = m_target,
                                 .component = *component,
                                 .value = *value,
                                 .unit = unitOf(number.getMeasurementUnit()),
                                 .source = "table",
                                 .author = {}});
    return {};
  }

  Result<void> takeText(const DSRCodedEntryValue& name, const std::string& value)
  {
    if (m_inComponents)
      return takeComponent(name, value);
    if (!m_content.ratings.empty() && (isCode(name, "111001", "DCM") || isOwn(name, "source")))
      m_content.ratings.back().source = value;
    return {};
  }

  Result<void> takeComponent(const DSRCodedEntryValue& name, const std::string& description)
  {
    const std::optional<std::string> id = componentOf(name);
    const std::size_t colon = description.find(':');
    if (!id || colon == std::string::npos)
      return {};
    Component component;
    component.id = *id;
    component.label = text(name.getCodeMeaning());
    component.kind =
        description.starts_with("measured") ? ComponentKind::Measured : ComponentKind::Rated;
    if (const Result<void> read = readScaleText(description.substr(colon + 1), component); !read)
      return read;
    m_content.components.push_back(std::move(component));
    return {};
  }

  ReportContent& m_content;
  Target m_target{};
  bool m_inComponents = false;
};

tl::unexpected<Error> bad(const std::filesystem::path& file, const std::string& reason)
{
  return failure(ErrorCode::BadInput,
                 fmt::format("{} can't be read as ratings: {}.", file.string(), reason));
}

} // namespace

Result<ReportContent> readReport(const std::filesystem::path& file)
{
  if (const Result<void> prepared = study::prepareDicomDictionary(); !prepared)
    return failure(prepared.error());
  DcmFileFormat format;
  DSRDocument document;
  OFCondition read = format.loadFile(file.c_str());
  if (read.good())
    read = document.read(*format.getDataset());
  if (read.bad())
    return bad(file, read.text());
  ReportContent content;
  DSRDocumentTree& tree = document.getTree();
  ContentReader reader(content);
  if (tree.gotoRoot() == 0)
    return bad(file, "the report is empty");
  do {
    if (const Result<void> taken = reader.take(tree.getCurrentContentItem()); !taken)
      return bad(file, taken.error().message);
  } while (tree.iterate() != 0);
  if (content.ratings.empty())
    return bad(file, "it holds no ratings that Limpid knows");
  return content;
}

} // namespace limpid::risk
