#pragma once

class QDialog;
class QWidget;

namespace stillroom
{

/// Opens the window's one dialog; the window steps back behind a veil while it is there. The dialog deletes
/// itself when it is closed.
void openVeiled(QDialog *dialog, QWidget *window);

} // namespace stillroom
