#include "core/network/retrieve.h"

#include "core/base/atomic_file.h"
#include "core/network/find.h"
#include "core/network/inbox.h"
#include "core/network/retrieve_steps.h"

#include <fmt/format.h>

#include <algorithm>

namespace limpid::network {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t uidLimit = 64; // PS3.5 9.1

/// UIDs become names of files and folders: digits and dots only, not starting with a dot.
bool isUid(const std::string& text)
{
  return !text.empty() && text.size() <= uidLimit && text.front() != '.' &&
         std::ranges::all_of(
             text, [](char letter) { return (letter >= '0' && letter <= '9') || letter == '.'; });
}

bool isWanted(const Found& found, const Wanted& wanted)
{
  return isUid(found.studyUid) && isUid(found.seriesUid) && isUid(found.sopInstanceUid) &&
         (wanted.sopInstanceUids.empty() || wanted.sopInstanceUids.contains(found.sopInstanceUid));
}

struct Listing
{
  bool stopped = false;
  std::vector<ListedImage> images;
};

Result<Listing> listImages(const Archive& archive, const RetrieveRequest& request,
                           jobs::JobContext& context)
{
  Listing listing;
  for (const Wanted& wanted : request.wanted) {
    if (!isUid(wanted.studyUid))
      return failure(ErrorCode::Usage, fmt::format("'{}' is no study UID.", wanted.studyUid));
    const Query query{.level = Level::Image,
                      .studyUids = {wanted.studyUid},
                      .seriesUids = {wanted.seriesUids.begin(), wanted.seriesUids.end()}};
    const Result<FindReport> report = find(archive, query, context);
    if (!report)
      return failure(report.error());
    for (const Found& found : report->found)
      if (isWanted(found, wanted))
        listing.images.push_back(
            {found.studyUid, found.seriesUid, found.sopInstanceUid, found.sopClassUid});
    listing.stopped = report->outcome == jobs::Outcome::Stopped;
    if (listing.stopped)
      break;
  }
  return listing;
}

/// Asks again as long as that brings something.
Attempt attemptAll(const Archive& archive, const std::vector<ListedImage>& listed, Inbox& inbox,
                   jobs::JobContext& context)
{
  Attempt attempt;
  std::vector<ListedImage> missing = inbox.missing();
  while (!missing.empty()) {
    const std::size_t before = missing.size();
    const std::vector<RetrieveStep> steps = stepsFor(missing, listed);
    Attempt next = archive.retrieve == RetrieveMethod::Move
                       ? retrieveByMove(archive, steps, inbox, context)
                       : retrieveByGet(archive, steps, inbox, context);
    missing = inbox.missing();
    const bool broughtNothing = missing.size() == before;
    std::string warning = next.warning.empty() ? attempt.warning : next.warning;
    if (next.stopped || !broughtNothing || attempt.reason.empty())
      attempt = std::move(next); // else the reason for the break says more
    attempt.warning = std::move(warning);
    if (attempt.stopped || inbox.problem() || broughtNothing)
      break;
  }
  return attempt;
}

std::string reasonFor(const Archive& archive, const Attempt& attempt, std::size_t missing)
{
  if (missing == 0)
    return {};
  if (attempt.stopped)
    return "It was stopped.";
  return attempt.reason.empty()
             ? fmt::format("{} lists them but did not send them.", describe(archive))
             : attempt.reason;
}

} // namespace

Result<RetrieveReport> retrieve(const Archive& archive, const RetrieveRequest& request,
                                jobs::JobContext& context)
{
  if (const Result<void> checked = checkArchive(archive); !checked)
    return failure(checked.error());
  if (const Result<void> made = makeFolder(request.folder); !made)
    return failure(made.error());
  const Result<Listing> listing = listImages(archive, request, context);
  if (!listing)
    return failure(listing.error());
  if (listing->stopped)
    return RetrieveReport{.outcome = jobs::Outcome::Stopped};
  if (listing->images.empty())
    return failure(ErrorCode::NotFound, fmt::format("{} has no such images.", describe(archive)));
  const std::size_t total = listing->images.size();
  Inbox inbox(request.folder, listing->images, [&](std::size_t there) {
    context.report({static_cast<double>(there) / static_cast<double>(total),
                    fmt::format("{} of {} images are here", there, total)});
  });
  const Attempt attempt = attemptAll(archive, listing->images, inbox, context);
  if (const std::optional<Error> problem = inbox.problem())
    return failure(*problem);
  RetrieveReport report{.files = inbox.arrivedFiles(),
                        .alreadyThere = inbox.alreadyThere(),
                        .missing = inbox.missing()};
  report.outcome =
      attempt.stopped && !report.missing.empty() ? jobs::Outcome::Stopped : jobs::Outcome::Done;
  report.reason = reasonFor(archive, attempt, report.missing.size());
  report.warning = attempt.warning;
  return report;
}

fs::path receivedFolder(const fs::path& project)
{
  return project / "received";
}

} // namespace limpid::network
