#include "ui/widgets/page_frame.h"

#include "ui/widgets/icons.h"

#include <QAbstractSpinBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

namespace limpid::widgets {
namespace {

constexpr int margin = 16;
constexpr int drawerWidth = 320;
constexpr int drawerHeadHeight = 44;
constexpr int controlHeight = 32;

/// In such a field Enter takes what was typed; it must not start hours of training as well.
bool takesText(const QWidget* widget)
{
  return qobject_cast<const QLineEdit*>(widget) != nullptr ||
         qobject_cast<const QAbstractSpinBox*>(widget) != nullptr;
}

} // namespace

PageFrame::PageFrame(const QString& name, const QString& title, const QString& purpose,
                     QWidget* parent)
    : QWidget(parent)
{
  setObjectName(name);
  setAccessibleName(title);
  buildDrawer();
  buildFooter();
  m_body = new QHBoxLayout;
  m_body->setSpacing(margin);
  m_body->addWidget(m_drawer);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(margin, 12, margin, 12);
  layout->setSpacing(12);
  layout->addLayout(buildHeader(title, purpose));
  layout->addLayout(m_body, 1);
  layout->addLayout(m_footer);
}

QVBoxLayout* PageFrame::buildHeader(const QString& title, const QString& purpose)
{
  auto* titleLabel = new QLabel(title, this);
  titleLabel->setProperty("role", QStringLiteral("title"));
  titleLabel->setObjectName(objectName() + QStringLiteral(".title"));
  auto* purposeLabel = new QLabel(purpose, this);
  purposeLabel->setProperty("role", QStringLiteral("purpose"));
  purposeLabel->setObjectName(objectName() + QStringLiteral(".purpose"));
  m_controls = new QHBoxLayout;
  m_controls->setSpacing(12);
  m_controls->addStretch();
  auto* words = new QVBoxLayout;
  words->setSpacing(4);
  words->addWidget(titleLabel);
  words->addWidget(purposeLabel);
  auto* header = new QVBoxLayout;
  header->setSpacing(12);
  header->addLayout(words);
  header->addLayout(m_controls);
  return header;
}

void PageFrame::buildDrawer()
{
  m_drawer = new QWidget(this);
  m_drawer->setObjectName(objectName() + QStringLiteral(".drawer"));
  m_drawer->setProperty("role", QStringLiteral("drawer"));
  m_drawer->setAttribute(Qt::WA_StyledBackground);
  m_drawer->setFixedWidth(drawerWidth);
  m_drawer->hide();
  m_drawerLayout = new QVBoxLayout(m_drawer);
  m_drawerLayout->setContentsMargins(margin, 0, margin, margin);
  auto* head = new QLabel(tr("Advanced"), m_drawer);
  head->setProperty("role", QStringLiteral("cardTitle"));
  head->setFixedHeight(drawerHeadHeight);
  m_drawerLayout->addWidget(head);
  m_advancedButton = new QToolButton(this);
  m_advancedButton->setObjectName(objectName() + QStringLiteral(".advanced"));
  m_advancedButton->setProperty("role", QStringLiteral("drawerHead"));
  m_advancedButton->setText(tr("Advanced"));
  m_advancedButton->setIcon(themedIcon(QStringLiteral("settings")));
  m_advancedButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  m_advancedButton->setCheckable(true);
  m_advancedButton->setMinimumHeight(controlHeight);
  m_advancedButton->hide();
  connect(m_advancedButton, &QToolButton::toggled, this, [this](bool open) {
    m_drawer->setVisible(open);
    Q_EMIT advancedToggled(open);
  });
}

void PageFrame::buildFooter()
{
  m_status = new StatusSentence(this);
  m_status->setObjectName(objectName() + QStringLiteral(".status"));
  m_primary = new QPushButton(this);
  m_primary->setObjectName(objectName() + QStringLiteral(".primary"));
  m_primary->setProperty("role", QStringLiteral("primary"));
  m_footer = new QHBoxLayout;
  m_footer->setSpacing(12);
  m_footer->addWidget(m_advancedButton);
  m_footer->addWidget(m_status, 1);
  m_footer->addWidget(m_primary);
  connect(m_primary, &QPushButton::clicked, this, &PageFrame::primaryClicked);
}

void PageFrame::addControl(QWidget* control)
{
  control->setMinimumHeight(controlHeight);
  m_controls->insertWidget(m_controls->count() - 1, control, 0, Qt::AlignBottom);
}

void PageFrame::addControl(const QString& label, QWidget* control)
{
  control->setMinimumHeight(controlHeight);
  auto* name = new QLabel(label, this);
  name->setProperty("role", QStringLiteral("label"));
  name->setBuddy(control);
  if (control->accessibleName().isEmpty())
    control->setAccessibleName(label);
  auto* column = new QVBoxLayout;
  column->setSpacing(4);
  column->addWidget(name);
  column->addWidget(control);
  m_controls->insertLayout(m_controls->count() - 1, column);
}

void PageFrame::setContent(QWidget* content)
{
  delete m_content;
  m_content = content;
  m_body->insertWidget(0, content, 1);
}

void PageFrame::setAdvanced(QWidget* advanced)
{
  delete m_advanced;
  m_advancedButton->setVisible(advanced != nullptr);
  m_advanced = nullptr;
  if (!advanced)
    return;
  auto* scroll = new QScrollArea(m_drawer);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setWidgetResizable(true);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setWidget(advanced);
  scroll->viewport()->setAutoFillBackground(false); // the drawer's surface shows
  advanced->setAutoFillBackground(false);
  m_drawerLayout->addWidget(scroll, 1);
  m_advanced = scroll;
}

QPushButton* PageFrame::addSecondary(const QString& text)
{
  auto* button = new QPushButton(text, this);
  button->setMinimumHeight(36);
  m_footer->insertWidget(m_footer->count() - 1, button);
  return button;
}

void PageFrame::setPrimaryEnabled(bool enabled, const QString& reason)
{
  m_primary->setEnabled(enabled);
  m_primary->setToolTip(enabled ? QString() : reason);
  m_primary->setAccessibleDescription(enabled ? QString() : reason);
}

bool PageFrame::isAdvancedOpen() const
{
  return m_advancedButton->isChecked();
}

void PageFrame::setAdvancedOpen(bool open)
{
  m_advancedButton->setChecked(open);
}

void PageFrame::keyPressEvent(QKeyEvent* event)
{
  const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
  if (isEnter && !takesText(focusWidget()))
    m_primary->click();
  else
    QWidget::keyPressEvent(event);
}

void PageFrame::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::PaletteChange)
    m_advancedButton->setIcon(themedIcon(QStringLiteral("settings")));
  QWidget::changeEvent(event);
}

} // namespace limpid::widgets
