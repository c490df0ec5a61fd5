#include "ui/pages/archive_choice.h"

#include "ui/pages/archive_edit_dialog.h"
#include "ui/pages/fields.h"
#include "ui/pages/named.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSignalBlocker>

namespace limpid::pages {

using namespace Qt::StringLiterals;
using viewmodels::ArchiveViewModel;

namespace {

constexpr int choiceWidth = 220;

} // namespace

ArchiveChoice::ArchiveChoice(ArchiveViewModel& archives, QWidget* parent)
    : QWidget(parent), m_archives(archives)
{
  auto* line = new QHBoxLayout(this);
  line->setContentsMargins(0, 0, 0, 0);
  line->setSpacing(8);
  m_choice = named(new QComboBox, u"archive.choice"_s, tr("Archive"));
  m_choice->setMinimumWidth(choiceWidth);
  connect(m_choice, &QComboBox::activated, this,
          [this] { m_archives.choose(m_choice->currentData().toString()); });
  line->addWidget(m_choice);
  m_add = add(u"archive.add"_s, tr("Add…"), tr("Add an archive"), [this] { edit(true); });
  m_ofChosen = {
      add(u"archive.edit"_s, tr("Edit…"), tr("Edit this archive"), [this] { edit(false); }),
      add(u"archive.remove"_s, tr("Remove"), tr("Forget this archive"),
          [this] { m_archives.remove(); }),
      add(u"archive.test"_s, tr("Test"), tr("Ask whether it is there and talks to us"),
          [this] { m_archives.test(); })};
  line->addStretch();
}

QPushButton* ArchiveChoice::add(const QString& name, const QString& word, const QString& meaning,
                                const std::function<void()>& act)
{
  auto* button = named(new QPushButton(word), name, meaning);
  button->setAutoDefault(false);
  connect(button, &QPushButton::clicked, this, act);
  layout()->addWidget(button);
  return button;
}

void ArchiveChoice::edit(bool isNew)
{
  const network::Archive archive = isNew ? network::Archive() : *m_archives.archive();
  auto* dialog = new ArchiveEditDialog(archive, m_archives, this);
  dialog->open();
}

void ArchiveChoice::showList(bool idle)
{
  const QSignalBlocker quiet(m_choice);
  m_choice->clear();
  for (const network::Archive& archive : m_archives.archives()) {
    const QString name = QString::fromStdString(archive.name);
    m_choice->addItem(name, name);
    m_choice->setItemData(m_choice->count() - 1, QString::fromStdString(describe(archive)),
                          Qt::ToolTipRole);
  }
  selectQuietly(m_choice, m_archives.chosen());
  m_choice->setEnabled(idle && !m_archives.archives().empty());
  m_add->setEnabled(idle);
  for (QPushButton* button : m_ofChosen)
    button->setEnabled(idle && m_archives.archive());
}

} // namespace limpid::pages
