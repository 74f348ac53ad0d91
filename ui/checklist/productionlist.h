#pragma once

#include "ui/shell/theme.h"

#include <QFrame>
#include <QHash>

class QCheckBox;
class QLabel;

namespace stillroom
{

class Settings;

/// What a person goes through before production; the ticks are kept per project, with their day.
class ProductionList final : public QFrame
{
    Q_OBJECT

public:
    ProductionList(const Theme &theme, Settings &settings, QWidget *parent = nullptr);

    /// Shows the ticks of the project in that folder.
    void setProject(const QString &root);
    /// "[x] A backup is made (2026-11-22)", a line each.
    QString text() const;

private:
    void tick(const QString &id, bool ticked);
    void refresh();
    QString key(const QString &id) const;

    Settings &m_settings;
    QString m_root;
    QLabel *m_count;
    QHash<QString, QCheckBox *> m_boxes;
    QHash<QString, QLabel *> m_days;
};

} // namespace stillroom
