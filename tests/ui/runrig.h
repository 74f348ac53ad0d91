#pragma once

#include "tests/ui/fakeworkspace.h"

#include "ui/run/runpage.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"

#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

namespace stillroom::test
{

/// The run page on the sample's plan, with settings of its own.
struct RunRig {
    RunRig()
    {
        workspace.publish(sampleState());
        workspace.plan = samplePlan();
        page.resize(1196, 720);
        page.show();
    }

    template<typename Widget> Widget *child(const char *name) const
    {
        return page.findChild<Widget *>(QLatin1String(name));
    }
    QPushButton *runButton() const { return child<QPushButton>("reviewRun"); }
    void open(Direction direction = Direction::Upgrade, FlowPage::Opening opening = FlowPage::Opening::Review)
    {
        workspace.plan.direction = direction;
        page.open({direction, QStringLiteral("head")}, opening);
        QTRY_VERIFY(runButton()->isVisible());
    }

    QTemporaryDir folder;
    QSettings store{folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat};
    Settings settings{store};
    Theme theme{nullptr};
    FakeWorkspace workspace;
    RunPage page{workspace, theme, settings};
};

} // namespace stillroom::test
