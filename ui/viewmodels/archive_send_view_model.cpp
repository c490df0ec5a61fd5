#include "ui/viewmodels/archive_send_view_model.h"

#include "ui/viewmodels/core_text.h"
#include "ui/viewmodels/paths.h"

#include <algorithm>
#include <map>

namespace limpid::viewmodels {

using namespace Qt::StringLiterals;
using Fate = SendAnswer::Fate;

namespace {

QString peerOf(const std::optional<network::Archive>& archive)
{
  return archive ? QString::fromStdString(archive->aeTitle + '@' + describe(*archive)) : QString();
}

std::filesystem::path normal(const std::filesystem::path& file)
{
  return std::filesystem::absolute(file).lexically_normal(); // as the reports name it
}

} // namespace

ArchiveSendViewModel::ArchiveSendViewModel(network::ArchiveList list, ExportedImages images,
                                           QObject* parent)
    : QObject(parent), m_images(std::move(images)), m_archives(std::move(list), {})
{
  for (std::filesystem::path& file : m_images.files)
    file = normal(file);
  startAfresh();
  connect(&m_archives, &ArchiveViewModel::changed, this, &ArchiveSendViewModel::noticeArchive);
}

void ArchiveSendViewModel::startAfresh()
{
  m_peer = peerOf(m_archives.archive());
  m_message.clear();
  m_error.clear();
  m_answers.clear();
  for (const std::filesystem::path& file : m_images.files)
    m_answers.push_back({.file = toQString(file.filename())});
}

void ArchiveSendViewModel::noticeArchive()
{
  if (!m_sending && peerOf(m_archives.archive()) != m_peer)
    startAfresh();                                           // another one: it has nothing yet
  if (m_archives.state() != ArchiveViewModel::State::Idle) { // its answer is what is read next
    m_message.clear();
    m_error.clear();
  }
  Q_EMIT changed();
}

bool ArchiveSendViewModel::busy() const
{
  return m_sending || m_archives.state() != ArchiveViewModel::State::Idle;
}

int ArchiveSendViewModel::waiting() const
{
  return static_cast<int>(std::ranges::count(m_answers, Fate::Waits, &SendAnswer::fate));
}

QString ArchiveSendViewModel::intention() const
{
  const std::optional<network::Archive> archive = m_archives.archive();
  if (!archive || waiting() == 0)
    return {};
  return tr("%Ln synthetic image(s) will be sent to %1 (AE title %2) when you press Send.", nullptr,
            waiting())
      .arg(QString::fromStdString(describe(*archive)), QString::fromStdString(archive->aeTitle));
}

QString ArchiveSendViewModel::obstacle() const
{
  if (busy())
    return tr("Something is under way.");
  if (!m_archives.archive())
    return tr("Add an archive first.");
  return waiting() == 0 ? tr("There is nothing left to send.") : QString();
}

void ArchiveSendViewModel::finish()
{
  m_archives.finish();
  m_jobs.finish();
}

void ArchiveSendViewModel::send()
{
  const std::optional<network::Archive> archive = m_archives.archive();
  if (!archive || !obstacle().isEmpty())
    return;
  network::SendRequest request{.project = toPath(m_images.project)};
  for (std::size_t place = 0; place < m_answers.size(); ++place)
    if (m_answers[place].fate == Fate::Waits)
      request.store.paths.push_back(m_images.files[place]);
  m_sending = true;
  m_fraction = -1.0;
  m_message = tr("Sending to %1…").arg(m_archives.chosen());
  m_error.clear();
  Q_EMIT changed();
  m_jobs.run<network::SendReport>(
      [archive = *archive, request](jobs::JobContext& context) {
        return network::send(archive, request, context);
      },
      [this](const Result<network::SendReport>& report) {
        if (!report) {
          end({}, coreText(report.error().message));
          return;
        }
        take(*report);
        const bool whole = waiting() == 0 && report->stored.refused.empty() && report->recorded;
        const QString text = summary(*report);
        end(whole ? text : QString(), whole ? QString() : text);
      },
      [this](const jobs::Progress& progress) {
        m_fraction = progress.fraction;
        m_message = coreText(progress.step);
        Q_EMIT progressed();
      });
}

void ArchiveSendViewModel::take(const network::SendReport& report)
{
  std::map<std::filesystem::path, std::size_t> places;
  for (std::size_t place = 0; place < m_images.files.size(); ++place)
    places.emplace(m_images.files[place], place);
  const auto answer = [&](const std::filesystem::path& file, const QString& said, Fate fate) {
    const auto found = places.find(normal(file));
    if (found == places.end())
      return;
    m_answers[found->second].sentence = said;
    m_answers[found->second].fate = fate;
  };
  for (const network::Sendable& image : report.stored.sent)
    answer(image.file, tr("%1 took it.").arg(m_archives.chosen()), Fate::Taken);
  for (const study::SkippedFile& file : report.stored.warnings)
    answer(file.file, coreText(file.reason), Fate::Taken);
  for (const study::SkippedFile& file : report.stored.failed)
    answer(file.file, coreText(file.reason), Fate::Waits);
  for (const study::SkippedFile& file : report.stored.refused)
    answer(file.file, coreText(file.reason), Fate::HeldBack);
}

QString ArchiveSendViewModel::summary(const network::SendReport& report) const
{
  const network::StoreReport& stored = report.stored;
  QStringList sentences;
  if (!stored.reason.empty())
    sentences.append(coreText(stored.reason));
  sentences.append(
      tr("%Ln image(s) were sent to %1.", nullptr, static_cast<int>(stored.sent.size()))
          .arg(m_archives.chosen()));
  if (!stored.warnings.empty())
    sentences.append(tr("%Ln of them with a warning; the list says which.", nullptr,
                        static_cast<int>(stored.warnings.size())));
  if (!stored.refused.empty())
    sentences.append(tr("%Ln image(s) were held back here; the list says why.", nullptr,
                        static_cast<int>(stored.refused.size())));
  if (!stored.failed.empty())
    sentences.append(tr("%Ln image(s) were not taken; the list says why. Send again to go on.",
                        nullptr, static_cast<int>(stored.failed.size())));
  if (!report.recorded)
    sentences.append(tr("The project doesn't note it: %1")
                         .arg(QString::fromStdString(report.recorded.error().message)));
  return sentences.join(u' ');
}

void ArchiveSendViewModel::end(const QString& message, const QString& error)
{
  m_sending = false;
  m_message = message;
  m_error = error;
  Q_EMIT changed();
}

void ArchiveSendViewModel::cancel()
{
  if (m_sending)
    m_jobs.stop();
  else
    m_archives.cancel();
}

} // namespace limpid::viewmodels
