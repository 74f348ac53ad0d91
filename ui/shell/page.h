#pragma once

#include "app/services/workspacestate.h"

#include <QList>
#include <QWidget>

namespace stillroom
{

/// One page of the window. The shell shows it, asks what it offers and forwards keys; the page asks
/// the shell by signals. A page never reaches into the shell.
class Page : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// The rail's label, e.g. "Timeline"; also the name of F6's region.
    virtual QString title() const = 0;
    /// A file name of resources/icons.
    virtual QString iconName() const = 0;

    /// The page became visible, or is visible while the project changed.
    virtual void activate() { }
    /// Something the page asked for is still on its way; pictures wait for it.
    virtual bool isBusy() const { return false; }
    /// Ctrl+F: puts the focus into the search or filter field.
    virtual void focusSearch() { }
    /// Ctrl+G.
    virtual void goToCurrent() { }
    /// Alt+1…5, counted from 0.
    virtual void chooseTab(int) { }
    /// Esc; false when there was nothing to clear, close or leave.
    virtual bool escape() { return false; }
    /// Ctrl+C outside a text field and Ctrl+Shift+C: the text to copy and what the toast calls it
    /// ("revision id"). An empty text: nothing to copy.
    virtual std::pair<QString, QString> copyText() const { return {}; }
    virtual QString copySql() const { return {}; }
    /// The widgets F6 goes through, in order.
    virtual QList<QWidget *> regions() { return {this}; }
    /// For "To selected…"; empty when nothing fit is selected.
    virtual RevisionId selectedRevision() const { return {}; }
    /// Selects a revision; false when the page shows none.
    virtual bool showRevision(const RevisionId &) { return false; }
    /// Selects a variable of the environment; false when the page shows none.
    virtual bool showVariable(const QString &) { return false; }
    /// Takes the last saving back; does nothing for a page that saved nothing.
    virtual void undoSaved() { }
    /// Names of files with edits that are not saved: closing the window asks first.
    virtual QStringList unsavedFiles() const { return {}; }

Q_SIGNALS:
    /// selectedRevision() or copyText() changed.
    void offersChanged();
    void reviewRequested(const stillroom::PlanRequest &request);
    void connectRequested();
    /// To see it in the Timeline.
    void revisionRequested(const stillroom::RevisionId &revision);
    /// To write it as a new revision script.
    void scriptRequested(const stillroom::RevisionRequest &request);
    /// To see it in the Environment.
    void variableRequested(const QString &name);
    void toastRequested(const QString &text);
    /// "Saved …" with a button that calls undoSaved().
    void savedToastRequested(const QString &text);
};

/// The page on which a plan is reviewed, runs and shows its result; the only one that can start a
/// run. It lives under the Timeline's rail item.
class FlowPage : public Page
{
    Q_OBJECT

public:
    using Page::Page;

    enum class Opening { Review, PreviewSql, Rehearsal };

    /// Plans the request and shows the review; PreviewSql shows the SQL in full first, Rehearsal starts one.
    virtual void open(const PlanRequest &request, Opening opening) = 0;
    /// A review, run or result is on the page: the rail item returns to it.
    virtual bool isOccupied() const = 0;

Q_SIGNALS:
    /// Back to the Timeline.
    void left();
};

} // namespace stillroom
