#include "ui/viewmodels/core_text.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <array>
#include <vector>

namespace limpid::viewmodels {

using namespace Qt::StringLiterals;

namespace {

constexpr auto context = "CoreText";

/// Whole texts and words: components, their scales, parts of the body, why something is left out.
[[maybe_unused]] constexpr std::array words = {
    QT_TRANSLATE_NOOP("CoreText", "Noise"),
    QT_TRANSLATE_NOOP("CoreText", "Motion"),
    QT_TRANSLATE_NOOP("CoreText", "Artefact"),
    QT_TRANSLATE_NOOP("CoreText", "Loss of contrast"),
    QT_TRANSLATE_NOOP("CoreText", "Air around the object (magnitude MR)"),
    QT_TRANSLATE_NOOP("CoreText", "Dose or averages from the header, calibrated"),
    QT_TRANSLATE_NOOP("CoreText", "Immerkær (white noise)"),
    QT_TRANSLATE_NOOP("CoreText", "Difference of repeats"),
    QT_TRANSLATE_NOOP("CoreText", "Noise power spectrum"),
    QT_TRANSLATE_NOOP("CoreText", "Wavelet details (white noise)"),
    QT_TRANSLATE_NOOP("CoreText", "Over the object"),
    QT_TRANSLATE_NOOP("CoreText", "median"),
    QT_TRANSLATE_NOOP("CoreText", "95th percentile"),
    QT_TRANSLATE_NOOP("CoreText", "The median leaves pulsation, motion and edges out; the 95th "
                                  "percentile shows them."),
    QT_TRANSLATE_NOOP("CoreText", "Patch size"),
    QT_TRANSLATE_NOOP("CoreText", "automatic"),
    QT_TRANSLATE_NOOP("CoreText", "8 pixels"),
    QT_TRANSLATE_NOOP("CoreText", "16 pixels"),
    QT_TRANSLATE_NOOP("CoreText", "Larger patches see coarser noise but find fewer flat places."),
    QT_TRANSLATE_NOOP("CoreText", "Wavelet"),
    QT_TRANSLATE_NOOP("CoreText", "Haar sees single pixels, and edges too; Daubechies with eight "
                                  "taps is blind to smooth anatomy."),
    QT_TRANSLATE_NOOP("CoreText", "none"),
    QT_TRANSLATE_NOOP("CoreText", "slight"),
    QT_TRANSLATE_NOOP("CoreText", "moderate"),
    QT_TRANSLATE_NOOP("CoreText", "marked"),
    QT_TRANSLATE_NOOP("CoreText", "severe"),
    QT_TRANSLATE_NOOP("CoreText", "head"),
    QT_TRANSLATE_NOOP("CoreText", "chest"),
    QT_TRANSLATE_NOOP("CoreText", "abdomen"),
    QT_TRANSLATE_NOOP("CoreText", "pelvis"),
    QT_TRANSLATE_NOOP("CoreText", "neck"),
    QT_TRANSLATE_NOOP("CoreText", "spine"),
    QT_TRANSLATE_NOOP("CoreText", "heart"),
    QT_TRANSLATE_NOOP("CoreText", "breast"),
    QT_TRANSLATE_NOOP("CoreText", "knee"),
    QT_TRANSLATE_NOOP("CoreText", "hip"),
    QT_TRANSLATE_NOOP("CoreText", "shoulder"),
    QT_TRANSLATE_NOOP("CoreText", "hand"),
    QT_TRANSLATE_NOOP("CoreText", "wrist"),
    QT_TRANSLATE_NOOP("CoreText", "foot"),
    QT_TRANSLATE_NOOP("CoreText", "ankle"),
    QT_TRANSLATE_NOOP("CoreText", "elbow"),
    QT_TRANSLATE_NOOP("CoreText", "axial"),
    QT_TRANSLATE_NOOP("CoreText", "coronal"),
    QT_TRANSLATE_NOOP("CoreText", "sagittal"),
    QT_TRANSLATE_NOOP("CoreText", "oblique"),
    QT_TRANSLATE_NOOP("CoreText", "perfusion"),
    QT_TRANSLATE_NOOP("CoreText", "synthetic"),
    QT_TRANSLATE_NOOP("CoreText", "not a picture"),
    QT_TRANSLATE_NOOP("CoreText", "scout"),
    QT_TRANSLATE_NOOP("CoreText", "secondary capture"),
    QT_TRANSLATE_NOOP("CoreText", "derived"),
    QT_TRANSLATE_NOOP("CoreText", "unknown"),
    QT_TRANSLATE_NOOP("CoreText",
                      "Synthetic images are left out: a model must not learn from its like."),
    QT_TRANSLATE_NOOP("CoreText",
                      "Segmentations, doses and documents are no pictures to learn from."),
    QT_TRANSLATE_NOOP("CoreText", "Scouts are left out: they only plan the scan."),
    QT_TRANSLATE_NOOP("CoreText",
                      "Secondary captures are left out: they are pictures of a screen."),
    QT_TRANSLATE_NOOP("CoreText", "Derived images are left out: they were computed from others."),
    QT_TRANSLATE_NOOP("CoreText", "Clean: not measured, rows of a table have no grain."),
    QT_TRANSLATE_NOOP("CoreText", "Clean: not measured, there are no samples yet."),
    QT_TRANSLATE_NOOP("CoreText", "Faithful: not measured, there are no samples yet."),
    QT_TRANSLATE_NOOP("CoreText", "Varied: not measured, there are no samples yet."),
    QT_TRANSLATE_NOOP("CoreText", "New: not measured, there are no samples yet."),
    QT_TRANSLATE_NOOP("CoreText", "New: not measured. It needs clean images of two patients to "
                                  "know how near images of different people are."),
    QT_TRANSLATE_NOOP("CoreText",
                      "HU check: air, fat, water and bone lie where your clean images have them."),
    QT_TRANSLATE_NOOP("CoreText",
                      "No clean image was kept aside: the denoising error can't be measured."),
    QT_TRANSLATE_NOOP("CoreText", "The chosen series hold no images."),
    QT_TRANSLATE_NOOP("CoreText", "It vanished while Limpid was reading."),
    QT_TRANSLATE_NOOP("CoreText", "No files or folders were named."),
    QT_TRANSLATE_NOOP("CoreText",
                      "The archive's host is an IPv6 address, which Limpid can't reach: enter its "
                      "IPv4 address, or a name that has one."),
    QT_TRANSLATE_NOOP("CoreText", "it changed some values"),
    QT_TRANSLATE_NOOP("CoreText", "it left some elements out"),
    QT_TRANSLATE_NOOP("CoreText", "it finds that the image doesn't fit its class"),
    QT_TRANSLATE_NOOP("CoreText", "it is out of resources; try again later"),
    QT_TRANSLATE_NOOP("CoreText", "it can't understand the image"),
    QT_TRANSLATE_NOOP("CoreText",
                      "The library holds no images to train on. Import some, or name the series.")};

/// Sentences that hold figures and names.
constexpr std::array patterns = {
    QT_TRANSLATE_NOOP("CoreText", "Clean: not judged. The samples have %1 of grain, but no image "
                                  "of the data set counts as clean."),
    QT_TRANSLATE_NOOP("CoreText", "Not clean: %1 of grain against %2. Either noise was "
                                  "under-measured or training stopped early."),
    QT_TRANSLATE_NOOP("CoreText", "Too smooth: %1 of grain against %2 in your clean images. Fine "
                                  "texture is missing; longer training may bring it."),
    QT_TRANSLATE_NOOP("CoreText",
                      "Clean: %1 of grain; your clean images have %2, your noisy ones %3."),
    QT_TRANSLATE_NOOP("CoreText", "Clean: %1 of grain; your clean images have %2."),
    QT_TRANSLATE_NOOP("CoreText", "Faithful: %1 × the distance between real images (%2). Close."),
    QT_TRANSLATE_NOOP("CoreText", "Not faithful: %1 × the distance between real images (%2)."),
    QT_TRANSLATE_NOOP(
        "CoreText",
        "Varied: covers %1 of the kept-aside images (%2); as many real images cover %3."),
    QT_TRANSLATE_NOOP(
        "CoreText",
        "Not varied: covers %1 of the kept-aside images (%2); as many real images cover %3."),
    QT_TRANSLATE_NOOP("CoreText", "New: %1 of %2 are no closer to one of %3 clean training images "
                                  "than two patients are. %4 is held back."),
    QT_TRANSLATE_NOOP("CoreText", "New: %1 of %2 are no closer to one of %3 clean training images "
                                  "than two patients are. %4 are held back."),
    QT_TRANSLATE_NOOP(
        "CoreText",
        "New: %1 of %2 are no closer to one of %3 clean training images than two patients are."),
    QT_TRANSLATE_NOOP("CoreText", "HU check: samples differ from your clean images in %1."),
    QT_TRANSLATE_NOOP("CoreText", "Faithful: not measured. Too few clean images were kept aside "
                                  "(%1) to judge it. The other checks stand."),
    QT_TRANSLATE_NOOP("CoreText", "Faithful: not measured. Too few clean images train (%1) to know "
                                  "how far apart real images are."),
    QT_TRANSLATE_NOOP(
        "CoreText", "Faithful: not measured. %1 samples are too few to judge it: draw %2 or more."),
    QT_TRANSLATE_NOOP("CoreText", "Varied: not measured. Too few clean images were kept aside (%1) "
                                  "to judge it. The other checks stand."),
    QT_TRANSLATE_NOOP("CoreText", "Varied: not measured. Too few clean images train (%1) to know "
                                  "how far apart real images are."),
    QT_TRANSLATE_NOOP("CoreText",
                      "Varied: not measured. %1 samples are too few to judge it: draw %2 or more."),
    QT_TRANSLATE_NOOP("CoreText", "Looking for files: %1 found"),
    QT_TRANSLATE_NOOP("CoreText", "Looking at the intensities of %1 of %2"),
    QT_TRANSLATE_NOOP("CoreText", "Looking at the noise of %1 of %2"),
    QT_TRANSLATE_NOOP("CoreText", "Measuring noise in %1 of %2"),
    QT_TRANSLATE_NOOP("CoreText", "Telling them apart at %1"),
    QT_TRANSLATE_NOOP("CoreText", "Preparing %1 of %2"),
    QT_TRANSLATE_NOOP("CoreText", "Reading %1 of %2 files"),
    QT_TRANSLATE_NOOP("CoreText", "Reading %1 of %2"),
    QT_TRANSLATE_NOOP("CoreText", "Read %1 files"),
    QT_TRANSLATE_NOOP("CoreText", "Step %1 of %2"),
    QT_TRANSLATE_NOOP("CoreText", "Draw %1 of %2"),
    QT_TRANSLATE_NOOP("CoreText", "Image %1 of %2"),
    QT_TRANSLATE_NOOP("CoreText", "Writing %1 of %2 samples"),
    QT_TRANSLATE_NOOP("CoreText", "Writing %1 of %2 slices"),
    QT_TRANSLATE_NOOP("CoreText", "De-identifying %1 of %2 files"),
    QT_TRANSLATE_NOOP("CoreText", "Continues at step %1."),
    QT_TRANSLATE_NOOP("CoreText", "Finished early, in %1: %2 of %3."),
    QT_TRANSLATE_NOOP("CoreText", "Done in %1: %2 more of %3."),
    QT_TRANSLATE_NOOP("CoreText", "Done in %1: %2."),
    QT_TRANSLATE_NOOP("CoreText", "Stopped after %1 of %2; it can be continued."),
    QT_TRANSLATE_NOOP("CoreText",
                      "Patient ID is %1 in %2. Limpid treats each folder as one patient."),
    QT_TRANSLATE_NOOP("CoreText", "Slices are unevenly spaced: %1 to %2 mm apart."),
    QT_TRANSLATE_NOOP("CoreText", "%1 has an IPv6 address only, which Limpid can't reach: enter an "
                                  "IPv4 address of it, or a name that has one."),
    QT_TRANSLATE_NOOP("CoreText", "The archive's host can't be '%1': its port is entered apart."),
    QT_TRANSLATE_NOOP("CoreText", "%1 took it with a warning: %2 (%3)."),
    QT_TRANSLATE_NOOP("CoreText", "%1 took it with a warning: %2."),
    QT_TRANSLATE_NOOP("CoreText", "%1 did not take it: %2 (%3)."),
    QT_TRANSLATE_NOOP("CoreText", "%1 did not take it: %2."),
    QT_TRANSLATE_NOOP("CoreText", "%1 may not have searched by modality."),
    QT_TRANSLATE_NOOP("CoreText", "%1 is shown but doesn't change training yet."),
    QT_TRANSLATE_NOOP("CoreText", "The training engine (%1) was not found: looked for %2.")};

struct Pattern
{
  const char* text;
  QRegularExpression expression;
};

/// The pattern's placeholders match anything; "%1" comes first in English.
QRegularExpression expressionOf(const char* text)
{
  static const QRegularExpression placeholder(u"%\\d"_s);
  QString expression;
  const QStringList parts = QString::fromUtf8(text).split(placeholder);
  for (const QString& part : parts)
    expression += (expression.isEmpty() && &part == &parts.front() ? QString() : u"(.+?)"_s) +
                  QRegularExpression::escape(part);
  return QRegularExpression(QRegularExpression::anchoredPattern(expression));
}

const std::vector<Pattern>& compiled()
{
  static const std::vector<Pattern> all = [] {
    std::vector<Pattern> made;
    for (const char* text : patterns)
      made.push_back({text, expressionOf(text)});
    return made;
  }();
  return all;
}

QString word(const QString& text)
{
  return QCoreApplication::translate(context, text.toUtf8().constData());
}

} // namespace

QString coreText(const std::string& text)
{
  const QString said = QString::fromStdString(text);
  if (const QString whole = word(said); whole != said)
    return whole;
  if (!said.contains(u' '))
    return said;
  if (said.contains(u" · "_s)) {
    QStringList parts = said.split(u" · "_s);
    for (QString& part : parts)
      part = word(part);
    return parts.join(u" · "_s);
  }
  for (const Pattern& pattern : compiled()) {
    QString translated = QCoreApplication::translate(context, pattern.text);
    if (translated == QLatin1StringView(pattern.text)) // English
      continue;
    const QRegularExpressionMatch match = pattern.expression.match(said);
    if (!match.hasMatch())
      continue;
    for (int place = 1; place <= match.lastCapturedIndex(); ++place)
      translated.replace(u'%' + QString::number(place), word(match.captured(place)));
    return translated;
  }
  return said;
}

} // namespace limpid::viewmodels
