#pragma once

#include "ui/shell/page.h"
#include "ui/shell/settings.h"

class QGridLayout;
class QLabel;
class QSpinBox;

namespace stillroom
{

class SegmentedControl;

/// Appearance, connection and limits of a run. Every change holds at once; there is nothing to save.
class SettingsPage : public Page
{
    Q_OBJECT

public:
    SettingsPage(Settings &settings, Theme &theme, QWidget *parent = nullptr);

    QString title() const override { return tr("Settings"); }
    QString iconName() const override { return QStringLiteral("configure"); }
    void activate() override;

private:
    void addAppearance(QGridLayout *grid);
    void addConnection(QGridLayout *grid);
    void addRun(QGridLayout *grid);
    QSpinBox *addSpin(
        QGridLayout *grid, const QString &label, const QString &name, int most, const QString &explanation);
    void load();

    Settings &m_settings;
    Theme &m_theme;
    SegmentedControl *m_mode = nullptr;
    QLabel *m_scale = nullptr;
    QSpinBox *m_connectTimeout = nullptr;
    QSpinBox *m_lockTimeout = nullptr;
    QSpinBox *m_statementTimeout = nullptr;
};

} // namespace stillroom
