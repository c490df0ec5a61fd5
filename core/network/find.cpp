#include "core/network/find.h"

#include "core/network/association.h"
#include "core/network/failure.h"
#include "core/study/dicom_values.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/dcmnet/dimse.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace limpid::network {
namespace {

/// A key of a query and where its answer is kept.
struct TextKey
{
  Level level;
  DcmTagKey tag;
  std::string Found::*member;
};

struct CountKey
{
  Level level;
  DcmTagKey tag;
  std::optional<int> Found::*member;
};

const std::vector<TextKey>& textKeys()
{
  static const std::vector<TextKey> keys{
      {Level::Patient, DCM_PatientName, &Found::patientName},
      {Level::Patient, DCM_PatientID, &Found::patientId},
      {Level::Patient, DCM_PatientBirthDate, &Found::birthDate},
      {Level::Patient, DCM_PatientSex, &Found::sex},
      {Level::Study, DCM_StudyInstanceUID, &Found::studyUid},
      {Level::Study, DCM_StudyDate, &Found::studyDate},
      {Level::Study, DCM_StudyTime, &Found::studyTime},
      {Level::Study, DCM_StudyDescription, &Found::studyDescription},
      {Level::Study, DCM_AccessionNumber, &Found::accessionNumber},
      {Level::Study, DCM_ModalitiesInStudy, &Found::modalities},
      {Level::Series, DCM_SeriesInstanceUID, &Found::seriesUid},
      {Level::Series, DCM_SeriesNumber, &Found::seriesNumber},
      {Level::Series, DCM_SeriesDescription, &Found::seriesDescription},
      {Level::Series, DCM_Modality, &Found::modality},
      {Level::Series, DCM_BodyPartExamined, &Found::bodyPart},
      {Level::Image, DCM_SOPInstanceUID, &Found::sopInstanceUid},
      {Level::Image, DCM_SOPClassUID, &Found::sopClassUid},
      {Level::Image, DCM_InstanceNumber, &Found::instanceNumber}};
  return keys;
}

const std::vector<CountKey>& countKeys()
{
  static const std::vector<CountKey> keys{
      {Level::Patient, DCM_NumberOfPatientRelatedStudies, &Found::studies},
      {Level::Patient, DCM_NumberOfPatientRelatedSeries, &Found::series},
      {Level::Patient, DCM_NumberOfPatientRelatedInstances, &Found::images},
      {Level::Study, DCM_NumberOfStudyRelatedSeries, &Found::series},
      {Level::Study, DCM_NumberOfStudyRelatedInstances, &Found::images},
      {Level::Series, DCM_NumberOfSeriesRelatedInstances, &Found::images},
      {Level::Image, DCM_Rows, &Found::rows},
      {Level::Image, DCM_Columns, &Found::columns},
      {Level::Image, DCM_NumberOfFrames, &Found::frames}};
  return keys;
}

const char* levelName(Level level)
{
  constexpr std::array names{"PATIENT", "STUDY", "SERIES", "IMAGE"};
  return names.at(static_cast<std::size_t>(level));
}

/// Whether an archive tells the key at this level. With studies as the root, those of the patient
/// are told with the study (PS3.4 C.6.2.1).
bool isToldAt(Level level, Level keyLevel)
{
  return keyLevel == level || (level == Level::Study && keyLevel == Level::Patient);
}

void put(DcmDataset& dataset, const DcmTagKey& tag, const std::string& value)
{
  dataset.putAndInsertString(tag, value.c_str());
}

/// As narrow a character set as the text needs: old archives know few.
void setCharacterSet(DcmDataset& dataset, const std::string& text)
{
  if (std::ranges::all_of(text, [](char letter) { return (letter & 0x80) == 0; }))
    return;
  put(dataset, DCM_SpecificCharacterSet, "ISO_IR 192");
  DcmDataset latin(dataset);
  if (latin.convertCharacterSet("ISO_IR 192", "ISO_IR 100").good())
    dataset = latin;
}

/// `above` is what the levels above have said of the place to search in.
DcmDataset identifierOf(const Query& query, Level level, const Found& above)
{
  DcmDataset dataset;
  for (const TextKey& key : textKeys())
    if (isToldAt(level, key.level))
      dataset.insertEmptyElement(key.tag);
  for (const CountKey& key : countKeys())
    if (key.level == level)
      dataset.insertEmptyElement(key.tag);
  put(dataset, DCM_QueryRetrieveLevel, levelName(level));
  if (level <= Level::Study) {
    put(dataset, DCM_PatientName, query.patientName);
    put(dataset, DCM_PatientID, query.patientId);
  }
  if (level == Level::Study) {
    put(dataset, DCM_StudyDate, query.studyDate);
    put(dataset, DCM_AccessionNumber, query.accessionNumber);
    put(dataset, DCM_ModalitiesInStudy, query.modality);
    put(dataset, DCM_StudyInstanceUID, fmt::format("{}", fmt::join(query.studyUids, "\\")));
  }
  if (level == Level::Series) {
    put(dataset, DCM_Modality, query.modality);
    put(dataset, DCM_SeriesInstanceUID, fmt::format("{}", fmt::join(query.seriesUids, "\\")));
  }
  if (level > Level::Study)
    put(dataset, DCM_StudyInstanceUID, above.studyUid);
  if (level > Level::Series)
    put(dataset, DCM_SeriesInstanceUID, above.seriesUid);
  setCharacterSet(dataset, query.patientName + query.patientId + query.accessionNumber);
  return dataset;
}

Found foundIn(DcmDataset& dataset, Level level, Found found)
{
  const std::string characters = study::textIn(dataset, DCM_SpecificCharacterSet);
  if (!characters.empty() && characters != "ISO_IR 192")
    dataset.convertToUTF8(); // what can't be converted stays and is read as Latin-1
  for (const TextKey& key : textKeys())
    if (isToldAt(level, key.level))
      if (std::string text = study::textIn(dataset, key.tag); !text.empty())
        found.*key.member = std::move(text);
  found.studies = found.series = found.images = std::nullopt; // those of the level above
  for (const CountKey& key : countKeys())
    if (key.level == level)
      if (const int count = study::wholeIn(dataset, key.tag, -1); count >= 0)
        found.*key.member = count;
  return found;
}

/// Questions on one association.
class Search
{
public:
  Search(const Archive& archive, const Query& query, Association& association, std::string model)
      : m_archive(archive),
        m_query(query),
        m_association(association),
        m_model(std::move(model)),
        m_context(association.contextFor(m_model))
  {
  }

  /// Goes down from `level` to the level of the query; false on a stop or at the limit.
  Result<bool> descend(Level level, const Found& above)
  {
    const Result<std::vector<Found>> found = ask(level, above);
    if (!found)
      return failure(found.error());
    if (level == m_query.level)
      m_report.found.insert(m_report.found.end(), found->begin(), found->end());
    if (m_report.truncated || m_report.outcome == jobs::Outcome::Stopped)
      return false;
    if (level == m_query.level)
      return true;
    for (const Found& one : *found) {
      Result<bool> goesOn = descend(static_cast<Level>(static_cast<int>(level) + 1), one);
      if (!goesOn || !*goesOn)
        return goesOn;
    }
    return true;
  }

  FindReport& report() { return m_report; }

private:
  Result<std::vector<Found>> ask(Level level, const Found& above);
  /// False when that was the last response.
  Result<bool> take(Level level, const Found& above, std::uint16_t message,
                    std::vector<Found>& found);
  bool isFull(Level level, std::size_t found) const;
  void endAtLimit(std::uint16_t message);
  void heed(Level level, std::uint16_t status, const std::string& comment);

  const Archive& m_archive;
  const Query& m_query;
  Association& m_association;
  std::string m_model;
  ContextId m_context;
  FindReport m_report;
};

Result<std::vector<Found>> Search::ask(Level level, const Found& above)
{
  DcmDataset identifier = identifierOf(m_query, level, above);
  T_DIMSE_Message request{};
  request.CommandField = DIMSE_C_FIND_RQ;
  const std::uint16_t message = m_association.nextMessageId();
  request.msg.CFindRQ.MessageID = message;
  request.msg.CFindRQ.DataSetType = DIMSE_DATASET_PRESENT;
  request.msg.CFindRQ.Priority = DIMSE_PRIORITY_MEDIUM;
  OFStandard::strlcpy(request.msg.CFindRQ.AffectedSOPClassUID, m_model.c_str(),
                      sizeof request.msg.CFindRQ.AffectedSOPClassUID);
  if (const Result<void> sent = m_association.send(m_context, request, &identifier); !sent)
    return failure(sent.error());
  std::vector<Found> found;
  while (true) {
    const Result<bool> more = take(level, above, message, found);
    if (!more)
      return failure(more.error());
    if (!*more)
      return found;
  }
}

Result<bool> Search::take(Level level, const Found& above, std::uint16_t message,
                          std::vector<Found>& found)
{
  T_DIMSE_Message response{};
  const Result<Arrival> arrived = m_association.receive(response);
  if (!arrived)
    return failure(arrived.error());
  if (arrived->stopped) {
    m_association.cancel(m_context, message);
    m_association.abort();
    m_report.outcome = jobs::Outcome::Stopped;
    return false;
  }
  const T_DIMSE_C_FindRSP& answer = response.msg.CFindRSP;
  if (response.CommandField != DIMSE_C_FIND_RSP || answer.MessageIDBeingRespondedTo != message)
    return failure(ErrorCode::BadInput,
                   fmt::format("{} answered something else than was asked.", describe(m_archive)));
  std::unique_ptr<DcmDataset> dataset;
  if (answer.DataSetType != DIMSE_DATASET_NULL) {
    auto received = m_association.receiveDataset();
    if (!received)
      return failure(received.error());
    dataset = std::move(*received);
  }
  heed(level, answer.DimseStatus, arrived->comment);
  if (DICOM_PENDING_STATUS(answer.DimseStatus)) {
    if (isFull(level, found.size()))
      endAtLimit(message);
    else if (dataset != nullptr)
      found.push_back(foundIn(*dataset, level, above));
    return true;
  }
  const bool cancelled =
      answer.DimseStatus == STATUS_FIND_Cancel_MatchingTerminatedDueToCancelRequest;
  if (answer.DimseStatus != STATUS_Success && !cancelled &&
      !DICOM_WARNING_STATUS(answer.DimseStatus))
    return failure(ErrorCode::BadInput,
                   fmt::format("{} could not search: {}.", describe(m_archive),
                               statusWords(answer.DimseStatus, arrived->comment)));
  return false;
}

/// Of what is asked for, only the modalities of a study are a key that an archive need not know
/// (PS3.4 table C.6-2); without the others it just tells less.
void Search::heed(Level level, std::uint16_t status, const std::string& comment)
{
  if (status == STATUS_FIND_Pending_WarningUnsupportedOptionalKeys && level == m_query.level &&
      level == Level::Study && !m_query.modality.empty())
    m_report.warning = fmt::format("{} may not have searched by modality.", describe(m_archive));
  else if (DICOM_WARNING_STATUS(status))
    m_report.warning = fmt::format("{} searched with a warning: {}.", describe(m_archive),
                                   statusWords(status, comment));
}

bool Search::isFull(Level level, std::size_t found) const
{
  return level == m_query.level && m_query.limit > 0 &&
         m_report.found.size() + found >= m_query.limit;
}

void Search::endAtLimit(std::uint16_t message)
{
  if (!m_report.truncated)
    m_association.cancel(m_context, message);
  m_report.truncated = true;
}

/// Series and images are searched study by study: without any key that would be the whole archive.
Result<void> checkQuery(const Query& query)
{
  const bool narrowed = !query.studyUids.empty() || !query.patientName.empty() ||
                        !query.patientId.empty() || !query.studyDate.empty() ||
                        !query.accessionNumber.empty();
  if (query.level >= Level::Series && !narrowed)
    return failure(ErrorCode::Usage, "Series and images are searched for in studies: say a study "
                                     "UID, a patient, a date or an accession number.");
  return {};
}

} // namespace

Result<FindReport> find(const Archive& archive, const Query& query, jobs::JobContext& context)
{
  if (Result<void> checked = checkQuery(query); !checked)
    return failure(checked.error());
  const std::vector<std::string> syntaxes{UID_LittleEndianExplicitTransferSyntax,
                                          UID_LittleEndianImplicitTransferSyntax};
  const std::string model = query.level == Level::Patient
                                ? UID_FINDPatientRootQueryRetrieveInformationModel
                                : UID_FINDStudyRootQueryRetrieveInformationModel;
  auto association = Association::open(archive, {{model, syntaxes}}, context);
  if (!association)
    return failure(association.error());
  if (*association == nullptr)
    return FindReport{.outcome = jobs::Outcome::Stopped};
  context.report({-1.0, fmt::format("Searching {}", describe(archive))});
  Search search(archive, query, **association, model);
  const Level top = query.level == Level::Patient ? Level::Patient : Level::Study;
  const Result<bool> searched = search.descend(top, {});
  if (!searched && context.stopRequested())
    search.report().outcome = jobs::Outcome::Stopped;
  else if (!searched)
    return failure(searched.error());
  return std::move(search.report());
}

} // namespace limpid::network
