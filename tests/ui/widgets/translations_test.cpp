#include "resources/resources.h"

#include <QCoreApplication>
#include <QFile>
#include <QLocale>
#include <QRegularExpression>
#include <QStringList>
#include <QXmlStreamReader>

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace limpid::resources {
namespace {

using namespace Qt::StringLiterals;

struct Message
{
  QString source;
  QString translation; ///< all plural forms of it
  bool finished = true;
};

std::vector<Message> messagesOf(const QString& language)
{
  QFile file(
      QStringLiteral(LIMPID_SOURCE_DIR "/resources/translations/limpid_%1.ts").arg(language));
  EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << file.fileName().toStdString();
  QXmlStreamReader reader(&file);
  std::vector<Message> messages;
  while (!reader.atEnd()) {
    if (reader.readNext() != QXmlStreamReader::StartElement)
      continue;
    if (reader.name() == u"message"_s) {
      messages.emplace_back();
    } else if (reader.name() == u"source"_s) {
      messages.back().source = reader.readElementText();
    } else if (reader.name() == u"translation"_s) {
      messages.back().finished = !reader.attributes().hasAttribute(u"type"_s);
      messages.back().translation = reader.readElementText(QXmlStreamReader::IncludeChildElements);
    }
  }
  EXPECT_FALSE(reader.hasError()) << reader.errorString().toStdString();
  return messages;
}

QStringList placeholders(const QString& text)
{
  static const QRegularExpression placeholder(u"%(L?\\d|L?n)"_s);
  QStringList found;
  for (const QRegularExpressionMatch& match : placeholder.globalMatch(text))
    found.append(match.captured(1).remove(u'L'));
  found.removeDuplicates();
  found.sort();
  return found;
}

} // namespace

TEST(Translations, GiveEnglishItsPluralForms)
{
  installTranslations(*QCoreApplication::instance(), QLocale(QLocale::English));
  EXPECT_TRUE(QFile::exists(u":/limpid/translations/limpid_en.qm"_s));
  const auto slices = [](int count) {
    return QCoreApplication::translate("limpid::viewmodels::StudiesViewModel", "%Ln slice(s)",
                                       nullptr, count);
  };
  EXPECT_EQ(slices(1), u"1 slice"_s);
  EXPECT_EQ(slices(40), u"40 slices"_s);
}

TEST(Translations, SpeakChineseAndEnglishAgain)
{
  const auto words = [](const char* text, int count = -1) {
    return QCoreApplication::translate("limpid::viewmodels::StudiesViewModel", text, nullptr,
                                       count);
  };
  installTranslations(*QCoreApplication::instance(),
                      QLocale(QLocale::Chinese, QLocale::SimplifiedChineseScript, QLocale::China));
  EXPECT_EQ(words("%Ln slice(s)", 40), u"40 层"_s);
  EXPECT_EQ(words("Looking for images…"), u"正在查找影像…"_s);
  installTranslations(*QCoreApplication::instance(), QLocale(QLocale::English));
  EXPECT_EQ(words("%Ln slice(s)", 40), u"40 slices"_s);
  EXPECT_EQ(words("Looking for images…"), u"Looking for images…"_s);
}

TEST(Translations, LeaveNothingUnfinished)
{
  for (const QString& language : {u"en"_s, u"zh_CN"_s}) {
    const std::vector<Message> messages = messagesOf(language);
    EXPECT_GT(messages.size(), 30u);
    for (const Message& message : messages)
      EXPECT_TRUE(message.finished && !message.translation.trimmed().isEmpty())
          << language.toStdString() << ": " << message.source.toStdString()
          << " (./dev translations lists them)";
  }
}

TEST(Translations, KeepThePlaceholdersOfTheirTexts)
{
  for (const QString& language : {u"en"_s, u"zh_CN"_s})
    for (const Message& message : messagesOf(language))
      EXPECT_EQ(placeholders(message.translation), placeholders(message.source))
          << language.toStdString() << ": " << message.source.toStdString();
}

} // namespace limpid::resources
