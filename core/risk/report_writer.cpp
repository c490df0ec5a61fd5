#include "core/risk/report_content.h"

#include "core/base/unique_identifier.h"
#include "core/base/version.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/dcmsr/dsrdoc.h>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <unistd.h>

namespace limpid::risk {
namespace {

using Types = DSRTypes;

DSRCodedEntryValue dicomCode(const char* value, const char* meaning)
{
  return {value, "DCM", meaning};
}

DSRCodedEntryValue ownCode(const std::string& value, const std::string& meaning)
{
  return {value.c_str(), ownScheme, meaning.c_str()};
}

DSRCodedEntryValue entry(const ReportCode& code)
{
  return {code.value.c_str(), code.scheme.c_str(), code.meaning.c_str()};
}

/// Builds a document tree and keeps the first failure.
class TreeWriter
{
public:
  explicit TreeWriter(DSRDocumentTree& tree) : m_tree(tree) {}

  DSRContentItem& add(Types::E_RelationshipType relationship, Types::E_ValueType type,
                      const DSRCodedEntryValue& concept_)
  {
    const auto mode = m_below ? Types::AM_belowCurrent : Types::AM_afterCurrent;
    if (m_tree.addContentItem(relationship, type, mode) == 0)
      keep(SR_EC_CannotAddContentItem);
    m_below = false;
    DSRContentItem& item = m_tree.getCurrentContentItem();
    if (!concept_.isEmpty())
      keep(item.setConceptName(concept_));
    return item;
  }

  void text(Types::E_RelationshipType relationship, const DSRCodedEntryValue& name,
            const std::string& text)
  {
    keep(add(relationship, Types::VT_Text, name).setStringValue(text.c_str()));
  }

  void down() { m_below = true; }
  void up()
  {
    if (!m_below)
      m_tree.goUp();
    m_below = false;
  }
  void keep(const OFCondition& condition)
  {
    if (m_failure.good() && condition.bad())
      m_failure = condition;
  }
  const OFCondition& failed() const { return m_failure; }

private:
  DSRDocumentTree& m_tree;
  bool m_below = false;
  OFCondition m_failure = EC_Normal;
};

bool isPerson(const std::string& source)
{
  return source == "person";
}

bool isEstimator(const ReportedRating& rating, const Component& component)
{
  return component.kind == ComponentKind::Measured && !isPerson(rating.source) &&
         rating.source != "table" && rating.source != "demo";
}

void addRating(TreeWriter& tree, const ReportedRating& rating, const Component& component)
{
  tree.keep(tree.add(Types::RT_contains, Types::VT_Num, entry(componentCodeOf(component)))
                .setNumericValue(DSRNumericMeasurementValue(
                    fmt::format("{:.10g}", rating.value).c_str(), entry(unitCodeOf(rating.unit)))));
  tree.down();
  if (isEstimator(rating, component)) { // TID 2102
    tree.text(Types::RT_hasConceptMod, dicomCode("111001", "Algorithm Name"), rating.source);
    tree.text(Types::RT_hasConceptMod, dicomCode("111003", "Algorithm Version"), programVersion);
    tree.text(Types::RT_hasConceptMod, dicomCode("122405", "Algorithm Manufacturer"), programName);
  } else {
    tree.text(Types::RT_hasConceptMod, ownCode("source", "Source of the value"), rating.source);
  }
  if (!rating.author.empty())
    tree.keep(tree.add(Types::RT_hasProperties, Types::VT_PName,
                       dicomCode("121008", "Person Observer Name"))
                  .setStringValue(rating.author.c_str()));
  tree.up();
}

void addTarget(TreeWriter& tree, const Target& target, const ReportContent& content)
{
  if (target.level == Level::Image) {
    const auto image = std::ranges::find(content.images, target.uid, &ReportedImage::sopUid);
    DSRImageReferenceValue reference(
        image != content.images.end() ? image->sopClassUid.c_str() : "", target.uid.c_str());
    if (target.frame > 1)
      reference.getFrameList().addItem(target.frame);
    tree.keep(tree.add(Types::RT_contains, Types::VT_Image, ownCode("image", "Rated image"))
                  .setImageReference(reference));
    return;
  }
  const DSRCodedEntryValue name = target.level == Level::Series
                                      ? dicomCode("112002", "Series Instance UID")
                                      : dicomCode("110180", "Study Instance UID");
  tree.keep(
      tree.add(Types::RT_contains, Types::VT_UIDRef, name).setStringValue(target.uid.c_str()));
}

void addComponents(TreeWriter& tree, const ReportContent& content)
{
  tree.add(Types::RT_contains, Types::VT_Container, ownCode("components", "Rated components"));
  tree.down();
  for (const Component& component : content.components)
    tree.text(Types::RT_contains, entry(componentCodeOf(component)),
              fmt::format("{}: {}",
                          component.kind == ComponentKind::Measured ? "measured" : "rated",
                          scaleText(component)));
  tree.up();
}

void addRatings(TreeWriter& tree, const ReportContent& content)
{
  std::map<std::tuple<Level, std::string, int>, std::vector<const ReportedRating*>> byTarget;
  for (const ReportedRating& rating : content.ratings)
    byTarget[{rating.target.level, rating.target.uid, rating.target.frame}].push_back(&rating);
  for (const auto& [place, ratings] : byTarget) {
    tree.add(Types::RT_contains, Types::VT_Container, ownCode("ratings", "Image quality ratings"));
    tree.down();
    addTarget(tree, ratings.front()->target, content);
    for (const ReportedRating* rating : ratings)
      addRating(tree, *rating,
                *std::ranges::find(content.components, rating->component, &Component::id));
    tree.up();
  }
}

OFCondition compose(DSRDocument& document, const ReportContent& content)
{
  document.createNewSeriesInStudy(content.studyUid.c_str());
  document.setSpecificCharacterSetType(Types::CS_UTF8);
  TreeWriter tree(document.getTree());
  tree.keep(document.setPatientName(content.patient.c_str()));
  tree.keep(document.setPatientID(content.patient.c_str()));
  tree.keep(document.setManufacturer(programName));
  tree.keep(document.setManufacturerModelName(programName));
  tree.keep(document.setDeviceSerialNumber("0"));
  tree.keep(document.setSoftwareVersions(programVersion));
  tree.keep(document.setSeriesDescription("Image quality ratings"));
  tree.keep(document.setSeriesNumber("901"));
  tree.keep(document.setInstanceNumber("1"));
  tree.keep(document.getCodingSchemeIdentification().addItem(ownScheme));
  tree.keep(document.getCodingSchemeIdentification().setCodingSchemeName("Limpid, local codes"));
  if (document.getTree().addContentItem(Types::RT_isRoot, Types::VT_Container) == 0)
    return SR_EC_CannotAddContentItem;
  tree.keep(document.getTree().getCurrentContentItem().setConceptName(
      dicomCode("111050", "Quality Assessment")));
  tree.down();
  tree.keep(tree.add(Types::RT_hasConceptMod, Types::VT_Code,
                     dicomCode("121049", "Language of Content Item and Descendants"))
                .setCodeValue(DSRCodedEntryValue("en", "RFC5646", "English")));
  tree.keep(tree.add(Types::RT_hasObsContext, Types::VT_Code, dicomCode("121005", "Observer Type"))
                .setCodeValue(dicomCode("121007", "Device")));
  tree.keep(tree.add(Types::RT_hasObsContext, Types::VT_UIDRef,
                     dicomCode("121012", "Device Observer UID"))
                .setStringValue("2.25.91847301649275016482930571836450921834"));
  addComponents(tree, content);
  addRatings(tree, content);
  for (const ReportedImage& image : content.images)
    tree.keep(document.getCurrentRequestedProcedureEvidence().addItem(
        content.studyUid.c_str(), image.seriesUid.c_str(), image.sopClassUid.c_str(),
        image.sopUid.c_str()));
  return tree.failed();
}

/// The report says how it was de-identified, like the images (PS3.15 E.1).
OFCondition declare(DcmDataset& dataset)
{
  OFCondition failed = dataset.putAndInsertString(DCM_PatientIdentityRemoved, "YES");
  const auto put = [&](DcmItem& item, const DcmTagKey& tag, const std::string& value) {
    if (failed.good())
      failed = item.putAndInsertString(tag, value.c_str());
  };
  // DCMTK makes UIDs from host and time, which say where it was written.
  put(dataset, DCM_SeriesInstanceUID, freshUid());
  put(dataset, DCM_SOPInstanceUID, freshUid());
  put(dataset, DCM_DeidentificationMethod, fmt::format("{} {}", programName, programVersion));
  DcmItem* code = nullptr;
  dataset.findOrCreateSequenceItem(DCM_DeidentificationMethodCodeSequence, code, -2);
  if (code == nullptr)
    return EC_MemoryExhausted;
  put(*code, DCM_CodeValue, "113100");
  put(*code, DCM_CodingSchemeDesignator, "DCM");
  put(*code, DCM_CodeMeaning, "Basic Application Confidentiality Profile");
  return failed;
}

} // namespace

Result<void> writeReport(const std::filesystem::path& file, const ReportContent& content)
{
  DSRDocument document(Types::DT_EnhancedSR);
  OFCondition composed = compose(document, content);
  DcmFileFormat format;
  if (composed.good())
    composed = document.write(*format.getDataset());
  if (composed.good())
    composed = declare(*format.getDataset());
  const std::filesystem::path part = fmt::format("{}.{}.part", file.string(), ::getpid());
  std::error_code status;
  if (composed.good()) {
    composed = format.saveFile(part.c_str(), EXS_LittleEndianExplicit);
    if (composed.good())
      std::filesystem::rename(part, file, status);
  }
  if (composed.good() && !status)
    return {};
  std::filesystem::remove(part, status);
  return failure(composed.good() ? ErrorCode::PermissionDenied : ErrorCode::Internal,
                 fmt::format("{} can't be written as a structured report: {}.", file.string(),
                             composed.good() ? "no rights" : composed.text()));
}

} // namespace limpid::risk
