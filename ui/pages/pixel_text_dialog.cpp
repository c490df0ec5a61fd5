#include "ui/pages/pixel_text_dialog.h"

#include <QHBoxLayout>
#include <QImage>
#include <QLabel>
#include <QPixmap>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace limpid::pages {

using namespace Qt::StringLiterals;

namespace {

constexpr int pictureEdge = 560;

/// Grey over the whole range of values: text is found in the dark too.
QImage toQImage(const imaging::Image& image)
{
  const auto [lowest, highest] = std::minmax_element(image.pixels.begin(), image.pixels.end());
  const float range = std::max(*highest - *lowest, 1e-6F);
  QImage picture(image.columns, image.rows, QImage::Format_Grayscale8);
  for (int row = 0; row < image.rows; ++row) {
    uchar* const line = picture.scanLine(row);
    for (int column = 0; column < image.columns; ++column) {
      const float share = (image.at(row, column) - *lowest) / range;
      line[column] = static_cast<uchar>(std::isfinite(share) ? std::lround(255.0F * share) : 0);
    }
  }
  return picture;
}

} // namespace

PixelTextDialog::PixelTextDialog(std::unique_ptr<viewmodels::PixelTextViewModel> text,
                                 QWidget* parent)
    : QDialog(parent), m_text(std::move(text))
{
  setObjectName(u"pixelText"_s);
  setWindowTitle(tr("Text in the pixels"));
  m_sentence = new QLabel;
  m_sentence->setWordWrap(true);
  m_picture = new QLabel;
  m_picture->setObjectName(u"pixelText.picture"_s);
  m_picture->setAccessibleName(tr("The image to look at"));
  m_picture->setAlignment(Qt::AlignCenter);
  m_picture->setFixedSize(pictureEdge, pictureEdge);
  auto* rows = new QVBoxLayout(this);
  rows->addWidget(m_sentence);
  rows->addWidget(m_picture);
  rows->addWidget(buildButtons());
  connect(m_text.get(), &viewmodels::PixelTextViewModel::changed, this,
          &PixelTextDialog::showState);
  showState();
}

PixelTextDialog::~PixelTextDialog() = default;

QWidget* PixelTextDialog::buildButtons()
{
  auto* buttons = new QWidget;
  auto* row = new QHBoxLayout(buttons);
  row->setContentsMargins(0, 0, 0, 0);
  auto* close = new QPushButton(tr("Close"));
  close->setObjectName(u"pixelText.close"_s);
  m_skip = new QPushButton(tr("Skip: keep it out"));
  m_skip->setObjectName(u"pixelText.skip"_s);
  m_confirm = new QPushButton(tr("No text that names anybody"));
  m_confirm->setObjectName(u"pixelText.confirm"_s);
  m_confirm->setDefault(true);
  row->addWidget(close);
  row->addStretch();
  row->addWidget(m_skip);
  row->addWidget(m_confirm);
  connect(close, &QPushButton::clicked, this, &QDialog::accept);
  connect(m_skip, &QPushButton::clicked, m_text.get(), &viewmodels::PixelTextViewModel::skip);
  connect(m_confirm, &QPushButton::clicked, m_text.get(), &viewmodels::PixelTextViewModel::confirm);
  return buttons;
}

QString PixelTextDialog::sentence() const
{
  if (!m_text->error().isEmpty())
    return m_text->error();
  if (m_text->loading())
    return tr("Looking for images whose pixels may show text…");
  if (m_text->place() >= m_text->count())
    return tr("All have been looked at; %Ln confirmed.", nullptr, m_text->confirmed());
  return tr("Image %1 of %2: %3.")
      .arg(m_text->place() + 1)
      .arg(m_text->count())
      .arg(m_text->reason());
}

void PixelTextDialog::showState()
{
  m_sentence->setText(sentence());
  const imaging::Image& image = m_text->image();
  const bool open = !m_text->loading() && m_text->place() < m_text->count();
  m_skip->setEnabled(open);
  m_confirm->setEnabled(open && !image.pixels.empty());
  if (image.pixels.empty())
    m_picture->clear();
  else
    m_picture->setPixmap(
        QPixmap::fromImage(toQImage(image))
            .scaled(m_picture->size(), Qt::KeepAspectRatio, Qt::SmoothTransformation));
}

} // namespace limpid::pages
