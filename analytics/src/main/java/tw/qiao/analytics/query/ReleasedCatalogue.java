package tw.qiao.analytics.query;

import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import tw.qiao.analytics.tables.Releases.Release;
import tw.qiao.kernel.Problem;

/** The tables as one release has them, whatever came since. */
public final class ReleasedCatalogue implements Catalogue {
    private final Catalogue all;
    private final Release release;

    /** What of {@code all} is in {@code release}. */
    public ReleasedCatalogue(Catalogue all, Release release) {
        this.all = all;
        this.release = release;
    }

    @Override
    public Set<String> names() {
        return new TreeSet<>(release.snapshots().keySet());
    }

    @Override
    public Source source(String table, OptionalLong snapshot) {
        Long released = release.snapshots().get(table);
        if (released == null || (snapshot.isPresent() && snapshot.getAsLong() != released)) {
            throw Problem.notFound(
                    "release_table", "The release " + release.name() + " has no such state of the table " + table);
        }
        return all.source(table, OptionalLong.of(released));
    }
}
