#include "core/study/deidentified_dataset.h"

#include "core/base/version.h"
#include "core/study/identity_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <optional>
#include <string_view>

namespace limpid::study {
namespace {

const DcmTagKey syntheticData(0x0008, 0x001C); // DCMTK 3.6.7 doesn't know it
const DcmTagKey temporalInformation(0x0028, 0x0303);

/// Names of classes and coding schemes, which point to no instance of anything.
bool isClassUid(const DcmTagKey& tag)
{
  static const std::array<DcmTagKey, 6> classes = {DCM_SOPClassUID,
                                                   DCM_ReferencedSOPClassUID,
                                                   DCM_RelatedGeneralSOPClassUID,
                                                   DCM_CodingSchemeUID,
                                                   DCM_ContextUID,
                                                   DCM_MappingResourceUID};
  return std::ranges::find(classes, tag) != classes.end();
}

bool isStandardUid(std::string_view uid)
{
  return uid.starts_with("1.2.840.10008.");
}

std::string textOf(DcmElement& element)
{
  OFString text;
  element.getOFStringArray(text);
  return {text.c_str(), text.length()};
}

/// Of an attribute that is CS, but came as unknown: DCMTK tells those as hexadecimal bytes.
bool saysYes(DcmElement& element)
{
  Uint8* bytes = nullptr;
  if (element.getVR() != EVR_UN)
    return textOf(element).starts_with("YES");
  return element.getUint8Array(bytes).good() && bytes != nullptr && element.getLength() >= 3 &&
         std::equal(bytes, bytes + 3, "YES");
}

/// The date at the head of a DA or DT, moved; nothing when there is none (also the old form
/// 1999.12.31).
std::optional<std::string> movedDate(std::string text, int daysBack)
{
  if (text.size() >= 10 && text[4] == '.' && text[7] == '.')
    text = text.substr(0, 4) + text.substr(5, 2) + text.substr(8);
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  const char* const at = text.data();
  if (text.size() < 8 || std::from_chars(at, at + 4, year).ptr != at + 4 ||
      std::from_chars(at + 4, at + 6, month).ptr != at + 6 ||
      std::from_chars(at + 6, at + 8, day).ptr != at + 8)
    return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                         std::chrono::day(day)};
  if (!date.ok())
    return std::nullopt;
  const std::chrono::year_month_day moved =
      std::chrono::sys_days(date) - std::chrono::days(daysBack);
  return fmt::format("{:04}{:02}{:02}{}", static_cast<int>(moved.year()),
                     static_cast<unsigned>(moved.month()), static_cast<unsigned>(moved.day()),
                     text.substr(8));
}

/// Zero-length values say nothing and are valid where the type is 2.
const char* dummyOf(DcmEVR vr)
{
  switch (vr) {
  case EVR_DA:
    return "19000101";
  case EVR_DT:
    return "19000101000000";
  case EVR_TM:
    return "000000";
  case EVR_AS:
    return "000Y";
  case EVR_DS:
  case EVR_IS:
    return "0";
  default:
    return "REMOVED";
  }
}

bool isText(DcmEVR vr)
{
  constexpr std::array<DcmEVR, 12> texts = {EVR_AE, EVR_AS, EVR_CS, EVR_DA, EVR_DS, EVR_DT,
                                            EVR_IS, EVR_LO, EVR_PN, EVR_SH, EVR_TM, EVR_UC};
  constexpr std::array<DcmEVR, 4> longTexts = {EVR_LT, EVR_ST, EVR_UT, EVR_UR};
  return std::ranges::find(texts, vr) != texts.end() ||
         std::ranges::find(longTexts, vr) != longTexts.end();
}

void putCode(DcmItem& dataset, const char* value, const char* meaning, OFCondition& failed)
{
  DcmItem* item = nullptr;
  const auto keep = [&](const OFCondition& condition) {
    if (failed.good() && condition.bad())
      failed = condition;
  };
  keep(dataset.findOrCreateSequenceItem(DCM_DeidentificationMethodCodeSequence, item, -2));
  if (item == nullptr)
    return;
  keep(item->putAndInsertString(DCM_CodeValue, value));
  keep(item->putAndInsertString(DCM_CodingSchemeDesignator, "DCM"));
  keep(item->putAndInsertString(DCM_CodeMeaning, meaning));
}

} // namespace

DatasetDisguise::DatasetDisguise(DcmDataset& dataset, const Disguise& disguise)
    : m_dataset(dataset),
      m_disguise(disguise),
      m_isEnhanced(dataset.tagExists(DCM_SharedFunctionalGroupsSequence))
{
}

OFCondition DatasetDisguise::apply()
{
  collectIdentity(m_dataset);
  clean(m_dataset);
  putDeclaration();
  return m_failure;
}

void DatasetDisguise::collectIdentity(DcmItem& item)
{
  for (unsigned long index = 0; index < item.card(); ++index) {
    DcmElement& element = *item.getElement(index);
    const DcmTagKey& tag = element.getTag();
    if (element.ident() == EVR_SQ) {
      auto& sequence = static_cast<DcmSequenceOfItems&>(element);
      for (unsigned long at = 0; at < sequence.card(); ++at)
        collectIdentity(*sequence.getItem(at));
    } else if (element.getVR() == EVR_PN) {
      addNameWords(m_identity, textOf(element));
    } else if (tag == DCM_PatientID || tag == DCM_RETIRED_OtherPatientIDs ||
               tag == DCM_AccessionNumber || tag == DCM_InstitutionName) {
      addIdentityPhrase(m_identity, textOf(element));
    }
  }
}

void DatasetDisguise::clean(DcmItem& item)
{
  for (unsigned long left = item.card(); left > 0; --left)
    if (!keeps(*item.getElement(left - 1)))
      delete item.remove(left - 1);
}

bool DatasetDisguise::keeps(DcmElement& element)
{
  const DcmTagKey tag = element.getTag();
  if ((tag.getGroup() & 1U) != 0 || tag.getElement() == 0)
    return false; // private, or a group's length
  if (tag == syntheticData)
    return true;
  const auto action = profileAction(tag.getGroup(), tag.getElement());
  if (m_disguise.keepCharacteristics && isPatientCharacteristic(tag.getGroup(), tag.getElement()))
    return tag != DCM_PatientAge || keepsAge(element);
  const DcmEVR vr = element.getVR();
  const bool isTime = vr == EVR_DA || vr == EVR_DT || vr == EVR_TM;
  if (isTime && m_disguise.shiftDays > 0 && tag != DCM_PatientBirthDate &&
      tag != DCM_PatientBirthTime)
    return vr == EVR_TM || keepsDate(element);
  return action ? keepsByProfile(element, *action) : keepsUnlisted(element);
}

bool DatasetDisguise::keepsByProfile(DcmElement& element, ProfileAction action)
{
  const bool isSequence = element.ident() == EVR_SQ;
  switch (action) {
  case ProfileAction::MapUid:
  case ProfileAction::KeepWithMappedUids:
    return isSequence ? keepsSequence(element) : keepsUids(element);
  case ProfileAction::Remove:
    return false;
  case ProfileAction::Empty:
  case ProfileAction::RemoveOrEmpty:
    return !isSequence && empty(element);
  case ProfileAction::Dummy:
    return !isSequence && fillDummy(element);
  case ProfileAction::RemoveOrDummy:
    return !isSequence && m_isEnhanced && fillDummy(element);
  case ProfileAction::EmptyOrDummy:
  case ProfileAction::RemoveEmptyOrDummy:
    return !isSequence && (m_isEnhanced ? fillDummy(element) : empty(element));
  }
  return false;
}

bool DatasetDisguise::keepsUnlisted(DcmElement& element)
{
  if (element.ident() == EVR_SQ)
    return keepsSequence(element);
  switch (element.getVR()) {
  case EVR_UI:
    return keepsUids(element);
  case EVR_PN:
  case EVR_DA:
  case EVR_DT:
  case EVR_TM:
  case EVR_LT:
  case EVR_ST:
  case EVR_UT:
  case EVR_UR:
  case EVR_AE:
  case EVR_UN:
    return false;
  case EVR_LO:
  case EVR_SH:
  case EVR_UC:
    return !holdsIdentity(m_identity, textOf(element)) || fillDummy(element);
  default:
    return true;
  }
}

bool DatasetDisguise::keepsSequence(DcmElement& element)
{
  auto& sequence = static_cast<DcmSequenceOfItems&>(element);
  for (unsigned long at = 0; at < sequence.card(); ++at)
    clean(*sequence.getItem(at));
  return true;
}

bool DatasetDisguise::keepsUids(DcmElement& element)
{
  if (isClassUid(element.getTag()))
    return true;
  const std::string before = textOf(element);
  std::string after;
  for (std::size_t start = 0; start <= before.size();) {
    const std::size_t end = std::min(before.find('\\', start), before.size());
    const std::string uid = before.substr(start, end - start);
    after += uid.empty() || isStandardUid(uid) ? uid : m_disguise.mapUid(uid);
    if (end < before.size())
      after += '\\';
    start = end + 1;
  }
  put(element, after);
  return true;
}

bool DatasetDisguise::keepsDate(DcmElement& element)
{
  const std::string text = textOf(element);
  if (text.empty())
    return true;
  const std::optional<std::string> moved = movedDate(text, m_disguise.shiftDays);
  if (text.find('\\') != std::string::npos || !moved)
    return false;
  put(element, *moved);
  return true;
}

/// Ages above 89 are few enough to lead to a person.
bool DatasetDisguise::keepsAge(DcmElement& element)
{
  const std::string text = textOf(element);
  int years = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), years);
  if (parsed.ptr != text.data() + text.size() && *parsed.ptr == 'Y' && years > 89)
    put(element, "090Y");
  return true;
}

bool DatasetDisguise::empty(DcmElement& element)
{
  keepFailure(element.clear());
  return true;
}

bool DatasetDisguise::fillDummy(DcmElement& element)
{
  const DcmEVR vr = element.getVR();
  if (!isText(vr))
    return empty(element);
  put(element, dummyOf(vr));
  return true;
}

void DatasetDisguise::put(DcmElement& element, const std::string& text)
{
  keepFailure(element.putOFStringArray(OFString(text.c_str())));
}

void DatasetDisguise::keepFailure(const OFCondition& condition)
{
  if (m_failure.good() && condition.bad())
    m_failure = condition;
}

void DatasetDisguise::putDeclaration()
{
  DcmElement* kept = nullptr;
  if (m_dataset.findAndGetElement(syntheticData, kept).good()) {
    const bool isYes = saysYes(*kept);
    keepFailure(
        m_dataset.putAndInsertString(DcmTag(syntheticData, DcmVR(EVR_CS)), isYes ? "YES" : "NO"));
  }
  keepFailure(m_dataset.putAndInsertString(DCM_PatientName, m_disguise.pseudonym.c_str()));
  keepFailure(m_dataset.putAndInsertString(DCM_PatientID, m_disguise.pseudonym.c_str()));
  keepFailure(m_dataset.putAndInsertString(DCM_PatientIdentityRemoved, "YES"));
  keepFailure(m_dataset.putAndInsertString(
      DCM_DeidentificationMethod,
      fmt::format("{} {}, PS3.15 table E.1-1 of 2021b", programName, programVersion).c_str()));
  keepFailure(m_dataset.putAndInsertString(DcmTag(temporalInformation, DcmVR(EVR_CS)),
                                           m_disguise.shiftDays > 0 ? "MODIFIED" : "REMOVED"));
  delete m_dataset.remove(DCM_DeidentificationMethodCodeSequence);
  putCode(m_dataset, "113100", "Basic Application Confidentiality Profile", m_failure);
  if (m_disguise.pixelsCleaned) {
    putCode(m_dataset, "113101", "Clean Pixel Data Option", m_failure);
    keepFailure(m_dataset.putAndInsertString(DCM_BurnedInAnnotation, "NO"));
  }
  if (m_disguise.shiftDays > 0)
    putCode(m_dataset, "113107", "Retain Longitudinal Temporal Information Modified Dates Option",
            m_failure);
  if (m_disguise.keepCharacteristics)
    putCode(m_dataset, "113108", "Retain Patient Characteristics Option", m_failure);
}

} // namespace limpid::study
