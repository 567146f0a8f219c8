package tw.qiao.analytics.wire;

import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.analytics.egress.Result;
import tw.qiao.kernel.Problem;

/**
 * An answer's rows, told one after the other. Its first rows are there at once; where more are wanted the statement
 * runs once more for all of them, before the first is told.
 */
final class Rows implements AutoCloseable {
    private final Result first;
    private final Supplier<Stream<Result>> whole;
    private Iterator<List<Cell>> rows;
    private @Nullable Stream<Result> parts;
    private boolean begun;
    private boolean cut;
    private long told;

    Rows(Result first, Supplier<Stream<Result>> whole) {
        this.first = first;
        this.whole = whole;
        this.rows = first.rows().iterator();
    }

    List<String> columns() {
        return first.columns();
    }

    List<String> types() {
        return first.types();
    }

    /** How many rows were told. */
    long told() {
        return told;
    }

    /** To be said before the first row is told: that no more than {@code most} rows will be. */
    void atMost(int most) {
        if (!begun) {
            begun = true;
            cut = first.truncated() && most <= first.rows().size();
            if (first.truncated() && !cut) {
                Stream<Result> all = whole.get();
                parts = all;
                rows = all.flatMap(part -> part.rows().stream()).iterator();
            }
        }
    }

    boolean hasNext() {
        atMost(Integer.MAX_VALUE);
        if (rows.hasNext()) {
            return true;
        }
        close();
        return cut;
    }

    List<Cell> next() {
        if (!rows.hasNext()) {
            throw Problem.invalid("wire_statement", "Only the first rows were asked for; ask again for all of them");
        }
        told++;
        return rows.next();
    }

    /** The next rows, as an answer of its own. */
    Rows portion(int most) {
        var portion = new Rows(new Result(columns(), types(), List.of(), false, first.provenance()), Stream::empty);
        portion.rows = new Iterator<>() {
            private int left = most;

            @Override
            public boolean hasNext() {
                return left > 0 && Rows.this.hasNext();
            }

            @Override
            public List<Cell> next() {
                left--;
                return Rows.this.next();
            }
        };
        return portion;
    }

    @Override
    public void close() {
        Stream<Result> open = parts;
        if (open != null) {
            parts = null;
            rows = List.<List<Cell>>of().iterator();
            open.close();
        }
    }
}
