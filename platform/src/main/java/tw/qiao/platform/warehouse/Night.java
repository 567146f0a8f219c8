package tw.qiao.platform.warehouse;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.CanonicalJson;

/**
 * A night in which the tables were tidied up.
 *
 * @param state {@code running}, {@code done} or {@code failed}
 * @param report what was done, as JSON; empty before
 */
public record Night(
        LocalDate night, Instant started, @Nullable Instant ended, String state, String report) {
    /** What was done to a table; {@code problem} is empty when it went well. */
    public record Tidied(String table, boolean compacted, int expired, int swept, String problem) {}

    /** What was done to each table. */
    public List<Tidied> tables() {
        return report.isEmpty()
                ? List.of()
                : CanonicalJson.MAPPER
                        .readTree(report)
                        .path("tables")
                        .valueStream()
                        .map(one -> new Tidied(
                                one.path("table").asString(""),
                                one.path("compacted").asBoolean(false),
                                one.path("expired").asInt(0),
                                one.path("swept").asInt(0),
                                one.path("problem").asString("")))
                        .toList();
    }

    /** A cube whose table was rolled up; {@code failure} says why it was not. */
    public record RolledUp(String cube, String failure) {}

    /** Which cubes were rolled up, or should have been. */
    public List<RolledUp> cubes() {
        return report.isEmpty()
                ? List.of()
                : CanonicalJson.MAPPER
                        .readTree(report)
                        .path("cubes")
                        .valueStream()
                        .map(one -> new RolledUp(
                                one.path("cube").asString(""),
                                one.path("failure").asString("")))
                        .toList();
    }

    /** The look of its tag. */
    public String tone() {
        return switch (state) {
            case "done" -> "good";
            case "failed" -> "bad";
            default -> "waiting";
        };
    }
}
