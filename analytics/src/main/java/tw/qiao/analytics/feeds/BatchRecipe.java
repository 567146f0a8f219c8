package tw.qiao.analytics.feeds;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import tw.qiao.analytics.tables.WarehouseTable;

/**
 * By which recipe the rows of a batch came, kept with them in the same commit.
 *
 * @param version that of the feed
 * @param run the import, whose event says the rest
 */
public record BatchRecipe(String feed, int version, String digest, UUID run) {
    private static final String NOTE = "recipe.";

    static void note(Map<String, String> notes, String batch, Feed feed, UUID run) {
        notes.put(
                NOTE + batch,
                String.join(" ", feed.name(), Integer.toString(feed.version()), feed.digest(), run.toString()));
    }

    /** That of {@code batch}; empty where it came before this was noted, or in a shipment. */
    public static Optional<BatchRecipe> of(WarehouseTable table, String batch) {
        return table.note(NOTE + batch).map(BatchRecipe::read);
    }

    /** Those of all batches that have one, by batch. */
    public static SortedMap<String, BatchRecipe> all(WarehouseTable table) {
        var all = new TreeMap<String, BatchRecipe>();
        table.notes(NOTE).forEach((batch, note) -> all.put(batch, read(note)));
        return all;
    }

    /** The name of a feed may hold blanks, what follows it not. */
    private static BatchRecipe read(String note) {
        int last = note.lastIndexOf(' ');
        int digest = note.lastIndexOf(' ', last - 1);
        int version = note.lastIndexOf(' ', digest - 1);
        return new BatchRecipe(
                note.substring(0, version),
                Integer.parseInt(note.substring(version + 1, digest)),
                note.substring(digest + 1, last),
                UUID.fromString(note.substring(last + 1)));
    }
}
