#include "ui/widgets/job_strip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace limpid::widgets {
namespace {

constexpr int patienceMs = 150;
constexpr int barSteps = 1000;

} // namespace

JobStrip::JobStrip(QWidget* parent)
    : QWidget(parent),
      m_sentence(new QLabel(this)),
      m_bar(new QProgressBar(this)),
      m_cancel(new QPushButton(tr("Cancel"), this))
{
  setObjectName(QStringLiteral("jobs"));
  setProperty("role", QStringLiteral("strip"));
  setAttribute(Qt::WA_StyledBackground);
  setFixedHeight(32);
  m_sentence->setObjectName(QStringLiteral("jobs.sentence"));
  m_bar->setObjectName(QStringLiteral("jobs.bar"));
  m_bar->setAccessibleName(tr("Progress"));
  m_bar->setTextVisible(false);
  m_bar->setFixedSize(240, 8);
  m_cancel->setObjectName(QStringLiteral("jobs.cancel"));
  m_cancel->setFlat(true);
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(16, 0, 16, 0);
  layout->setSpacing(12);
  layout->addWidget(m_sentence, 1);
  layout->addWidget(m_bar);
  layout->addWidget(m_cancel);
  m_bar->hide();
  m_cancel->hide();
  m_patience.setSingleShot(true);
  m_patience.setInterval(patienceMs);
  connect(&m_patience, &QTimer::timeout, this, [this] {
    m_bar->show();
    m_cancel->show();
  });
  connect(m_cancel, &QPushButton::clicked, this, [this] {
    m_cancel->setEnabled(false);
    Q_EMIT cancelRequested();
  });
}

void JobStrip::hideWhileIdle()
{
  m_hiddenWhileIdle = true;
  QSizePolicy policy = sizePolicy();
  policy.setRetainSizeWhenHidden(true);
  setSizePolicy(policy);
  setVisible(m_running);
}

void JobStrip::showProgress(const QString& sentence, double fraction)
{
  if (m_hiddenWhileIdle)
    show();
  if (!m_running) {
    m_running = true;
    m_cancel->setEnabled(true);
    m_patience.start();
  }
  m_sentence->setText(sentence);
  m_bar->setRange(0, fraction < 0.0 ? 0 : barSteps);
  if (fraction >= 0.0)
    m_bar->setValue(qRound(fraction * barSteps));
}

void JobStrip::showIdle(const QString& sentence)
{
  m_running = false;
  m_patience.stop();
  m_sentence->setText(sentence);
  m_bar->hide();
  m_cancel->hide();
  if (m_hiddenWhileIdle)
    hide();
}

} // namespace limpid::widgets
