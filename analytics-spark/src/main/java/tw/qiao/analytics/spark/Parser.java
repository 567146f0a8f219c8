package tw.qiao.analytics.spark;

import tw.qiao.analytics.engine.Sql;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.query.Gate;

/** DuckDB's parser in the driver's own process: it reads statements and never runs them. */
public final class Parser implements Gate.Parser {
    private final Workbench workbench;

    public Parser(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public String parse(String statement) {
        String sql = "select json_serialize_sql(" + Sql.text(statement)
                + "::varchar, skip_empty := true, skip_null := true, skip_default := true)";
        return workbench.query(sql, rows -> {
            rows.next();
            return rows.getString(1);
        });
    }
}
