#include "ui/shell/dialogveil.h"

#include <QDialog>

namespace stillroom
{

void openVeiled(QDialog *dialog, QWidget *window)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    auto *veil = new QWidget(window);
    veil->setProperty("panel", QStringLiteral("veil"));
    veil->setAttribute(Qt::WA_StyledBackground);
    veil->setGeometry(window->rect());
    veil->show();
    QObject::connect(dialog, &QDialog::finished, veil, &QObject::deleteLater);
    dialog->open();
}

} // namespace stillroom
