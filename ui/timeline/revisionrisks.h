#pragma once

#include "ui/timeline/risksheet.h"

#include <QScrollArea>

class QVBoxLayout;

namespace stillroom
{

class Theme;

/// The Locks & risks tab: what each statement locks, what can go wrong, and a gentler way.
class RevisionRisks final : public QScrollArea
{
    Q_OBJECT

public:
    explicit RevisionRisks(const Theme &theme, QWidget *parent = nullptr);

    void showSheet(const RiskSheet &sheet);
    void showError(const Error &error);
    void clear();
    const RiskSheet &sheet() const { return m_sheet; }

Q_SIGNALS:
    void toastRequested(const QString &text);

private:
    void begin();
    void finish();
    void addHead();
    void addSection(const QString &title);
    void addStatement(int number, const StatementLocks &statement);
    void addFinding(const Finding &finding);
    void addGentler(const SaferWay &way);

    const Theme &m_theme;
    RiskSheet m_sheet;
    std::vector<SaferWay> m_shownWays; ///< the same advice is given once
    QWidget *m_body = nullptr;
    QVBoxLayout *m_layout = nullptr;
};

} // namespace stillroom
