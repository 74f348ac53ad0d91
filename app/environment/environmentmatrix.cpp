#include "app/environment/environmentmatrix.h"

#include "app/environment/flags.h"
#include "app/environment/secrets.h"
#include "app/environment/sourcereading.h"

#include <algorithm>

namespace stillroom
{

namespace
{

using State = MatrixCell::State;

class MatrixBuilder
{
public:
    MatrixBuilder(const EnvironmentFiles &files, const MatrixChoice &choice)
        : m_files(files)
    {
        m_matrix.choice = choice;
    }

    EnvironmentMatrix build()
    {
        for (const EnvironmentFile &file : m_files.files) {
            for (SourceReading &reading : readSources(file, m_files))
                m_readings.push_back(std::move(reading));
        }
        readSaved();
        makeRows();
        m_readings.push_back(readProcess(m_files.process, m_keys));
        for (const SourceReading &reading : m_readings) {
            m_matrix.sources.push_back(reading.source);
            m_matrix.findings.insert(
                m_matrix.findings.end(), reading.findings.begin(), reading.findings.end());
        }
        m_matrix.reference = std::max(0, m_matrix.sourceOf(m_matrix.choice.referenceTitle));
        for (MatrixRow &row : m_matrix.rows) {
            if (row.key.isEmpty())
                continue;
            for (const SourceReading &reading : m_readings)
                row.cells.push_back(reading.cells.value(row.key));
            judgeSecrets(row);
            compare(row);
        }
        markChanges();
        chooseOrder();
        for (MatrixRow &row : m_matrix.rows) {
            if (!row.key.isEmpty())
                decide(row);
        }
        return std::move(m_matrix);
    }

private:
    void addRow(MatrixRow row)
    {
        if (!row.key.isEmpty())
            m_keys += row.key;
        m_matrix.rows.push_back(std::move(row));
    }

    /// The lines of the leading file stand as they are; keys of the others follow the key they stand behind
    /// there.
    void makeRows()
    {
        const SourceReading *leading = nullptr;
        for (const SourceReading &reading : m_readings) {
            const bool chosen = reading.source.title == m_matrix.choice.referenceTitle;
            if (!reading.lines.empty() && (!leading || chosen))
                leading = &reading;
        }
        if (leading) {
            for (const MatrixRow &line : leading->lines)
                addRow(line);
        }
        insertKeys(m_readings);
        insertKeys(m_saved); // what an edit removed keeps its row
        QString before;
        for (const QString &key : {variable::environment, variable::autoMigrate, variable::skip}) {
            if (!m_keys.contains(key))
                insertAfter(before, key);
            before = key;
        }
    }

    void insertKeys(const std::vector<SourceReading> &readings)
    {
        for (const SourceReading &reading : readings) {
            QString before;
            for (const QString &key : reading.keys) {
                if (!m_keys.contains(key))
                    insertAfter(before, key);
                before = key;
            }
        }
    }

    void insertAfter(const QString &before, const QString &key)
    {
        MatrixRow row;
        row.key = key;
        const auto place = std::find_if(m_matrix.rows.begin(), m_matrix.rows.end(),
            [&](const MatrixRow &each) { return !before.isEmpty() && each.key == before; });
        m_keys += key;
        m_matrix.rows.insert(place == m_matrix.rows.end() ? place : std::next(place), std::move(row));
    }

    /// A secret that everybody can read in the example file is none.
    void judgeSecrets(MatrixRow &row) const
    {
        if (!isSecretName(row.key))
            return;
        const auto isExample = [&](size_t source) {
            const EnvironmentFile *file = m_files.find(m_readings[source].source.path);
            return file && file->isExample();
        };
        for (size_t i = 0; i < row.cells.size(); ++i) {
            MatrixCell &cell = row.cells[i];
            if (cell.state != State::Set || cell.value.isEmpty() || isExample(i) || !cell.problem.isEmpty())
                continue;
            for (size_t other = 0; other < row.cells.size(); ++other) {
                if (!isExample(other) || row.cells[other].state != State::Set
                    || row.cells[other].value != cell.value)
                    continue;
                cell.problem = QStringLiteral("same as the example");
                cell.explanation
                    = QStringLiteral("%1 has the value of %2, which everybody with the source can read")
                          .arg(row.key, m_readings[other].source.title);
                break;
            }
        }
    }

    void compare(MatrixRow &row) const
    {
        const MatrixCell &reference = row.cells[size_t(m_matrix.reference)];
        for (size_t i = 0; i < row.cells.size(); ++i) {
            MatrixCell &cell = row.cells[i];
            if (int(i) == m_matrix.reference || cell.state != State::Set)
                continue;
            cell.same = reference.state == State::Set && reference.value == cell.value;
            cell.differs = !cell.same && reference.state != State::Supplied;
        }
    }

    /// The saved version of every edited file.
    void readSaved()
    {
        for (const EnvironmentFile &file : m_files.files) {
            if (!file.isChanged())
                continue;
            EnvironmentFile saved = file;
            saved.working = file.saved.value_or(QByteArray());
            for (SourceReading &reading : readSources(saved, m_files))
                m_saved.push_back(std::move(reading));
        }
    }

    void markChanges()
    {
        for (size_t i = 0; i < m_readings.size(); ++i) {
            const MatrixSource &source = m_readings[i].source;
            const EnvironmentFile *file = m_files.find(source.path);
            if (!file || !file->isChanged())
                continue;
            const auto old = std::find_if(m_saved.begin(), m_saved.end(), [&](const SourceReading &each) {
                return each.source.path == source.path && each.source.title == source.title;
            });
            for (MatrixRow &row : m_matrix.rows) {
                if (!row.key.isEmpty())
                    mark(row.cells[i], old == m_saved.end() ? MatrixCell() : old->cells.value(row.key));
            }
        }
    }

    static void mark(MatrixCell &cell, const MatrixCell &old)
    {
        if (cell.state == old.state && cell.value == old.value && cell.written == old.written)
            return;
        cell.changed = true;
        cell.secret = cell.secret || old.secret;
        if (old.state == State::Set)
            cell.savedText = old.text;
    }

    int serviceOf(EnvironmentFileKind kind) const
    {
        int first = -1;
        int flagged = -1;
        for (size_t i = 0; i < m_readings.size(); ++i) {
            const MatrixSource &source = m_readings[i].source;
            // Of several blueprints only the one in the root is used by the platform.
            if (source.kind != kind || source.isGroup || source.owner.isEmpty()
                || source.path.count(u'/') > m_files.root.count(u'/') + 1)
                continue;
            if (source.owner == m_matrix.choice.service)
                return int(i);
            first = first < 0 ? int(i) : first;
            const bool flag = m_readings[i].cells.value(variable::autoMigrate).state != State::NotSet;
            flagged = flagged < 0 && flag ? int(i) : flagged;
        }
        return flagged >= 0 ? flagged : first;
    }

    void consider(int source)
    {
        if (source >= 0)
            m_order.push_back(source);
    }

    int sourceOfKind(EnvironmentFileKind kind) const
    {
        for (size_t i = 0; i < m_readings.size(); ++i) {
            if (m_readings[i].source.kind == kind)
                return int(i);
        }
        return -1;
    }

    /// Which columns count in the situation, the strongest first.
    void chooseOrder()
    {
        const int dotenv = m_matrix.sourceOf(QStringLiteral(".env"));
        switch (m_matrix.choice.situation) {
        case Situation::LocalProcess:
            consider(int(m_readings.size()) - 1);
            consider(dotenv);
            consider(m_matrix.sourceOf(QStringLiteral(".flaskenv")));
            return;
        case Situation::Container:
            consider(serviceOf(EnvironmentFileKind::Compose));
            consider(sourceOfKind(EnvironmentFileKind::Dockerfile));
            if (!m_files.dotenvOutsideImage)
                consider(dotenv);
            return;
        case Situation::RenderService: {
            const int service = serviceOf(EnvironmentFileKind::Blueprint);
            consider(service);
            for (size_t i = 0; service >= 0 && i < m_readings.size(); ++i) {
                const MatrixSource &source = m_readings[i].source;
                if (source.isGroup && source.path == m_readings[size_t(service)].source.path
                    && m_readings[size_t(service)].groups.contains(source.owner))
                    consider(int(i));
            }
            if (!m_files.dotenvIgnored)
                consider(dotenv);
            return;
        }
        }
    }

    void decide(MatrixRow &row) const
    {
        EffectiveValue &effective = row.effective;
        QStringList beaten;
        for (const int source : m_order) {
            const MatrixCell &cell = row.cells[size_t(source)];
            if (cell.state == State::NotSet)
                continue;
            if (effective.source >= 0) {
                beaten += m_matrix.sources[size_t(source)].title;
                continue;
            }
            effective.state = cell.state;
            effective.value = cell.value;
            effective.supplied = cell.supplied;
            effective.secret = cell.secret;
            effective.source = source;
        }
        if (effective.source < 0) {
            QStringList looked;
            for (const int source : m_order)
                looked += m_matrix.sources[size_t(source)].title;
            effective.reason = looked.isEmpty()
                ? QStringLiteral("This project has no file that says what a %1 gets")
                      .arg(situationName(m_matrix.choice.situation).toLower())
                : QStringLiteral("Not set in %1").arg(looked.join(QStringLiteral(", ")));
            return;
        }
        const QString winner = m_matrix.sources[size_t(effective.source)].title;
        effective.reason = beaten.isEmpty()
            ? QStringLiteral("%1 alone sets it").arg(winner)
            : QStringLiteral("%1 wins over %2").arg(winner, beaten.join(QStringLiteral(", ")));
        if (m_matrix.choice.situation != Situation::LocalProcess && winner == u".env")
            effective.reason += m_matrix.choice.situation == Situation::Container
                ? QStringLiteral(", if the image holds the file")
                : QStringLiteral(", if the file is under version control");
    }

    const EnvironmentFiles &m_files;
    EnvironmentMatrix m_matrix;
    std::vector<SourceReading> m_readings;
    std::vector<SourceReading> m_saved;
    QStringList m_keys;
    std::vector<int> m_order;
};

} // namespace

QString situationName(Situation situation)
{
    switch (situation) {
    case Situation::LocalProcess:
        return QStringLiteral("Local process");
    case Situation::Container:
        return QStringLiteral("Container");
    case Situation::RenderService:
        return QStringLiteral("Render service");
    }
    Q_UNREACHABLE();
}

int EnvironmentMatrix::sourceOf(const QString &title) const
{
    const auto found = std::find_if(
        sources.begin(), sources.end(), [&](const MatrixSource &source) { return source.title == title; });
    return found == sources.end() ? -1 : int(found - sources.begin());
}

const MatrixRow *EnvironmentMatrix::row(const QString &key) const
{
    const auto found
        = std::find_if(rows.begin(), rows.end(), [&](const MatrixRow &each) { return each.key == key; });
    return key.isEmpty() || found == rows.end() ? nullptr : &*found;
}

bool EnvironmentMatrix::isNotable(const MatrixRow &row) const
{
    if (row.key.isEmpty())
        return row.invalid;
    const bool wanted = row.cells[size_t(reference)].state != State::NotSet;
    for (size_t i = 0; i < row.cells.size(); ++i) {
        const MatrixCell &cell = row.cells[i];
        const bool lacks = wanted && cell.state == State::NotSet && sources[i].exists
            && sources[i].kind == EnvironmentFileKind::Dotenv;
        if (cell.differs || cell.changed || !cell.problem.isEmpty() || lacks)
            return true;
    }
    return false;
}

EnvironmentMatrix environmentMatrix(const EnvironmentFiles &files, const MatrixChoice &choice)
{
    return MatrixBuilder(files, choice).build();
}

} // namespace stillroom
