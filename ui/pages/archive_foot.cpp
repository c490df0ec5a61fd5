#include "ui/pages/archive_foot.h"

#include "ui/pages/named.h"

#include <QDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace limpid::pages {

using namespace Qt::StringLiterals;

ArchiveFoot::ArchiveFoot(QDialog& dialog, const QString& note, QPushButton* act)
{
  auto* line = new QHBoxLayout(this);
  line->setContentsMargins(0, 0, 0, 0);
  line->setSpacing(12);
  auto* label = new QLabel(note);
  label->setProperty("role", u"purpose"_s);
  label->setWordWrap(true);
  line->addWidget(label, 1);
  auto* close = named(new QPushButton(tr("Close")), dialog.objectName() + u".close"_s, tr("Close"));
  connect(close, &QPushButton::clicked, &dialog, &QDialog::reject);
  act->setProperty("role", u"primary"_s);
  for (QPushButton* button : {close, act}) {
    button->setAutoDefault(false); // Enter in a field must neither close nor send
    line->addWidget(button);
  }
}

} // namespace limpid::pages
