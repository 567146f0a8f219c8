package tw.qiao.kernel.log;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a tile (C2SP tlog-tiles), such as {@code tile/0/x001/234.p/17} or {@code tile/entries/000}.
 *
 * @param level of the tree, in steps of eight; {@link #ENTRIES} for a bundle of entries
 * @param number counted from the left
 * @param width how many hashes or entries it holds, 256 if it is full
 */
record TilePath(int level, long number, int width) {
    static final int ENTRIES = -1;
    static final int FULL = 256;

    private static final Pattern FORM = Pattern.compile(
            "tile/(?<level>entries|0|[1-9]\\d?)/(?<number>(?:x\\d{3}/){0,4}\\d{3})(?:\\.p/(?<width>[1-9]\\d{0,2}))?");

    static Optional<TilePath> parse(String path) {
        var match = FORM.matcher(path);
        if (!match.matches()) {
            return Optional.empty();
        }
        int level = match.group("level").equals("entries") ? ENTRIES : Integer.parseInt(match.group("level"));
        String digits = match.group("number").replace("x", "").replace("/", "");
        int width = match.group("width") == null ? FULL : Integer.parseInt(match.group("width"));
        boolean isPadded = digits.length() > 3 && digits.startsWith("000");
        boolean isPartialOfAll = match.group("width") != null && width >= FULL;
        if (level > 63 || isPadded || isPartialOfAll) {
            return Optional.empty();
        }
        return Optional.of(new TilePath(level, Long.parseLong(digits), width));
    }

    /** The widest tile with this number that a log of {@code size} entries has published; empty if it has none. */
    static Optional<TilePath> in(long size, int level, long number) {
        long there = (level == ENTRIES ? size : size >> (level * 8)) - number * FULL;
        return there <= 0 ? Optional.empty() : Optional.of(new TilePath(level, number, (int) Math.min(there, FULL)));
    }

    long first() {
        return number * FULL;
    }

    /** The full tile with the same number. */
    TilePath full() {
        return new TilePath(level, number, FULL);
    }

    /** The name, as {@link #parse} reads it. */
    String path() {
        var name = new StringBuilder("tile/").append(level == ENTRIES ? "entries" : Integer.toString(level));
        String digits = "%03d".formatted(number);
        digits = "0".repeat((3 - digits.length() % 3) % 3) + digits;
        for (int i = 0; i < digits.length(); i += 3) {
            name.append(i + 3 < digits.length() ? "/x" : "/").append(digits, i, i + 3);
        }
        return width == FULL
                ? name.toString()
                : name.append(".p/").append(width).toString();
    }

    /** Whether a log of {@code size} entries has published this tile. */
    boolean isWithin(long size) {
        int height = level == ENTRIES ? 0 : level * 8;
        return height < Long.SIZE && first() + width <= size >> height;
    }
}
