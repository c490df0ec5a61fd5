#include "core/network/failure.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmnet/assoc.h>
#include <dcmtk/dcmnet/cond.h>
#include <dcmtk/dcmnet/dimse.h>

#include <fmt/format.h>

namespace limpid::network {
namespace {

bool isTls(const OFCondition& condition)
{
  return condition.module() == OFM_dcmtls ||
         (condition.module() == OFM_dcmnet && condition.code() == DULC_TLSERROR);
}

bool isSilence(const OFCondition& condition)
{
  return condition == DUL_READTIMEOUT || condition == DIMSE_NODATAAVAILABLE;
}

/// Cxxx: unable to process, for reasons that each archive numbers in its own way.
bool isInability(std::uint16_t status)
{
  return (status & 0xF000) == 0xC000;
}

/// A7xx and A9xx: the second byte is each archive's own.
std::uint16_t classOf(std::uint16_t status)
{
  return static_cast<std::uint16_t>(status & 0xFF00);
}

std::string withComment(const std::string& words, const std::string& comment)
{
  return comment.empty() ? words : fmt::format("{} ({})", words, comment);
}

Error rejection(const Archive& archive, const T_ASC_RejectParameters& rejected)
{
  const auto refused = [&](const std::string& why) {
    return fmt::format("{} refuses the connection: {}.", describe(archive), why);
  };
  switch (rejected.reason) {
  case ASC_REASON_SU_CALLEDAETITLENOTRECOGNIZED:
    return {ErrorCode::PermissionDenied,
            refused(fmt::format("its AE title isn't {}", archive.aeTitle))};
  case ASC_REASON_SU_CALLINGAETITLENOTRECOGNIZED:
    return {ErrorCode::PermissionDenied,
            refused(fmt::format("it doesn't know our AE title {}; whoever runs it has to add that",
                                archive.ownAeTitle))};
  case ASC_REASON_SP_PRES_TEMPORARYCONGESTION:
  case ASC_REASON_SP_PRES_LOCALLIMITEXCEEDED:
    return {ErrorCode::Busy, refused("it has too many connections at the moment")};
  default:
    return {ErrorCode::PermissionDenied,
            refused(fmt::format("it gives no reason (AE titles {} and {} may not be known there)",
                                archive.aeTitle, archive.ownAeTitle))};
  }
}

/// The innermost cause in DCMTK's text, which has a line for each layer ("0006:0317 Peer aborted
/// …") and begins TLS errors with "DUL secure transport layer: ".
std::string reasonOf(const OFCondition& condition)
{
  std::string text = condition.text();
  text.erase(0, text.find_last_of('\n') + 1);
  constexpr std::size_t codeLength = 10;
  if (text.size() > codeLength && text[4] == ':' && text[codeLength - 1] == ' ')
    text.erase(0, codeLength);
  if (const std::size_t colon = text.rfind(": "); isTls(condition) && colon != std::string::npos)
    text.erase(0, colon + 2);
  return text;
}

Error tlsFailure(const Archive& archive, const OFCondition& condition)
{
  return {ErrorCode::PermissionDenied,
          fmt::format("TLS with {} failed: {}.", describe(archive), reasonOf(condition))};
}

Error silence(const Archive& archive)
{
  return {ErrorCode::NotFound,
          fmt::format("{} did not answer within {} s.", describe(archive), archive.timeoutSeconds)};
}

} // namespace

Error associationFailure(const Archive& archive, const OFCondition& condition,
                         T_ASC_Parameters* parameters)
{
  if (condition == DUL_ASSOCIATIONREJECTED && parameters != nullptr) {
    T_ASC_RejectParameters rejected{};
    ASC_getRejectParameters(parameters, &rejected);
    return rejection(archive, rejected);
  }
  if (isTls(condition))
    return tlsFailure(archive, condition);
  if (isSilence(condition))
    return silence(archive);
  const char* const hint = archive.tls.enabled
                               ? "it may not accept our certificate, or not speak TLS there"
                               : "it may speak TLS there, or be no DICOM archive";
  return {ErrorCode::NotFound,
          fmt::format("{} hung up when it was asked for a connection: {} ({}).", describe(archive),
                      hint, reasonOf(condition))};
}

Error connectionFailure(const Archive& archive, const OFCondition& condition)
{
  if (isTls(condition))
    return tlsFailure(archive, condition);
  if (isSilence(condition))
    return silence(archive);
  return {ErrorCode::NotFound,
          fmt::format("The connection to {} broke: {}.", describe(archive), reasonOf(condition))};
}

std::string statusWords(std::uint16_t status, const std::string& comment)
{
  const auto words = [&]() -> std::string {
    switch (status) {
    case STATUS_FIND_Refused_OutOfResources:
      return "it is out of resources";
    case STATUS_MOVE_Refused_OutOfResourcesNumberOfMatches:
      return "it can't count the matches";
    case STATUS_MOVE_Refused_OutOfResourcesSubOperations:
      return "it could not send the images";
    case STATUS_MOVE_Refused_MoveDestinationUnknown:
      return "it doesn't know where to send images: our AE title must be entered there with our "
             "host and port";
    case STATUS_FIND_Error_DataSetDoesNotMatchSOPClass:
      return "it doesn't understand the question";
    case STATUS_STORE_Refused_NotAuthorized:
      return "we are not authorised";
    case STATUS_N_NoSuchSOPClass:
      return "it has no such service";
    case STATUS_N_DuplicateSOPInstance:
      return "it holds another object of that UID";
    default:
      return fmt::format("{}status {:04X}", isInability(status) ? "it was unable to, " : "",
                         status);
    }
  }();
  return withComment(words, comment);
}

std::string storeStatusWords(std::uint16_t status, const std::string& comment)
{
  if (classOf(status) == STATUS_STORE_Refused_OutOfResources)
    return withComment("it is out of resources; try again later", comment);
  if (classOf(status) == STATUS_STORE_Error_DataSetDoesNotMatchSOPClass ||
      status == STATUS_STORE_Warning_DataSetDoesNotMatchSOPClass)
    return withComment("it finds that the image doesn't fit its class", comment);
  if (isInability(status))
    return withComment("it can't understand the image", comment);
  if (status == STATUS_STORE_Warning_CoercionOfDataElements)
    return withComment("it changed some values", comment);
  if (status == STATUS_STORE_Warning_ElementsDiscarded)
    return withComment("it left some elements out", comment);
  return statusWords(status, comment);
}

} // namespace limpid::network
