package tw.qiao.platform.alerts;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.platform.site.Bilingual;
import tw.qiao.platform.site.Page;

/**
 * What a rule (監控規則) says; one version of it.
 *
 * @param table the table that is watched; the feed for rules about imports; empty for rules with a statement
 * @param chain who is told when
 */
public record Terms(
        Kind kind,
        Bilingual name,
        Severity severity,
        String table,
        Figure figure,
        Limit limit,
        Due due,
        List<Step> chain) {

    /** What is watched. */
    public enum Kind {
        /** A figure passes a limit. */
        THRESHOLD,
        /** A figure changes too much. */
        CHANGE,
        /** No batch came in time for a period. */
        MISSING,
        /** An import failed. */
        IMPORT,
        /** A file was held because it differs too much from those before it. */
        DRIFT,
        /** A file was imported though it differs too much, because somebody accepted that. */
        ACCEPTED,
        /** A table lost rows. */
        ROWS;

        /** Whether it watches the imports of files. */
        public boolean watchesImports() {
            return this == IMPORT || this == DRIFT || this == ACCEPTED;
        }

        /** Whether figures come from a statement or a cube. */
        public boolean asks() {
            return this == THRESHOLD || this == CHANGE;
        }
    }

    /** How much it matters. */
    public enum Severity {
        INFORMATION(0),
        WARNING(1),
        CRITICAL(2);

        private final int rank;

        Severity(int rank) {
            this.rank = rank;
        }

        /** Its number in the database. */
        int rank() {
            return rank;
        }

        static Severity of(int rank) {
            return Arrays.stream(values())
                    .filter(severity -> severity.rank == rank)
                    .findFirst()
                    .orElseThrow();
        }

        /** The look of its tag. */
        public String tone() {
            return switch (this) {
                case INFORMATION -> "waiting";
                case WARNING -> "warning";
                case CRITICAL -> "bad";
            };
        }
    }

    /** On which side of the limit it is too much. */
    public enum Direction {
        ABOVE,
        BELOW,
        EITHER
    }

    /** With what a figure is compared. */
    public enum Comparison {
        BEFORE,
        YEAR_BEFORE
    }

    /**
     * The figures: a SELECT with the columns {@code period}, {@code place} and {@code figure}, or a measure of a cube.
     *
     * @param people whether they count people, so that small ones are not told
     * @param absentIsZero whether a place without a row in a period has the figure zero
     * @param codes the code list that names the places; empty when they are names
     * @param cube null where a statement is asked
     */
    public record Figure(
            String statement,
            Span span,
            boolean people,
            boolean absentIsZero,
            String codes,
            @Nullable OfCube cube) {
        /** For rules that ask nothing. */
        public static final Figure NONE = asked("", Span.MONTH, false, false, "");

        /** Those that a statement finds. */
        static Figure asked(String statement, Span span, boolean people, boolean absentIsZero, String codes) {
            return new Figure(statement, span, people, absentIsZero, codes, null);
        }

        /** Those of a cube, which knows itself which of them count people. */
        static Figure of(OfCube cube, Span span, boolean absentIsZero) {
            return new Figure("", span, false, absentIsZero, "", cube);
        }
    }

    /**
     * A measure of a cube (量值), for each value of a level.
     *
     * @param level empty for all together
     * @param members to which values of the level it is narrowed; none for all
     */
    public record OfCube(String cube, String measure, String level, List<String> members) {
        /** Keeps a copy. */
        public OfCube {
            members = List.copyOf(members);
        }
    }

    /**
     * When it fires and when that ends.
     *
     * @param amount fires from here on
     * @param release ends only when it is back behind this, so that it does not flap
     * @param percent whether a change is counted in percent of its base
     * @param smallestBase changes of smaller bases do not count
     */
    public record Limit(
            Direction direction,
            BigDecimal amount,
            BigDecimal release,
            Comparison against,
            boolean percent,
            BigDecimal smallestBase) {
        /** Fires for what is there at all. */
        public static final Limit ANY = above(BigDecimal.ONE);

        static Limit above(BigDecimal amount) {
            return new Limit(Direction.ABOVE, amount, amount, Comparison.BEFORE, false, BigDecimal.ZERO);
        }
    }

    /**
     * When the batch of a period must be there: at the end of a day of a later month.
     *
     * @param months how many months after the last of the period
     * @param day of that month, its last one when it has fewer
     */
    public record Due(int months, int day) {
        /** For rules that wait for nothing. */
        public static final Due NONE = new Due(1, 31);
    }

    /**
     * A step of the chain (通報鏈).
     *
     * @param hours after the alert opened, unless somebody acknowledged it
     * @param to {@code analysts}, {@code administrators} or the id of an account
     */
    public record Step(int hours, String to) {}

    /** Keeps a copy. */
    public Terms {
        chain = List.copyOf(chain);
    }

    /** The name in the language of {@code page}. */
    public String name(Page page) {
        return name.in(page);
    }

    String json() {
        return CanonicalJson.MAPPER.writeValueAsString(this);
    }

    static Terms read(String json) {
        try {
            return CanonicalJson.MAPPER.readValue(json, Terms.class);
        } catch (JacksonException broken) {
            throw new IllegalStateException("The terms of a rule cannot be read", broken);
        }
    }
}
