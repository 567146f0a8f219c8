package tw.qiao.platform.reports;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tw.qiao.platform.site.Bilingual;

/** A part of a report. */
public sealed interface Section {
    /** A paragraph. */
    record Words(Bilingual text) implements Section {}

    /**
     * A table of what a statement finds.
     *
     * @param unit in what its figures are counted
     * @param parameters the names of the parameters that are {@code $1}, {@code $2} … of the statement
     * @param columns their headings; none when the statement's own names are shown
     * @param chart the number of the column that is drawn, from 1
     */
    record Table(
            Bilingual title,
            Optional<Bilingual> unit,
            String statement,
            List<String> parameters,
            List<Heading> columns,
            Optional<Integer> chart,
            Optional<Bilingual> notes)
            implements Section {
        /** Keeps copies. */
        public Table {
            parameters = List.copyOf(parameters);
            columns = List.copyOf(columns);
        }
    }

    /**
     * A table of what a cube answers.
     *
     * @param question the parts of the view's address, in which {@code $year} stands for the parameter {@code year}
     * @param chart the number of the column that is drawn, from 1
     */
    record CubeTable(
            Bilingual title,
            Optional<Bilingual> unit,
            String cube,
            Map<String, List<String>> question,
            Optional<Integer> chart,
            Optional<Bilingual> notes)
            implements Section {
        /** Keeps a copy. */
        public CubeTable {
            question = Map.copyOf(question);
        }
    }

    /**
     * The head of a column.
     *
     * @param codes the name of the code list by which its values are told in words
     */
    record Heading(Bilingual text, Optional<String> codes) {}
}
