#pragma once

#include "app/project/target.h"
#include "ui/shell/theme.h"

#include <QWidget>

#include <optional>

namespace stillroom
{

/// The band over the whole window: production hatched 6 px, staging plain 3 px, else nothing.
class EnvironmentBand : public QWidget
{
    Q_OBJECT

public:
    explicit EnvironmentBand(const Theme &theme, QWidget *parent = nullptr);
    void setEnvironment(std::optional<TargetKind> kind);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    std::optional<TargetKind> m_kind;
};

} // namespace stillroom
