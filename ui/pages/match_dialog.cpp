#include "ui/pages/match_dialog.h"

#include "ui/pages/named.h"
#include "ui/rendering/image_view.h"
#include "ui/viewmodels/core_text.h"
#include "ui/widgets/card.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/status_sentence.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <array>
#include <cmath>

namespace limpid::pages {

using namespace Qt::StringLiterals;
using rendering::ImageView;
using viewmodels::MatchGrade;
using viewmodels::MatchViewModel;
using widgets::Tone;

namespace {

constexpr QSize dialogSize(920, 700);
constexpr int sliderSteps = 200;
constexpr int viewEdge = 320;

/// Finer steps where there is little noise.
double noiseOf(int position, double most)
{
  const double share = static_cast<double>(position) / sliderSteps;
  return most * share * share;
}

int positionOf(double noise, double most)
{
  return most > 0.0 ? static_cast<int>(std::lround(std::sqrt(noise / most) * sliderSteps)) : 0;
}

} // namespace

MatchDialog::MatchDialog(MatchViewModel& match, QWidget* parent) : QDialog(parent), m_match(match)
{
  named(this, u"match"_s, tr("Match by eye"));
  setWindowTitle(tr("Match by eye"));
  setAttribute(Qt::WA_DeleteOnClose);
  resize(dialogSize);
  auto* rows = new QVBoxLayout(this);
  rows->setContentsMargins(16, 16, 16, 16);
  rows->setSpacing(12);
  rows->addWidget(buildHead());
  m_middle = new QStackedWidget;
  m_middle->addWidget(buildPair());
  m_empty = new widgets::EmptyState({});
  m_middle->addWidget(m_empty);
  rows->addWidget(m_middle, 1);
  rows->addWidget(buildFoot());
  connectAll();
  showState();
  m_match.reload();
}

MatchDialog::~MatchDialog()
{
  m_match.disconnect(this);
  if (m_match.state() == MatchViewModel::State::Asking ||
      m_match.state() == MatchViewModel::State::Measuring)
    m_match.cancel();
}

QWidget* MatchDialog::buildHead()
{
  auto* card = new widgets::Card(tr("From which noise on does a bad image teach as well as a good "
                                    "one?"));
  auto* line = new QHBoxLayout;
  line->setSpacing(8);
  m_component = named(new QComboBox, u"match.component"_s, tr("Rating"));
  m_grade = named(new QComboBox, u"match.grade"_s, tr("Grade"));
  m_grade->setMinimumWidth(200);
  m_start = named(new QPushButton(tr("Match by eye")), u"match.start"_s, tr("Match by eye"));
  m_start->setProperty("role", u"primary"_s);
  m_start->setToolTip(tr("Five pairs, about two minutes."));
  m_measure = named(new QPushButton(tr("Measure")), u"match.measure"_s, tr("Measure"));
  m_measure->setToolTip(tr("A small classifier tries to tell bad images from good ones while noise "
                           "is added, patient by patient. Where it can't any more, it proposes "
                           "that noise."));
  m_take = named(new QPushButton(tr("Use it")), u"match.take"_s, tr("Use the proposal"));
  for (QWidget* control : std::array<QWidget*, 5>{m_component, m_grade, m_start, m_measure, m_take})
    line->addWidget(control);
  line->addStretch();
  card->content()->addLayout(line);
  m_sentence = named(new widgets::StatusSentence, u"match.sentence"_s, tr("How it stands"));
  card->content()->addWidget(m_sentence);
  return card;
}

QWidget* MatchDialog::buildPair()
{
  auto* card = new widgets::Card;
  m_question = named(new QLabel, u"match.question"_s, tr("What is asked"));
  m_question->setWordWrap(true);
  card->content()->addWidget(m_question);
  auto* views = new QHBoxLayout;
  views->setSpacing(8);
  const std::array names = {std::pair(u"match.left"_s, tr("Left image")),
                            std::pair(u"match.right"_s, tr("Right image"))};
  for (std::size_t which = 0; which < names.size(); ++which) {
    m_views[which] = named(new ImageView, names[which].first, names[which].second);
    m_views[which]->setMinimumSize(viewEdge, viewEdge);
    views->addWidget(m_views[which], 1);
  }
  card->content()->addLayout(views, 1);
  auto* line = new QHBoxLayout;
  m_slider = named(new QSlider(Qt::Horizontal), u"match.noise"_s, tr("Noise that both get"));
  m_slider->setRange(0, sliderSteps);
  m_slider->setPageStep(sliderSteps / 20);
  m_level = named(new QLabel, u"match.level"_s, tr("Noise that both get"));
  m_level->setMinimumWidth(96);
  line->addWidget(new QLabel(tr("Noise")));
  line->addWidget(m_slider, 1);
  line->addWidget(m_level);
  card->content()->addLayout(line);
  return card;
}

QWidget* MatchDialog::buildFoot()
{
  auto* foot = new QWidget;
  auto* line = new QHBoxLayout(foot);
  line->setContentsMargins(0, 0, 0, 0);
  line->setSpacing(8);
  m_effect = named(new QLabel, u"match.effect"_s, tr("What it does to training"));
  m_effect->setWordWrap(true);
  m_back = named(new QPushButton(tr("Pair before")), u"match.back"_s, tr("Pair before"));
  m_answer = named(new QPushButton(tr("I can't tell them apart any more from here")),
                   u"match.answer"_s, tr("I can't tell them apart any more from here"));
  m_answer->setProperty("role", u"primary"_s);
  m_answer->setShortcut(Qt::Key_Space);
  auto* close = named(new QPushButton(tr("Close")), u"match.close"_s, tr("Close"));
  line->addWidget(m_effect, 1);
  line->addWidget(m_back);
  line->addWidget(m_answer);
  line->addWidget(close);
  for (QPushButton* button : {m_start, m_measure, m_take, m_back, m_answer, close})
    button->setAutoDefault(false);
  m_start->setDefault(true);
  connect(close, &QPushButton::clicked, this, &QDialog::accept);
  return foot;
}

void MatchDialog::connectAll()
{
  connect(m_component, &QComboBox::activated, &m_match,
          [this] { m_match.setComponent(m_component->currentData().toString()); });
  connect(m_grade, &QComboBox::activated, &m_match,
          [this] { m_match.setStep(m_grade->currentData().toInt()); });
  connect(m_start, &QPushButton::clicked, &m_match, &MatchViewModel::start);
  connect(m_measure, &QPushButton::clicked, &m_match, &MatchViewModel::measure);
  connect(m_take, &QPushButton::clicked, &m_match, &MatchViewModel::takeProposal);
  connect(m_back, &QPushButton::clicked, &m_match, &MatchViewModel::back);
  connect(m_answer, &QPushButton::clicked, &m_match, &MatchViewModel::answer);
  connect(m_slider, &QSlider::valueChanged, &m_match,
          [this](int position) { m_match.setNoise(noiseOf(position, m_match.mostNoise())); });
  for (std::size_t which = 0; which < 2; ++which)
    connect(m_views[which], &ImageView::windowLevelChanged, m_views[1 - which],
            &ImageView::setWindowLevel);
  connect(&m_match, &MatchViewModel::changed, this, &MatchDialog::showState);
  connect(&m_match, &MatchViewModel::pairChanged, this, &MatchDialog::showPair);
  connect(&m_match, &MatchViewModel::noiseChanged, this, &MatchDialog::showNoise);
}

void MatchDialog::showState()
{
  using State = MatchViewModel::State;
  const State state = m_match.state();
  const bool asking = state == State::Asking;
  const bool ready = state == State::Choosing || state == State::Matched;
  showGrades();
  m_component->setEnabled(ready);
  m_grade->setEnabled(ready);
  const bool couldStart = m_start->isEnabled();
  m_start->setEnabled(ready && m_match.step() >= 0);
  if (m_start->isEnabled() && !couldStart)
    m_start->setFocus();
  m_measure->setEnabled(ready && m_match.step() >= 0);
  m_take->setVisible(m_match.proposed());
  m_middle->setCurrentIndex(asking ? 0 : 1);
  m_empty->setSentence(
      state == State::NoRatings
          ? tr("Rate some images first: a grade needs images of its own, and better ones.")
          : tr("Both images get the same noise, more and more. The noise at which you can no "
               "longer tell the bad one is where it begins to teach."));
  m_answer->setVisible(asking);
  m_back->setVisible(asking);
  m_back->setEnabled(m_match.pair() > 0);
  if (!asking)
    for (ImageView* view : m_views)
      view->clear();
  showWords();
}

void MatchDialog::showGrades()
{
  const QSignalBlocker quietComponent(m_component);
  const QSignalBlocker quietGrade(m_grade);
  m_component->clear();
  for (const risk::Component& component : m_match.components())
    m_component->addItem(viewmodels::coreText(component.label),
                         QString::fromStdString(component.id));
  m_component->setCurrentIndex(m_component->findData(m_match.component()));
  m_grade->clear();
  for (const MatchGrade& grade : m_match.grades())
    m_grade->addItem(tr("%1: %Ln image(s)", nullptr, grade.images).arg(grade.word), grade.step);
  m_grade->setCurrentIndex(m_grade->findData(m_match.step()));
}

void MatchDialog::showWords()
{
  using State = MatchViewModel::State;
  const State state = m_match.state();
  QString standing = m_match.message();
  if (standing.isEmpty())
    for (const MatchGrade& grade : m_match.grades())
      if (grade.step == m_match.step())
        standing = grade.sentence.isEmpty() ? tr("This grade isn't matched yet: it changes nothing "
                                                 "in training.")
                                            : grade.sentence;
  if (!m_match.error().isEmpty())
    m_sentence->setSentence(m_match.error(), Tone::Error);
  else
    m_sentence->setSentence(standing, state == State::Reading || state == State::Measuring
                                          ? Tone::Running
                                          : Tone::Plain);
  if (state == State::Asking)
    m_question->setText(tr("Pair %1 of %2. One of these images is good, the other isn't. Add noise "
                           "until you can't tell which is which.")
                            .arg(m_match.pair() + 1)
                            .arg(m_match.pairs()));
  m_effect->setText(m_match.effect());
}

void MatchDialog::setSide(int which, bool fresh)
{
  const viewmodels::MatchPair* pair = m_match.asked();
  if (pair == nullptr)
    return;
  ImageView& view = *m_views[which];
  if (fresh)
    view.setImage(m_match.side(which), rendering::percentileWindow(pair->sides));
  else
    view.replaceImage(m_match.side(which));
}

void MatchDialog::showPair()
{
  for (int which = 0; which < 2; ++which) {
    m_views[which]->setUnit(m_match.unit());
    m_views[which]->setBadges(rendering::Badge::Real);
    setSide(which, true);
  }
  const QSignalBlocker quiet(m_slider);
  m_slider->setValue(positionOf(m_match.noise(), m_match.mostNoise()));
  m_slider->setFocus();
  showNoise();
}

void MatchDialog::showNoise()
{
  for (int which = 0; which < 2; ++which)
    setSide(which, false);
  m_level->setText(u"%1 %2"_s.arg(QLocale().toString(m_match.noise(), 'g', 3), m_match.unit()));
  m_effect->setText(m_match.effect());
}

} // namespace limpid::pages
