#include "ui/viewmodels/export_view_model.h"

#include "core/base/atomic_file.h"
#include "core/dataset/safetensors.h"
#include "ui/viewmodels/core_text.h"
#include "ui/viewmodels/paths.h"

#include <QDir>
#include <QFileInfo>
#include <QLocale>

#include <utility>

namespace limpid::viewmodels {

using namespace Qt::StringLiterals;

namespace {

constexpr std::uintmax_t provenanceLimit = 16U << 20U;

QString text(const Json& object, const char* key)
{
  const auto found = object.find(key);
  if (found == object.end() || found->is_null())
    return {};
  return QString::fromStdString(found->is_string() ? found->get<std::string>() : found->dump());
}

} // namespace

/// What the samples' folder says of itself.
struct ExportViewModel::Facts
{
  int count = 0;
  int heldBack = 0;
  Json provenance = Json::object();
};

ExportViewModel::ExportViewModel(QObject* parent) : QObject(parent) {}

void ExportViewModel::setProject(const QString& folder)
{
  if (m_state == State::Exporting) {
    m_next = Choice{folder, {}};
    return;
  }
  m_project = folder;
  m_folder.clear();
  setSamples({});
}

Result<ExportViewModel::Facts> ExportViewModel::readFacts(const std::filesystem::path& samples)
{
  auto file = dataset::SafetensorsFile::open(samples / "samples.safetensors");
  if (!file)
    return failure(file.error());
  const auto images = file->tensor("images");
  if (!images)
    return failure(images.error());
  Facts facts;
  facts.count = static_cast<int>(images->shape.empty() ? 0 : images->shape.front());
  const std::filesystem::path document = samples / "samples.json";
  if (const auto bytes = readFile(document, provenanceLimit))
    if (auto json = parseJson(*bytes, document.string()))
      facts.provenance = std::move(*json);
  if (const auto heldBack = facts.provenance.find("heldBack");
      heldBack != facts.provenance.end() && heldBack->is_array())
    facts.heldBack = static_cast<int>(heldBack->size());
  return facts;
}

void ExportViewModel::setSamples(const QString& folder)
{
  if (m_state == State::Exporting) {
    m_next = Choice{m_next ? m_next->project : m_project, folder};
    return;
  }
  m_samples = folder;
  m_count = 0;
  m_provenance = Json::object();
  m_message.clear();
  m_error.clear();
  m_written = {};
  m_state = State::NoSamples;
  Q_EMIT changed();
  if (folder.isEmpty())
    return;
  m_jobs.run<Facts>([samples = toPath(folder)](jobs::JobContext&) { return readFacts(samples); },
                    [this, folder](const Result<Facts>& facts) {
                      if (folder != m_samples)
                        return;
                      if (!facts) {
                        m_error = coreText(facts.error().message);
                      } else {
                        show(*facts);
                        m_state = State::Ready;
                        m_folder = QDir(m_project).filePath(u"exports/"_s +
                                                            QFileInfo(m_samples).fileName());
                      }
                      Q_EMIT changed();
                    });
}

void ExportViewModel::show(const Facts& facts)
{
  m_provenance = facts.provenance;
  m_count = facts.count - facts.heldBack;
  if (facts.heldBack > 0)
    m_message =
        tr("%Ln image(s) held back as too close to a training image.", nullptr, facts.heldBack);
}

void ExportViewModel::setFolder(const QString& folder)
{
  if (folder == m_folder)
    return;
  m_folder = folder;
  Q_EMIT changed();
}

void ExportViewModel::setDicomClass(exporting::DicomClass dicomClass)
{
  m_class = dicomClass;
  Q_EMIT changed();
}

QString ExportViewModel::folderNote() const
{
  const QDir folder(m_folder);
  if (m_folder.isEmpty() || !folder.exists() || folder.isEmpty())
    return {};
  return tr("The folder isn't empty. Limpid never overwrites: it will write to '%1-2'.")
      .arg(folder.dirName());
}

QString ExportViewModel::writtenFolder() const
{
  return toQString(m_written.folder);
}

ExportedImages ExportViewModel::writtenImages() const
{
  return {.files = m_written.files, .project = m_project};
}

QStringList ExportViewModel::says() const
{
  QStringList lines{tr("Synthetic Data (0008,001C) = YES"),
                    tr("Image Type (0008,0008) = DERIVED\\SECONDARY\\…\\SYNTHETIC"),
                    tr("Content Qualification (0018,9004) = RESEARCH"),
                    tr("Burned In Annotation (0028,0301) = NO"),
                    tr("Derivation Description (0008,2111) ends “single image, not part of a "
                       "volume”"),
                    tr("Fresh Study, Series, Instance and Frame of Reference UIDs, one series per "
                       "image"),
                    tr("Contributing Equipment (0018,A001) = Synthesizing Equipment, Limpid")};
  const std::pair<const char*, QString> facts[] = {{"modelDigest", tr("Model digest %1")},
                                                   {"sampler", tr("Sampler %1")},
                                                   {"steps", tr("Steps %1")},
                                                   {"seed", tr("Seed %1")}};
  for (const auto& [key, line] : facts)
    if (const QString value = text(m_provenance, key); !value.isEmpty())
      lines.append(u"    "_s + line.arg(value));
  return lines;
}

QStringList ExportViewModel::neverSays() const
{
  return {tr("A real patient's name, number or birth date"),
          tr("A real study's date or time"),
          tr("An institution, physician or operator"),
          tr("A scanner's serial number or place"),
          tr("UIDs of any source image"),
          tr("File names or paths of the project")};
}

void ExportViewModel::exportSamples()
{
  if ((m_state != State::Ready && m_state != State::Done) || m_folder.isEmpty())
    return;
  m_state = State::Exporting;
  m_error.clear();
  m_fraction = -1.0;
  m_message = tr("Writing DICOM…");
  Q_EMIT changed();
  exporting::ExportRequest request{toPath(m_samples) / "samples.safetensors", toPath(m_folder),
                                   m_class};
  m_jobs.run<exporting::ExportReport>(
      [request](jobs::JobContext& context) { return exporting::exportSamples(request, context); },
      [this](const Result<exporting::ExportReport>& report) { finish(report); },
      [this](const jobs::Progress& progress) {
        m_fraction = progress.fraction;
        m_message = coreText(progress.step);
        Q_EMIT progressed();
      });
}

void ExportViewModel::finish(const Result<exporting::ExportReport>& report)
{
  m_message.clear();
  if (report) {
    m_state = State::Done;
    sayWhatWasWritten(*report);
  } else {
    m_state = State::Ready;
    m_error = coreText(report.error().message);
  }
  Q_EMIT changed();
  takeNext();
}

void ExportViewModel::sayWhatWasWritten(const exporting::ExportReport& report)
{
  m_written = report;
  const QString images = tr("%Ln image(s)", nullptr, static_cast<int>(report.files.size()));
  m_message = report.outcome == jobs::Outcome::Stopped
                  ? tr("Stopped: %1 written to %2.").arg(images, writtenFolder())
                  : tr("%1 written to %2; each carries Synthetic Data = YES and fresh identifiers.")
                        .arg(images, writtenFolder());
  if (report.heldBack > 0)
    m_message += u' ' + tr("%Ln image(s) held back as too close to a training image.", nullptr,
                           report.heldBack);
}

/// The words about the export that has just ended stay until there is something else to say.
void ExportViewModel::takeNext()
{
  if (!m_next)
    return;
  const Choice next = *std::exchange(m_next, std::nullopt);
  if (next.project != m_project) {
    setProject(next.project);
    setSamples(next.samples);
    return;
  }
  const QString message = m_message;
  const QString error = m_error;
  setSamples(next.samples);
  m_message = message;
  m_error = error;
  Q_EMIT changed();
}

void ExportViewModel::cancel()
{
  m_jobs.stop();
}

} // namespace limpid::viewmodels
