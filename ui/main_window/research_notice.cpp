#include "ui/main_window/research_notice.h"

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace limpid::main_window {

using namespace Qt::StringLiterals;

namespace {

constexpr auto acceptedKey = "researchNoticeAccepted";
constexpr int noticeWidth = 420;

struct ResearchNotice
{
  Q_DECLARE_TR_FUNCTIONS(limpid::main_window::ResearchNotice)
};

} // namespace

void showResearchNoticeOnce(QWidget* window, QSettings& settings)
{
  if (settings.value(QLatin1String(acceptedKey), false).toBool())
    return;
  auto* dialog = new QDialog(window);
  dialog->setObjectName(u"researchNotice"_s);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setWindowTitle(ResearchNotice::tr("Limpid"));
  auto* layout = new QVBoxLayout(dialog);
  layout->setContentsMargins(24, 24, 24, 16);
  layout->setSpacing(16);
  auto* sentence =
      new QLabel(ResearchNotice::tr("Limpid is for research. It must not be used for diagnosis. "
                                    "Images stay on this computer unless you send them."));
  sentence->setWordWrap(true);
  sentence->setFixedWidth(noticeWidth);
  layout->addWidget(sentence);
  auto* understood = new QPushButton(ResearchNotice::tr("I understand"));
  understood->setObjectName(u"researchNotice.understood"_s);
  understood->setAccessibleName(understood->text());
  understood->setProperty("role", u"primary"_s);
  understood->setDefault(true);
  layout->addWidget(understood, 0, Qt::AlignRight);
  QObject::connect(understood, &QPushButton::clicked, dialog, [dialog, &settings] {
    settings.setValue(QLatin1String(acceptedKey), true);
    dialog->accept();
  });
  dialog->open();
}

} // namespace limpid::main_window
