#pragma once

#include "ui/changes/changesmodel.h"

#include <QScrollArea>

class QVBoxLayout;

namespace stillroom
{

/// The chosen object: what it is now, what it will be, and which revisions make it so.
class ChangesDetail final : public QScrollArea
{
    Q_OBJECT

public:
    explicit ChangesDetail(const Theme &theme, QWidget *parent = nullptr);

    /// \a node: null shows how to begin.
    void showNode(const std::shared_ptr<const ChangesReport> &report, const ChangeNode *node);

Q_SIGNALS:
    void revisionRequested(const stillroom::RevisionId &revision);

private:
    void addHead(const ChangeNode &node, const QString &name, const QString &kind);
    void addCards(const std::optional<SchemaObject> &left, const std::optional<SchemaObject> &right,
        const ObjectId &id, bool drift);
    QWidget *card(const QString &title, const std::optional<SchemaObject> &object, const ObjectId &id,
        const QString &badge, ChangeMark mark);
    void addCauses(const ChangesReport &report, const std::vector<ObjectCause> &causes);

    const Theme &m_theme;
    QWidget *m_body = nullptr;
    QVBoxLayout *m_layout = nullptr;
};

/// "Adds the column", "Fills 184,220 rows": what one revision does to an object, one sentence.
QString causeSentence(const ObjectCause &cause);

} // namespace stillroom
