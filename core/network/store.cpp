#include "core/network/store.h"

#include "core/network/association.h"
#include "core/network/failure.h"
#include "core/study/dicom_values.h"
#include "core/study/file_walk.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/dcmnet/dimse.h>

#include <fmt/format.h>

#include <set>
#include <span>
#include <utility>

namespace limpid::network {
namespace {

constexpr std::size_t proposalLimit = 128; // PS3.8 9.3.2.2

bool isCoded(const std::string& syntax)
{
  static const std::set<std::string> plain{UID_LittleEndianImplicitTransferSyntax,
                                           UID_LittleEndianExplicitTransferSyntax,
                                           UID_BigEndianExplicitTransferSyntax};
  return !plain.contains(syntax);
}

/// Which context a file needs: uncoded pixels can be sent in any uncoded syntax.
std::pair<std::string, std::string> needOf(const Sendable& sendable)
{
  return {sendable.sopClassUid,
          isCoded(sendable.transferSyntaxUid) ? sendable.transferSyntaxUid : std::string()};
}

std::vector<Proposal> proposalsFor(std::span<const Sendable> batch)
{
  std::set<std::pair<std::string, std::string>> needs;
  for (const Sendable& sendable : batch)
    needs.insert(needOf(sendable));
  std::vector<Proposal> proposals;
  for (const auto& [sopClass, syntax] : needs) {
    if (!syntax.empty())
      proposals.push_back({sopClass, {syntax}});
    else
      proposals.push_back(
          {sopClass,
           {UID_LittleEndianExplicitTransferSyntax, UID_LittleEndianImplicitTransferSyntax}});
  }
  return proposals;
}

/// The longest beginning of `files` that one association can propose.
std::size_t batchSize(std::span<const Sendable> files)
{
  std::set<std::pair<std::string, std::string>> needs;
  std::size_t size = 0;
  for (const Sendable& file : files) {
    needs.insert(needOf(file));
    if (needs.size() > proposalLimit)
      break;
    ++size;
  }
  return size;
}

/// Files of one request on their way.
class Sending
{
public:
  Sending(const Archive& archive, std::vector<Sendable> files, StoreReport& report,
          jobs::JobContext& context)
      : m_archive(archive), m_files(std::move(files)), m_report(report), m_context(context)
  {
  }

  /// Failure: the connection; what was not reached stays in m_next.
  Result<void> run()
  {
    while (m_next < m_files.size()) {
      const auto rest = std::span<const Sendable>(m_files).subspan(m_next);
      const auto batch = rest.first(batchSize(rest));
      auto association = Association::open(m_archive, proposalsFor(batch), m_context);
      if (!association)
        return failure(association.error());
      if (*association == nullptr)
        return {};
      for (const Sendable& sendable : batch) {
        if (m_context.stopRequested())
          return {};
        if (Result<void> sent = send(sendable, **association); !sent)
          return sent;
        ++m_next;
        m_context.report({static_cast<double>(m_next) / static_cast<double>(m_files.size()),
                          fmt::format("{} of {} images were sent", m_next, m_files.size())});
      }
    }
    return {};
  }

  void listUnreached(const std::string& reason)
  {
    for (; m_next < m_files.size(); ++m_next)
      m_report.failed.push_back({m_files[m_next].file, reason});
  }

private:
  Result<void> send(const Sendable& sendable, Association& association);
  void note(const Sendable& sendable, std::uint16_t status, const std::string& comment);
  void refuse(const Sendable& sendable, std::string reason)
  {
    m_report.failed.push_back({sendable.file, std::move(reason)});
  }

  const Archive& m_archive;
  std::vector<Sendable> m_files;
  StoreReport& m_report;
  jobs::JobContext& m_context;
  std::size_t m_next = 0;
};

Result<void> Sending::send(const Sendable& sendable, Association& association)
{
  const auto [sopClass, syntax] = needOf(sendable);
  const ContextId context = association.contextFor(sopClass, syntax);
  if (context == 0) {
    refuse(sendable, fmt::format("{} takes no {} in {}.", describe(m_archive),
                                 dcmFindNameOfUID(sopClass.c_str(), "objects of this class"),
                                 DcmXfer(sendable.transferSyntaxUid.c_str()).getXferName()));
    return {};
  }
  DcmFileFormat format;
  if (const OFCondition read = format.loadFile(sendable.file.c_str()); read.bad()) {
    refuse(sendable, fmt::format("It can't be read: {}.", read.text()));
    return {};
  }
  T_DIMSE_C_StoreRQ request{};
  // DIMSE_storeUser numbers nothing itself.
  request.MessageID = association.nextMessageId();
  request.Priority = DIMSE_PRIORITY_MEDIUM;
  request.DataSetType = DIMSE_DATASET_PRESENT;
  OFStandard::strlcpy(request.AffectedSOPClassUID, sopClass.c_str(),
                      sizeof request.AffectedSOPClassUID);
  OFStandard::strlcpy(request.AffectedSOPInstanceUID, sendable.sopInstanceUid.c_str(),
                      sizeof request.AffectedSOPInstanceUID);
  T_DIMSE_C_StoreRSP response{};
  DcmDataset* detail = nullptr;
  Result<void> sent = association.call([&, chosen = context](T_ASC_Association& open) {
    return DIMSE_storeUser(&open, chosen, &request, nullptr, format.getDataset(), nullptr, nullptr,
                           DIMSE_NONBLOCKING, m_archive.timeoutSeconds, &response, &detail);
  });
  const std::unique_ptr<DcmDataset> owned(detail);
  if (!sent)
    return sent;
  note(sendable, response.DimseStatus,
       owned == nullptr ? std::string() : study::textIn(*owned, DCM_ErrorComment));
  return {};
}

void Sending::note(const Sendable& sendable, std::uint16_t status, const std::string& comment)
{
  const bool warns = DICOM_WARNING_STATUS(status);
  if (status == STATUS_Success || warns)
    m_report.sent.push_back(sendable);
  else
    refuse(sendable, fmt::format("{} did not take it: {}.", describe(m_archive),
                                 storeStatusWords(status, comment)));
  if (warns)
    m_report.warnings.push_back(
        {sendable.file, fmt::format("{} took it with a warning: {}.", describe(m_archive),
                                    storeStatusWords(status, comment))});
}

/// Those that may leave; the others go into the report.
std::vector<Sendable> checkFiles(const StoreRequest& request, StoreReport& report,
                                 jobs::JobContext& context)
{
  std::vector<Sendable> sendables;
  for (const std::filesystem::path& file :
       study::filesBelow(request.paths, context, report.refused)) {
    if (context.stopRequested())
      break;
    Result<Sendable> sendable = readSendable(file);
    if (!sendable)
      report.refused.push_back({file, sendable.error().message});
    else if (sendable->origin == Origin::RealPatient && !request.insistOnRealPatients)
      report.refused.push_back(
          {file, "It may be a real patient's: it says neither that it is synthetic nor that it was "
                 "de-identified."});
    else
      sendables.push_back(std::move(*sendable));
  }
  return sendables;
}

} // namespace

Result<StoreReport> store(const Archive& archive, const StoreRequest& request,
                          jobs::JobContext& context)
{
  StoreReport report;
  std::vector<Sendable> sendables = checkFiles(request, report, context);
  if (sendables.empty() && !context.stopRequested())
    return failure(ErrorCode::BadInput,
                   report.refused.empty()
                       ? std::string("There is nothing to send.")
                       : fmt::format("None of {} files may be sent. {}: {}", report.refused.size(),
                                     report.refused.front().file.string(),
                                     report.refused.front().reason));
  Sending sending(archive, std::move(sendables), report, context);
  const Result<void> ran = sending.run();
  if (context.stopRequested()) {
    report.outcome = jobs::Outcome::Stopped;
    report.reason = "It was stopped.";
  } else if (!ran) {
    if (report.sent.empty() && report.failed.empty())
      return failure(ran.error());
    report.reason = ran.error().message;
  }
  sending.listUnreached(report.reason);
  return report;
}

} // namespace limpid::network
