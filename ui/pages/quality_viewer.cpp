#include "ui/pages/quality_viewer.h"

#include "ui/pages/named.h"
#include "ui/rendering/image_view.h"

#include <QKeyEvent>
#include <QVBoxLayout>

namespace limpid::pages {

using namespace Qt::StringLiterals;
using viewmodels::QualityViewModel;

QualityViewer::QualityViewer(QualityViewModel& quality, QWidget* parent)
    : QWidget(parent), m_quality(quality)
{
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  m_view = named(new rendering::ImageView, u"quality.view"_s, tr("Selected image"));
  layout->addWidget(m_view);
  setFocusProxy(m_view);
  connect(m_view, &rendering::ImageView::scrolled, this, &QualityViewer::stepRequested);
  connect(m_view, &rendering::ImageView::maximiseRequested, this,
          &QualityViewer::maximiseRequested);
  connect(&m_quality, &QualityViewModel::shownImageChanged, this, &QualityViewer::showImage);
  showImage();
}

void QualityViewer::keyPressEvent(QKeyEvent* event)
{
  if (event->key() == Qt::Key_Escape)
    Q_EMIT closeRequested();
  else
    QWidget::keyPressEvent(event);
}

void QualityViewer::showImage()
{
  if (!m_quality.shownImage()) {
    m_view->clear(m_quality.shownImageReason());
    return;
  }
  m_view->setUnit(m_quality.unit());
  m_view->setImage(*m_quality.shownImage());
  m_view->setBadges(rendering::Badge::Real);
  if (m_quality.selection().empty())
    return;
  const auto& image = m_quality.images().image(m_quality.selection().back());
  m_view->setCornerText(
      rendering::Corner::TopLeft,
      tr("%1\nSlice %2").arg(QString::fromStdString(image.patient)).arg(image.slice));
}

} // namespace limpid::pages
