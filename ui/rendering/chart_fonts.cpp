#include "ui/rendering/chart_fonts.h"

#include <QStandardPaths>
#include <QString>

#include <array>

namespace limpid::rendering {
namespace {

// Below the font folders of the desktop (/usr/share/fonts, ~/.fonts, …). Debian's, Fedora's and
// Arch's places; the last two have no Chinese.
constexpr std::array candidates{
    "opentype/noto/NotoSansCJK-Regular.ttc",   "google-noto-sans-cjk-fonts/NotoSansCJK-Regular.ttc",
    "google-noto-cjk/NotoSansCJK-Regular.ttc", "noto-cjk/NotoSansCJK-Regular.ttc",
    "truetype/noto/NotoSans-Regular.ttf",      "truetype/dejavu/DejaVuSans.ttf"};

std::string find()
{
  for (const char* candidate : candidates) {
    const QString path =
        QStandardPaths::locate(QStandardPaths::FontsLocation, QString::fromLatin1(candidate));
    if (!path.isEmpty())
      return path.toStdString();
  }
  return {};
}

} // namespace

const std::string& chartFontFile()
{
  static const std::string path = find();
  return path;
}

} // namespace limpid::rendering
