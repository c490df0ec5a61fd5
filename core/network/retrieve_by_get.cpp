#include "core/network/failure.h"
#include "core/network/retrieve_steps.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/dcmnet/dimse.h>

#include <fmt/format.h>

#include <set>

namespace limpid::network {
namespace {

constexpr std::size_t proposalLimit = 128; // PS3.8 9.3.2.2: odd numbers of one byte

const std::string& getModel()
{
  static const std::string model = UID_GETStudyRootQueryRetrieveInformationModel;
  return model;
}

std::set<std::string> classesOf(const std::vector<ListedImage>& images)
{
  std::set<std::string> classes;
  for (const ListedImage& image : images)
    if (!image.sopClassUid.empty())
      classes.insert(image.sopClassUid);
  return classes;
}

/// A context for each class and transfer syntax, so that the archive need not decode; a context for
/// each class where that would be too many, or the archive tells no classes.
std::vector<Proposal> proposalsFor(const std::vector<ListedImage>& images)
{
  const auto syntaxes = imageTransferSyntaxes();
  std::vector<Proposal> proposals{
      {getModel(),
       {UID_LittleEndianExplicitTransferSyntax, UID_LittleEndianImplicitTransferSyntax}}};
  const std::set<std::string> classes = classesOf(images);
  const std::vector<std::string> all(syntaxes.begin(), syntaxes.end());
  if (!classes.empty() && classes.size() * syntaxes.size() < proposalLimit) {
    for (const std::string& sopClass : classes)
      for (const std::string& syntax : all)
        proposals.push_back({sopClass, {syntax}, true});
    return proposals;
  }
  for (const std::string& sopClass : classes)
    if (proposals.size() < proposalLimit)
      proposals.push_back({sopClass, all, true});
  for (int place = 0; classes.empty() && place < numberOfDcmShortSCUStorageSOPClassUIDs; ++place)
    proposals.push_back({dcmShortSCUStorageSOPClassUIDs[place], all, true});
  return proposals;
}

/// The requests of one association.
class Getting
{
public:
  Getting(const Archive& archive, Association& association, Inbox& inbox)
      : m_archive(archive),
        m_association(association),
        m_inbox(inbox),
        m_context(association.contextFor(getModel()))
  {
  }

  Result<Attempt> run(const RetrieveStep& step)
  {
    const std::unique_ptr<DcmDataset> identifier = identifierOf(step);
    T_DIMSE_Message request{};
    request.CommandField = DIMSE_C_GET_RQ;
    request.msg.CGetRQ.MessageID = m_message = m_association.nextMessageId();
    request.msg.CGetRQ.Priority = DIMSE_PRIORITY_MEDIUM;
    request.msg.CGetRQ.DataSetType = DIMSE_DATASET_PRESENT;
    OFStandard::strlcpy(request.msg.CGetRQ.AffectedSOPClassUID, getModel().c_str(),
                        sizeof request.msg.CGetRQ.AffectedSOPClassUID);
    if (const Result<void> sent = m_association.send(m_context, request, identifier.get()); !sent)
      return failure(sent.error());
    while (true) {
      const Result<std::optional<Attempt>> taken = take();
      if (!taken)
        return failure(taken.error());
      if (*taken)
        return **taken;
    }
  }

private:
  /// How it has ended, once it has.
  Result<std::optional<Attempt>> take();
  Result<void> takeImage(ContextId context, T_DIMSE_C_StoreRQ& request);

  const Archive& m_archive;
  Association& m_association;
  Inbox& m_inbox;
  ContextId m_context;
  std::uint16_t m_message = 0;
};

Result<std::optional<Attempt>> Getting::take()
{
  T_DIMSE_Message message{};
  const Result<Arrival> arrived = m_association.receive(message);
  if (!arrived)
    return failure(arrived.error());
  if (arrived->stopped) {
    m_association.cancel(m_context, m_message);
    m_association.abort();
    return std::optional(Attempt{.stopped = true});
  }
  if (message.CommandField == DIMSE_C_STORE_RQ) {
    if (const Result<void> taken = takeImage(arrived->context, message.msg.CStoreRQ); !taken)
      return failure(taken.error());
    return std::optional<Attempt>();
  }
  if (message.CommandField != DIMSE_C_GET_RSP)
    return failure(ErrorCode::BadInput,
                   fmt::format("{} answered something else than was asked.", describe(m_archive)));
  const T_DIMSE_C_GetRSP& answer = message.msg.CGetRSP;
  if (answer.DataSetType != DIMSE_DATASET_NULL) // UIDs of those that failed; the inbox knows them
    if (const auto failed = m_association.receiveDataset(); !failed)
      return failure(failed.error());
  if (DICOM_PENDING_STATUS(answer.DimseStatus))
    return std::optional<Attempt>();
  return std::optional(attemptOf(
      m_archive, answer.DimseStatus,
      {answer.NumberOfFailedSubOperations, answer.NumberOfWarningSubOperations}, arrived->comment));
}

Result<void> Getting::takeImage(ContextId context, T_DIMSE_C_StoreRQ& request)
{
  Result<void> taken = m_association.call([&](T_ASC_Association& association) {
    return m_inbox.take(association, context, request, m_archive.timeoutSeconds);
  });
  if (const std::optional<Error> problem = m_inbox.problem()) {
    m_association.abort();
    return failure(*problem);
  }
  return taken;
}

} // namespace

Attempt retrieveByGet(const Archive& archive, const std::vector<RetrieveStep>& steps, Inbox& inbox,
                      jobs::JobContext& context)
{
  const auto association = Association::open(archive, proposalsFor(inbox.missing()), context);
  if (!association)
    return {.reason = association.error().message};
  if (*association == nullptr)
    return {.stopped = true};
  if ((*association)->contextFor(getModel()) == 0)
    return {.reason = fmt::format("{} doesn't offer C-GET; C-MOVE may work.", describe(archive))};
  Getting getting(archive, **association, inbox);
  std::string reason;
  std::string warning;
  for (const RetrieveStep& step : steps) {
    const Result<Attempt> ran = getting.run(step);
    if (!ran && context.stopRequested())
      return {.stopped = true};
    if (!ran)
      return {.reason = ran.error().message};
    if (ran->stopped)
      return *ran;
    if (!ran->reason.empty())
      reason = ran->reason;
    if (!ran->warning.empty())
      warning = ran->warning;
  }
  return {.reason = reason, .warning = warning};
}

} // namespace limpid::network
