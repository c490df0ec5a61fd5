#include "ui/pages/archive_edit_dialog.h"

#include "ui/pages/fields.h"
#include "ui/pages/named.h"
#include "ui/viewmodels/paths.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace limpid::pages {

using namespace Qt::StringLiterals;
using network::Archive;
using network::RetrieveMethod;
using viewmodels::toPath;
using viewmodels::toQString;

namespace {

constexpr int dialogWidth = 520;
constexpr int highestPort = 65535;

} // namespace

ArchiveEditDialog::ArchiveEditDialog(const Archive& archive, viewmodels::ArchiveViewModel& archives,
                                     QWidget* parent)
    : QDialog(parent), m_archives(archives), m_archive(archive)
{
  const QString title = archive.name.empty() ? tr("Add an archive") : tr("Edit the archive");
  named(this, u"archiveEdit"_s, title);
  setWindowTitle(title);
  setAttribute(Qt::WA_DeleteOnClose);
  setMinimumWidth(dialogWidth);
  auto* rows = new QVBoxLayout(this);
  rows->setContentsMargins(16, 16, 16, 16);
  rows->setSpacing(12);
  auto* form = new QFormLayout;
  rows->addLayout(form);
  buildPlace(*form);
  buildTls(*form);
  m_problem = named(new QLabel, u"archiveEdit.problem"_s, tr("What can't be kept"));
  m_problem->setWordWrap(true);
  rows->addWidget(m_problem);
  rows->addWidget(buildButtons());
  showWhatApplies();
}

QLineEdit* ArchiveEditDialog::text(QFormLayout& form, const QString& name, const QString& word,
                                   const QString& value)
{
  auto* edit = named(new QLineEdit(value), name, word);
  form.addRow(word, edit);
  return edit;
}

void ArchiveEditDialog::buildPlace(QFormLayout& form)
{
  const auto said = [](const std::string& value) { return QString::fromStdString(value); };
  m_name = text(form, u"archiveEdit.name"_s, tr("Name"), said(m_archive.name));
  m_aeTitle = text(form, u"archiveEdit.aeTitle"_s, tr("Its AE title"), said(m_archive.aeTitle));
  m_host = text(form, u"archiveEdit.host"_s, tr("Host"), said(m_archive.host));
  m_port = number(u"archiveEdit.port"_s, tr("Port"), 1, highestPort);
  m_port->setValue(m_archive.port);
  form.addRow(tr("Port"), m_port);
  m_ownAeTitle =
      text(form, u"archiveEdit.ownAeTitle"_s, tr("Our AE title"), said(m_archive.ownAeTitle));
  m_method =
      choice(u"archiveEdit.method"_s, tr("How images come"),
             {{tr("over our connection (C-GET)"), static_cast<int>(RetrieveMethod::Get)},
              {tr("the archive connects to us (C-MOVE)"), static_cast<int>(RetrieveMethod::Move)}});
  selectQuietly(m_method, static_cast<int>(m_archive.retrieve));
  form.addRow(tr("How images come"), m_method);
  m_ownPort = number(u"archiveEdit.ownPort"_s, tr("Our port"), 1, highestPort);
  m_ownPort->setValue(m_archive.ownPort);
  m_ownPort->setToolTip(tr("Open only while images are fetched, and for this archive only. It must "
                           "be entered there with our AE title and host."));
  form.addRow(tr("Our port"), m_ownPort);
  connect(m_method, &QComboBox::currentIndexChanged, this, &ArchiveEditDialog::showWhatApplies);
}

void ArchiveEditDialog::buildTls(QFormLayout& form)
{
  m_tls = named(new QCheckBox(tr("Encrypted (TLS)")), u"archiveEdit.tls"_s, tr("Encrypted"));
  m_tls->setChecked(m_archive.tls.enabled);
  form.addRow(QString(), m_tls);
  m_trusted = text(form, u"archiveEdit.trusted"_s, tr("Trusted certificates"),
                   toQString(m_archive.tls.trustedCertificates));
  m_trusted->setPlaceholderText(tr("PEM file or folder"));
  m_certificate = text(form, u"archiveEdit.certificate"_s, tr("Our certificate"),
                       toQString(m_archive.tls.certificate));
  m_certificate->setPlaceholderText(tr("PEM file, where the archive asks for one"));
  m_key =
      text(form, u"archiveEdit.key"_s, tr("Its private key"), toQString(m_archive.tls.privateKey));
  m_key->setPlaceholderText(tr("PEM file"));
  m_verify = named(new QCheckBox(tr("Verify who the archive is")), u"archiveEdit.verify"_s,
                   tr("Verify who the archive is"));
  m_verify->setChecked(m_archive.tls.verifyPeer);
  form.addRow(QString(), m_verify);
  m_peerName = text(form, u"archiveEdit.peerName"_s, tr("Name in its certificate"),
                    QString::fromStdString(m_archive.tls.peerName));
  m_peerName->setPlaceholderText(tr("where it isn't the host"));
  connect(m_tls, &QCheckBox::toggled, this, &ArchiveEditDialog::showWhatApplies);
  connect(m_verify, &QCheckBox::toggled, this, &ArchiveEditDialog::showWhatApplies);
}

QWidget* ArchiveEditDialog::buildButtons()
{
  auto* foot = new QWidget;
  auto* line = new QHBoxLayout(foot);
  line->setContentsMargins(0, 0, 0, 0);
  auto* cancel =
      named(new QPushButton(tr("Cancel")), u"archiveEdit.cancel"_s, tr("Change nothing"));
  auto* keep = named(new QPushButton(tr("Keep")), u"archiveEdit.keep"_s, tr("Keep this archive"));
  keep->setProperty("role", u"primary"_s);
  keep->setDefault(true);
  line->addStretch();
  line->addWidget(cancel);
  line->addWidget(keep);
  connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
  connect(keep, &QPushButton::clicked, this, &ArchiveEditDialog::save);
  return foot;
}

void ArchiveEditDialog::showWhatApplies()
{
  m_ownPort->setEnabled(m_method->currentData().toInt() == static_cast<int>(RetrieveMethod::Move));
  for (QWidget* ofTls : {static_cast<QWidget*>(m_trusted), static_cast<QWidget*>(m_certificate),
                         static_cast<QWidget*>(m_key), static_cast<QWidget*>(m_verify)})
    ofTls->setEnabled(m_tls->isChecked());
  m_peerName->setEnabled(m_tls->isChecked() && m_verify->isChecked());
}

Archive ArchiveEditDialog::entered() const
{
  const auto said = [](const QLineEdit* edit) { return edit->text().trimmed().toStdString(); };
  const auto file = [](const QLineEdit* edit) { return toPath(edit->text().trimmed()); };
  return {.name = said(m_name),
          .aeTitle = said(m_aeTitle),
          .host = said(m_host),
          .port = m_port->value(),
          .ownAeTitle = said(m_ownAeTitle),
          .retrieve = static_cast<RetrieveMethod>(m_method->currentData().toInt()),
          .ownPort = m_ownPort->value(),
          .timeoutSeconds = m_archive.timeoutSeconds,
          .tls = {.enabled = m_tls->isChecked(),
                  .trustedCertificates = file(m_trusted),
                  .certificate = file(m_certificate),
                  .privateKey = file(m_key),
                  .verifyPeer = m_verify->isChecked(),
                  .peerName = said(m_peerName)}};
}

void ArchiveEditDialog::save()
{
  const QString problem = m_archives.save(entered(), QString::fromStdString(m_archive.name));
  m_problem->setText(problem);
  if (problem.isEmpty())
    accept();
}

} // namespace limpid::pages
