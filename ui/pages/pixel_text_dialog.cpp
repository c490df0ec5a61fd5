#include "ui/pages/pixel_text_dialog.h"

#include "ui/pages/cover_picture.h"
#include "ui/pages/named.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace limpid::pages {

using namespace Qt::StringLiterals;

namespace {

constexpr int pictureEdge = 560;

} // namespace

PixelTextDialog::PixelTextDialog(std::unique_ptr<viewmodels::PixelTextViewModel> text,
                                 QWidget* parent)
    : QDialog(parent), m_text(std::move(text))
{
  setObjectName(u"pixelText"_s);
  setWindowTitle(tr("Text in the pixels"));
  m_sentence = new QLabel;
  m_sentence->setWordWrap(true);
  m_picture = named(new CoverPicture, u"pixelText.picture"_s, tr("The image to look at"));
  m_picture->setFixedSize(pictureEdge, pictureEdge);
  auto* rows = new QVBoxLayout(this);
  rows->addWidget(m_sentence);
  auto* how = new QLabel(tr("Draw rectangles over text that may name somebody: what they cover is "
                            "black in training and in de-identified images."));
  how->setProperty("role", u"purpose"_s);
  how->setWordWrap(true);
  rows->addWidget(m_picture, 0, Qt::AlignCenter);
  rows->addWidget(how);
  rows->addWidget(buildButtons());
  connect(m_picture, &CoverPicture::drawn, m_text.get(), &viewmodels::PixelTextViewModel::addCover);
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
  m_clear =
      named(new QPushButton(tr("Clear")), u"pixelText.clear"_s, tr("Take the rectangles off"));
  m_cover = named(new QPushButton(tr("Cover the text")), u"pixelText.cover"_s,
                  tr("Use this image with the rectangles black"));
  row->addWidget(close);
  row->addStretch();
  row->addWidget(m_clear);
  row->addWidget(m_skip);
  row->addWidget(m_cover);
  row->addWidget(m_confirm);
  connect(close, &QPushButton::clicked, this, &QDialog::accept);
  connect(m_skip, &QPushButton::clicked, m_text.get(), &viewmodels::PixelTextViewModel::skip);
  connect(m_confirm, &QPushButton::clicked, m_text.get(), &viewmodels::PixelTextViewModel::confirm);
  connect(m_clear, &QPushButton::clicked, m_text.get(),
          &viewmodels::PixelTextViewModel::clearCovers);
  connect(m_cover, &QPushButton::clicked, m_text.get(), &viewmodels::PixelTextViewModel::cover);
  return buttons;
}

QString PixelTextDialog::sentence() const
{
  if (!m_text->error().isEmpty())
    return m_text->error();
  if (m_text->loading())
    return tr("Looking for images whose pixels may show text…");
  if (m_text->place() >= m_text->count())
    return m_text->covered() == 0
               ? tr("All have been looked at; %Ln confirmed.", nullptr, m_text->confirmed())
               : tr("All have been looked at; %1 confirmed, %2 covered.")
                     .arg(m_text->confirmed())
                     .arg(m_text->covered());
  return tr("Image %1 of %2: %3.")
      .arg(m_text->place() + 1)
      .arg(m_text->count())
      .arg(m_text->reason());
}

void PixelTextDialog::showState()
{
  m_sentence->setText(sentence());
  m_picture->setImage(m_text->image());
  m_picture->setCovers(m_text->covers());
  showButtons();
}

/// What is covered can't be confirmed as it is by a slip of the Enter key.
void PixelTextDialog::showButtons()
{
  const bool open = !m_text->loading() && m_text->place() < m_text->count();
  const bool shown = open && !m_text->image().pixels.empty();
  const bool hasCovers = !m_text->covers().empty();
  m_skip->setEnabled(open);
  m_clear->setEnabled(shown && hasCovers);
  m_cover->setEnabled(shown && hasCovers);
  m_confirm->setEnabled(shown && !hasCovers);
  (hasCovers ? m_cover : m_confirm)->setDefault(true);
}

} // namespace limpid::pages
