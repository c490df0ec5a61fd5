#include "core/network/echo.h"

#include "core/network/association.h"
#include "core/network/failure.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dcuid.h>
#include <dcmtk/dcmnet/dimse.h>

#include <fmt/format.h>

#include <chrono>

namespace limpid::network {

Result<EchoReport> echo(const Archive& archive, jobs::JobContext& context)
{
  const auto began = std::chrono::steady_clock::now();
  auto opened = Association::open(
      archive, {{UID_VerificationSOPClass, {UID_LittleEndianImplicitTransferSyntax}}}, context);
  if (!opened)
    return failure(opened.error());
  if (*opened == nullptr)
    return EchoReport{.outcome = jobs::Outcome::Stopped};
  Association& association = **opened;
  T_DIMSE_Message message{};
  message.CommandField = DIMSE_C_ECHO_RQ;
  message.msg.CEchoRQ.MessageID = association.nextMessageId();
  message.msg.CEchoRQ.DataSetType = DIMSE_DATASET_NULL;
  OFStandard::strlcpy(message.msg.CEchoRQ.AffectedSOPClassUID, UID_VerificationSOPClass,
                      sizeof message.msg.CEchoRQ.AffectedSOPClassUID);
  if (const Result<void> sent =
          association.send(association.contextFor(UID_VerificationSOPClass), message, nullptr);
      !sent)
    return failure(sent.error());
  const Result<Arrival> answered = association.receive(message);
  if (!answered)
    return failure(answered.error());
  if (answered->stopped)
    return EchoReport{.outcome = jobs::Outcome::Stopped};
  if (message.CommandField != DIMSE_C_ECHO_RSP ||
      message.msg.CEchoRSP.DimseStatus != STATUS_Success)
    return failure(ErrorCode::BadInput,
                   fmt::format("{} did not confirm: {}.", describe(archive),
                               statusWords(message.msg.CEchoRSP.DimseStatus, answered->comment)));
  return EchoReport{.milliseconds = std::chrono::duration<double, std::milli>(
                                        std::chrono::steady_clock::now() - began)
                                        .count()};
}

} // namespace limpid::network
