package org.provenote.tracking.sqlite;

import java.sql.SQLException;
import java.util.List;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.search.ExperimentQuery;
import org.provenote.tracking.search.RunQuery;
import org.provenote.tracking.search.SearchSql;
import org.provenote.tracking.store.ExperimentSearch;
import org.provenote.tracking.store.RunSearch;

/** Runs compiled searches; each returns one row more than a page holds, which tells whether there is another page. */
final class Searches {
    private Searches() {}

    /** The ids of runs. */
    static List<String> runs(Session session, RunSearch search) throws SQLException {
        SearchSql sql = RunQuery.compile(search, "runs.run_uuid");
        return session.query(sql.text(), row -> row.getString(1), sql.values().toArray());
    }

    static List<Experiment> experiments(Session session, ExperimentSearch search) throws SQLException {
        SearchSql sql = ExperimentQuery.compile(search, ExperimentsTable.COLUMNS);
        List<Experiment> found =
                session.query(sql.text(), ExperimentsTable::bare, sql.values().toArray());
        return ExperimentsTable.withTags(session, found);
    }
}
