#include "core/network/failure.h"
#include "core/network/retrieve_steps.h"
#include "core/network/storage_listener.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/dcmnet/dimse.h>

#include <fmt/format.h>

#include <chrono>

namespace limpid::network {
namespace {

constexpr auto moveModel = UID_MOVEStudyRootQueryRetrieveInformationModel;

Result<void> request(const Archive& archive, const RetrieveStep& step, Association& association,
                     std::uint16_t message)
{
  const std::unique_ptr<DcmDataset> identifier = identifierOf(step);
  T_DIMSE_Message asked{};
  asked.CommandField = DIMSE_C_MOVE_RQ;
  asked.msg.CMoveRQ.MessageID = message;
  asked.msg.CMoveRQ.Priority = DIMSE_PRIORITY_MEDIUM;
  asked.msg.CMoveRQ.DataSetType = DIMSE_DATASET_PRESENT;
  OFStandard::strlcpy(asked.msg.CMoveRQ.AffectedSOPClassUID, moveModel,
                      sizeof asked.msg.CMoveRQ.AffectedSOPClassUID);
  OFStandard::strlcpy(asked.msg.CMoveRQ.MoveDestination, archive.ownAeTitle.c_str(),
                      sizeof asked.msg.CMoveRQ.MoveDestination);
  return association.send(association.contextFor(moveModel), asked, identifier.get());
}

/// Images come by way of the listener meanwhile.
Result<Attempt> follow(const Archive& archive, Association& association, Inbox& inbox,
                       std::uint16_t message)
{
  while (true) {
    T_DIMSE_Message response{};
    const Result<Arrival> arrived =
        association.receive(response, [&] { return inbox.partsArrived(); });
    if (!arrived)
      return failure(arrived.error());
    if (arrived->stopped) {
      association.cancel(association.contextFor(moveModel), message);
      association.abort();
      return Attempt{.stopped = true};
    }
    if (response.CommandField != DIMSE_C_MOVE_RSP)
      return failure(ErrorCode::BadInput,
                     fmt::format("{} answered something else than was asked.", describe(archive)));
    const T_DIMSE_C_MoveRSP& answer = response.msg.CMoveRSP;
    if (answer.DataSetType != DIMSE_DATASET_NULL) // UIDs of those that failed
      if (const auto failed = association.receiveDataset(); !failed)
        return failure(failed.error());
    if (const std::optional<Error> problem = inbox.problem()) {
      association.cancel(association.contextFor(moveModel), message);
      association.abort();
      return failure(*problem);
    }
    if (!DICOM_PENDING_STATUS(answer.DimseStatus))
      return attemptOf(archive, answer.DimseStatus,
                       {answer.NumberOfFailedSubOperations, answer.NumberOfWarningSubOperations},
                       arrived->comment);
  }
}

Attempt moveAll(const Archive& archive, const std::vector<RetrieveStep>& steps, Inbox& inbox,
                Association& association, jobs::JobContext& context)
{
  std::string reason;
  std::string warning;
  for (const RetrieveStep& step : steps) {
    const std::uint16_t message = association.nextMessageId();
    const Result<void> asked = request(archive, step, association, message);
    const Result<Attempt> followed =
        asked ? follow(archive, association, inbox, message) : failure(asked.error());
    if (!followed && context.stopRequested())
      return {.stopped = true};
    if (!followed)
      return {.reason = followed.error().message};
    if (followed->stopped)
      return *followed;
    if (!followed->reason.empty())
      reason = followed->reason;
    if (!followed->warning.empty())
      warning = followed->warning;
  }
  if (!reason.empty() && inbox.arrivedFiles().empty())
    reason += fmt::format(" It must know our AE title {} with our host and port {}.",
                          archive.ownAeTitle, archive.ownPort);
  return {.reason = reason, .warning = warning};
}

} // namespace

Attempt retrieveByMove(const Archive& archive, const std::vector<RetrieveStep>& steps, Inbox& inbox,
                       jobs::JobContext& context)
{
  const auto listener = StorageListener::open(archive, inbox);
  if (!listener)
    return {.reason = listener.error().message};
  const auto association = Association::open(
      archive,
      {{moveModel,
        {UID_LittleEndianExplicitTransferSyntax, UID_LittleEndianImplicitTransferSyntax}}},
      context);
  if (!association)
    return {.reason = association.error().message};
  if (*association == nullptr)
    return {.stopped = true};
  return moveAll(archive, steps, inbox, **association, context);
}

} // namespace limpid::network
