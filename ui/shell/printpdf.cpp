#include "ui/shell/printpdf.h"

#include <QFile>
#include <QFileInfo>
#include <QPageLayout>
#include <QPdfWriter>
#include <QTextDocument>

#include <cstdio>

namespace stillroom
{

namespace
{

constexpr int resolution = 96; ///< QTextDocument's own unit: sizes in the HTML are what they are on screen
constexpr qreal margin = 15; ///< mm

Error cannotWrite(const QString &path, const QString &reason)
{
    return {ErrorKind::Unreadable, QStringLiteral("%1 cannot be written: %2").arg(path, reason), {},
        {path, 0, 0}};
}

} // namespace

Status printHtml(const QString &html, const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return cannotWrite(path, file.errorString());
    QPdfWriter writer(&file);
    writer.setResolution(resolution);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF(margin, margin, margin, margin), QPageLayout::Millimeter);
    writer.setTitle(QFileInfo(path).completeBaseName());
    QTextDocument document;
    document.setHtml(html);
    document.setPageSize(writer.pageLayout().paintRectPixels(resolution).size());
    document.print(&writer);
    file.close();
    if (file.error() != QFileDevice::NoError)
        return cannotWrite(path, file.errorString());
    return Done{};
}

Status printStandardInput(const QString &path)
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return cannotWrite(path, input.errorString());
    return printHtml(QString::fromUtf8(input.readAll()), path);
}

} // namespace stillroom
