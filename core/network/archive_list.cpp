#include "core/network/archive_list.h"

#include "core/base/atomic_file.h"
#include "core/base/document.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace limpid::network {
namespace {

namespace fs = std::filesystem;

constexpr auto formatName = "limpid-archives";
constexpr int newestVersion = 1;

fs::path named(const char* variable)
{
  const char* value = std::getenv(variable);
  return value != nullptr ? value : "";
}

Json toJson(const Archive& archive)
{
  return {{"name", archive.name},
          {"aeTitle", archive.aeTitle},
          {"host", archive.host},
          {"port", archive.port},
          {"ownAeTitle", archive.ownAeTitle},
          {"retrieve", archive.retrieve == RetrieveMethod::Move ? "move" : "get"},
          {"ownPort", archive.ownPort},
          {"timeoutSeconds", archive.timeoutSeconds},
          {"tls",
           {{"enabled", archive.tls.enabled},
            {"trustedCertificates", archive.tls.trustedCertificates.string()},
            {"certificate", archive.tls.certificate.string()},
            {"privateKey", archive.tls.privateKey.string()},
            {"verifyPeer", archive.tls.verifyPeer},
            {"peerName", archive.tls.peerName}}}};
}

Archive fromJson(const Json& json)
{
  Archive archive;
  archive.name = json.at("name");
  archive.aeTitle = json.at("aeTitle");
  archive.host = json.at("host");
  archive.port = json.at("port");
  archive.ownAeTitle = json.at("ownAeTitle");
  archive.retrieve = json.at("retrieve") == "move" ? RetrieveMethod::Move : RetrieveMethod::Get;
  archive.ownPort = json.at("ownPort");
  archive.timeoutSeconds = json.at("timeoutSeconds");
  const Json& tls = json.at("tls");
  archive.tls.enabled = tls.at("enabled");
  archive.tls.trustedCertificates = tls.at("trustedCertificates").get<std::string>();
  archive.tls.certificate = tls.at("certificate").get<std::string>();
  archive.tls.privateKey = tls.at("privateKey").get<std::string>();
  archive.tls.verifyPeer = tls.at("verifyPeer");
  archive.tls.peerName = tls.value("peerName", std::string()); // older files have none
  return archive;
}

} // namespace

Result<ArchiveList> ArchiveList::ofUser()
{
  fs::path folder = named("XDG_CONFIG_HOME");
  if (!folder.is_absolute())
    folder = named("HOME") / ".config";
  if (!folder.is_absolute())
    return failure(ErrorCode::NotFound, "There is no home folder to keep settings in.");
  return ArchiveList(folder / "limpid" / "archives.json");
}

Result<std::vector<Archive>> ArchiveList::read() const
{
  std::vector<Archive> archives;
  std::error_code error;
  if (!fs::exists(m_file, error))
    return archives;
  const Result<Json> document = readDocument(m_file, formatName, newestVersion);
  if (!document)
    return failure(document.error());
  try {
    for (const Json& one : document->at("archives"))
      archives.push_back(fromJson(one));
  } catch (const Json::exception& problem) {
    return failure(ErrorCode::BadInput,
                   fmt::format("{} can't be understood: {}.", m_file.string(), problem.what()));
  }
  return archives;
}

Result<Archive> ArchiveList::find(const std::string& name) const
{
  Result<std::vector<Archive>> archives = read();
  if (!archives)
    return failure(archives.error());
  const auto found = std::ranges::find(*archives, name, &Archive::name);
  if (found != archives->end())
    return std::move(*found);
  std::vector<std::string> names;
  for (const Archive& archive : *archives)
    names.push_back(archive.name);
  return failure(ErrorCode::NotFound,
                 names.empty() ? fmt::format("There is no archive '{}': none was added yet.", name)
                               : fmt::format("There is no archive '{}'; there are: {}.", name,
                                             fmt::join(names, ", ")));
}

Result<void> ArchiveList::save(const Archive& archive) const
{
  if (archive.name.empty() || archive.name.find('@') != std::string::npos)
    return failure(ErrorCode::Usage, "An archive needs a name without '@' to be kept under.");
  if (Result<void> checked = checkArchive(archive); !checked)
    return checked;
  Result<std::vector<Archive>> archives = read();
  if (!archives)
    return failure(archives.error());
  const auto known = std::ranges::find(*archives, archive.name, &Archive::name);
  if (known != archives->end())
    *known = archive;
  else
    archives->push_back(archive);
  return write(*archives);
}

Result<void> ArchiveList::remove(const std::string& name) const
{
  if (const Result<Archive> known = find(name); !known)
    return failure(known.error());
  Result<std::vector<Archive>> archives = read();
  if (!archives)
    return failure(archives.error());
  std::erase_if(*archives, [&](const Archive& archive) { return archive.name == name; });
  return write(*archives);
}

Result<void> ArchiveList::write(const std::vector<Archive>& archives) const
{
  if (Result<void> made = makeFolder(m_file.parent_path()); !made)
    return made;
  Json document = {{"format", formatName}, {"version", newestVersion}, {"archives", Json::array()}};
  for (const Archive& archive : archives)
    document["archives"].push_back(toJson(archive));
  return writeDocument(m_file, document);
}

} // namespace limpid::network
