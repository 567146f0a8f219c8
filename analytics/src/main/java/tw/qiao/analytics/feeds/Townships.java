package tw.qiao.analytics.feeds;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import tw.qiao.analytics.engine.Sql;
import tw.qiao.analytics.engine.Workbench;

/**
 * What recipes know of places: the table {@code townships} with the codes of today, and macros for the names of earlier
 * years.
 *
 * <p>Names are matched, not codes: codes change when a county is upgraded (桃園縣 10003 became 桃園市 68000 on 2014-12-25),
 * and some months use codes of offices instead of townships.
 */
final class Townships {
    private Townships() {}

    static void provide(Workbench workbench) {
        // all in one statement: each costs what thousands of rows do
        String rows = resource("/boundaries/townships.csv")
                .lines()
                .skip(1)
                .map(line -> line.split(",", -1))
                .map(cells -> "(" + Sql.text(cells[1] + cells[4]) + ", " + Sql.text(cells[3]) + ")")
                .collect(Collectors.joining(", "));
        workbench.execute("create or replace temp table townships as select * from (values " + rows
                + ") as townships(area, township_code)");
        for (String macro : resource("/feeds/places.sql").split(";\n", -1)) {
            workbench.execute(macro);
        }
    }

    static String resource(String name) {
        try (InputStream in = Townships.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not shipped");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
