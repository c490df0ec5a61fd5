#include "app/cli/archive_options.h"
#include "app/cli/verbs.h"
#include "app/cli/words.h"
#include "core/network/archive_list.h"
#include "core/network/echo.h"
#include "core/network/find.h"

#include <fmt/format.h>

#include <map>
#include <memory>

namespace limpid::cli {
namespace {

using network::Archive;
using network::Found;
using network::RetrieveMethod;

// list, add, remove

Result<VerbResult> listArchives(Session&)
{
  const Result<network::ArchiveList> known = network::ArchiveList::ofUser();
  if (!known)
    return failure(known.error());
  const Result<std::vector<Archive>> archives = known->read();
  if (!archives)
    return failure(archives.error());
  VerbResult result{.json = {{"archives", Json::array()}},
                    .text = archives->empty()
                                ? "No archive was added yet: limpid-cli pacs add NAME "
                                  "AETITLE@host:port"
                                : ""};
  for (const Archive& archive : *archives) {
    result.json["archives"].push_back(archiveJson(archive));
    result.text += fmt::format("{:<16} {}@{}:{}  as {}, C-{}{}\n", archive.name, archive.aeTitle,
                               archive.host, archive.port, archive.ownAeTitle,
                               archive.retrieve == RetrieveMethod::Move ? "MOVE" : "GET",
                               archive.tls.enabled ? ", TLS" : "");
  }
  return result;
}

struct AddOptions
{
  std::string name;
  std::string address;
  std::string method = "get";
  ArchiveOptions connection;
};

Result<VerbResult> addArchive(Session&, const AddOptions& options)
{
  Result<Archive> archive = network::parseArchive(options.address, options.connection.changed({}));
  if (!archive)
    return failure(archive.error());
  archive->name = options.name;
  archive->retrieve = options.method == "move" ? RetrieveMethod::Move : RetrieveMethod::Get;
  const Result<network::ArchiveList> known = network::ArchiveList::ofUser();
  if (!known)
    return failure(known.error());
  if (const Result<void> saved = known->save(*archive); !saved)
    return failure(saved.error());
  return VerbResult{.json = {{"archive", archiveJson(*archive)}},
                    .text = fmt::format("{} is known now. Next: limpid-cli pacs echo {}",
                                        network::describe(*archive), archive->name)};
}

Result<VerbResult> removeArchive(Session&, const std::string& name)
{
  const Result<network::ArchiveList> known = network::ArchiveList::ofUser();
  if (!known)
    return failure(known.error());
  if (const Result<void> removed = known->remove(name); !removed)
    return failure(removed.error());
  return VerbResult{.json = {{"removed", name}}, .text = fmt::format("{} is forgotten.", name)};
}

// echo, find

Result<VerbResult> echo(Session& session, const ArchiveOptions& options)
{
  const Result<Archive> archive = options.archive();
  if (!archive)
    return failure(archive.error());
  const auto report = session.runJob<network::EchoReport>(
      [&](jobs::JobContext& context) { return network::echo(*archive, context); });
  if (!report)
    return failure(report.error());
  return VerbResult{
      .json = {{"archive", archiveJson(*archive)}, {"milliseconds", report->milliseconds}},
      .text =
          fmt::format("{} answers ({:.0f} ms).", network::describe(*archive), report->milliseconds),
      .outcome = report->outcome};
}

struct FindOptions
{
  ArchiveOptions archive;
  network::Query query;
};

Json toJson(const Found& found)
{
  const std::map<std::string, std::string> texts{{"patientName", found.patientName},
                                                 {"patientId", found.patientId},
                                                 {"birthDate", found.birthDate},
                                                 {"sex", found.sex},
                                                 {"study", found.studyUid},
                                                 {"studyDate", found.studyDate},
                                                 {"studyTime", found.studyTime},
                                                 {"studyDescription", found.studyDescription},
                                                 {"accessionNumber", found.accessionNumber},
                                                 {"modalities", found.modalities},
                                                 {"series", found.seriesUid},
                                                 {"seriesNumber", found.seriesNumber},
                                                 {"seriesDescription", found.seriesDescription},
                                                 {"modality", found.modality},
                                                 {"bodyPart", found.bodyPart},
                                                 {"image", found.sopInstanceUid},
                                                 {"sopClass", found.sopClassUid},
                                                 {"instanceNumber", found.instanceNumber}};
  Json json = Json::object();
  for (const auto& [key, text] : texts)
    if (!text.empty())
      json[key] = text;
  for (const auto& [key, count] :
       {std::pair("studyCount", found.studies), std::pair("seriesCount", found.series),
        std::pair("imageCount", found.images), std::pair("rows", found.rows),
        std::pair("columns", found.columns), std::pair("frames", found.frames)})
    if (count)
      json[key] = *count;
  return json;
}

std::string lineOf(const Found& found, network::Level level)
{
  const std::string images = found.images ? counted(*found.images, "image", "images") : "";
  switch (level) {
  case network::Level::Patient:
    return fmt::format("{:<16} {:<28} {:<8}", found.patientId, found.patientName, found.birthDate);
  case network::Level::Study:
    return fmt::format("{:<8} {:<16} {:<24} {:<8} {:<24} {:>11}  {}", found.studyDate,
                       found.patientId, found.patientName, found.modalities, found.studyDescription,
                       images, found.studyUid);
  case network::Level::Series:
    return fmt::format("{:<8} {:<16} {:<4} {:>4} {:<28} {:>11}  {}", found.studyDate,
                       found.patientId, found.modality, found.seriesNumber, found.seriesDescription,
                       images, found.seriesUid);
  case network::Level::Image:
    return fmt::format("{:>5}  {}", found.instanceNumber, found.sopInstanceUid);
  }
  return {};
}

Result<VerbResult> find(Session& session, const FindOptions& options)
{
  const Result<Archive> archive = options.archive.archive();
  if (!archive)
    return failure(archive.error());
  const auto report = session.runJob<network::FindReport>(
      [&](jobs::JobContext& context) { return network::find(*archive, options.query, context); });
  if (!report)
    return failure(report.error());
  VerbResult result{.json = {{"archive", archiveJson(*archive)},
                             {"matches", Json::array()},
                             {"truncated", report->truncated},
                             {"warning", report->warning}},
                    .text = {},
                    .outcome = report->outcome};
  for (const Found& found : report->found) {
    result.json["matches"].push_back(toJson(found));
    result.text += lineOf(found, options.query.level) + '\n';
  }
  result.text += fmt::format("{}{}.", counted(report->found.size(), "match", "matches"),
                             report->truncated ? "; there are more" : "");
  if (!report->warning.empty())
    result.text += '\n' + report->warning;
  return result;
}

void addNaming(Verbs& verbs, CLI::App& pacs)
{
  verbs.add("list", "The archives that were added", listArchives, &pacs);
  auto options = std::make_shared<AddOptions>();
  CLI::App* add = verbs.add(
      "add", "Keep an archive under a name, for the window too",
      [options](Session& session) { return addArchive(session, *options); }, &pacs);
  add->add_option("NAME", options->name, "What it is to be called")->required();
  add->add_option("ADDRESS", options->address, "AETITLE@host:port")->required();
  add->add_option("--retrieve", options->method,
                  "How the window fetches: get, or move where the archive offers no C-GET")
      ->check(CLI::IsMember({"get", "move"}))
      ->capture_default_str();
  options->connection.addConnectionTo(*add);
  auto name = std::make_shared<std::string>();
  CLI::App* remove = verbs.add(
      "remove", "Forget an archive",
      [name](Session& session) { return removeArchive(session, *name); }, &pacs);
  remove->add_option("NAME", *name, "Its name")->required();
}

void addAsking(Verbs& verbs, CLI::App& pacs)
{
  auto asked = std::make_shared<ArchiveOptions>();
  CLI::App* echoing = verbs.add(
      "echo", "Ask whether an archive is there and talks to us (C-ECHO)",
      [asked](Session& session) { return echo(session, *asked); }, &pacs);
  asked->addTo(*echoing);
  auto options = std::make_shared<FindOptions>();
  CLI::App* finding = verbs.add(
      "find", "Search an archive (C-FIND)",
      [options](Session& session) { return find(session, *options); }, &pacs);
  options->archive.addTo(*finding);
  network::Query& query = options->query;
  finding->add_option("--level", query.level, "patient, study, series or image")
      ->transform(CLI::CheckedTransformer(
          std::map<std::string, network::Level>{{"patient", network::Level::Patient},
                                                {"study", network::Level::Study},
                                                {"series", network::Level::Series},
                                                {"image", network::Level::Image}}));
  finding->add_option("--patient", query.patientName, "Name; * and ? are wildcards");
  finding->add_option("--id", query.patientId, "Patient ID");
  finding->add_option("--date", query.studyDate, "YYYYMMDD or a range, 20200101-20201231");
  finding->add_option("--accession", query.accessionNumber, "Accession number");
  finding->add_option("--modality", query.modality, "CT, MR, …");
  finding->add_option("--study", query.studyUids, "Study UIDs");
  finding->add_option("--series", query.seriesUids, "Series UIDs");
  finding->add_option("--limit", query.limit, "Matches at most (0: all)")->capture_default_str();
}

} // namespace

void addArchiveVerbs(Verbs& verbs, CLI::App& pacs)
{
  addNaming(verbs, pacs);
  addAsking(verbs, pacs);
}

} // namespace limpid::cli
