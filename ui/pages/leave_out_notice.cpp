#include "ui/pages/leave_out_notice.h"

#include "ui/pages/fields.h"
#include "ui/pages/named.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace limpid::pages {

using namespace Qt::StringLiterals;
using viewmodels::LeaveOut;
using viewmodels::SheetQuery;
using viewmodels::SheetState;
using viewmodels::SheetViewModel;

LeaveOutNotice::LeaveOutNotice(LeaveOut& leaveOut, SheetViewModel& sheet, QWidget* parent)
    : QWidget(parent), m_leaveOut(leaveOut), m_sheet(sheet)
{
  auto* line = new QHBoxLayout(this);
  line->setContentsMargins(0, 0, 0, 0);
  line->setSpacing(8);
  m_sentence = named(new QLabel, u"quality.leaveOutSentence"_s, tr("Slices left out"));
  line->addWidget(m_sentence);
  m_accept = addButton(tr("Leave out"), u"quality.leaveOut"_s, tr("Leave these slices out"));
  connect(m_accept, &QPushButton::clicked, &m_leaveOut, &LeaveOut::acceptProposal);
  m_decline = addButton(tr("Keep"), u"quality.keepIn"_s, tr("Keep these slices"));
  connect(m_decline, &QPushButton::clicked, &m_leaveOut, &LeaveOut::declineProposal);
  m_show = addButton(tr("Show"), u"quality.showLeftOut"_s, tr("Show what is left out"));
  connect(m_show, &QPushButton::clicked, this, [this] {
    SheetQuery query = m_sheet.query();
    query.state = query.state == SheetState::LeftOut ? SheetState::All : SheetState::LeftOut;
    m_sheet.setQuery(query);
  });
  m_useAgain = addButton(tr("Use again"), u"quality.useAgain"_s, tr("Leave nothing out"));
  connect(m_useAgain, &QPushButton::clicked, this, &LeaveOutNotice::useAgain);
  line->addStretch();
  leaveKeyboard(*this);
  connect(&m_leaveOut, &LeaveOut::changed, this, &LeaveOutNotice::showState);
  connect(&m_sheet, &SheetViewModel::arrangementChanged, this, &LeaveOutNotice::showState);
  showState();
}

QPushButton* LeaveOutNotice::addButton(const QString& text, const QString& objectName,
                                       const QString& name)
{
  auto* button = named(new QPushButton(text), objectName, name);
  layout()->addWidget(button);
  return button;
}

void LeaveOutNotice::showState()
{
  const QString sentence = m_leaveOut.sentence();
  const bool proposes = m_leaveOut.proposed() > 0;
  m_sentence->setText(sentence);
  m_accept->setVisible(proposes);
  m_decline->setVisible(proposes);
  m_show->setVisible(!proposes);
  m_show->setText(m_sheet.query().state == SheetState::LeftOut ? tr("Show the others")
                                                               : tr("Show"));
  m_useAgain->setVisible(!proposes);
  setVisible(!sentence.isEmpty());
}

void LeaveOutNotice::useAgain()
{
  std::vector<int> rows;
  const auto& images = m_sheet.content().images;
  for (std::size_t row = 0; row < images.size(); ++row)
    if (images[row].leftOut)
      rows.push_back(static_cast<int>(row));
  m_sheet.takeAway(viewmodels::SheetFilter::State);
  m_leaveOut.setLeftOut(rows, false);
}

} // namespace limpid::pages
