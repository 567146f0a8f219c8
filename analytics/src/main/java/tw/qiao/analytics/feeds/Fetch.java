package tw.qiao.analytics.feeds;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import tw.qiao.analytics.dictionary.Declaration;
import tw.qiao.analytics.intake.DatabaseSource;
import tw.qiao.analytics.intake.Paging;
import tw.qiao.analytics.intake.Reading;
import tw.qiao.analytics.intake.WebSource;
import tw.qiao.kernel.Problem;

/**
 * How a feed's rows are got where they come in no file: from a database, or from a server in pages. What comes is
 * written into a file first, which is then imported like any other.
 *
 * @param select the statement for the database
 * @param paging how the server is asked for all pages; without it, it is asked once
 */
public record Fetch(Optional<String> select, Optional<Paging> paging) {

    static Fetch read(Declaration part) {
        part.only("select", "paging");
        return new Fetch(part.optional("select"), part.part("paging").map(Fetch::paging));
    }

    private static Paging paging(Declaration part) {
        part.only("parameter", "first", "step", "size_parameter", "size");
        int size = part.number("size");
        return new Paging(
                part.text("parameter"),
                part.optional("first").isPresent() ? part.number("first") : 0,
                part.optional("step").isPresent() ? part.number("step") : size,
                part.optional("size_parameter"),
                size);
    }

    /** Whether {@code name} names a database or a server and no file. */
    public static boolean isRemote(String name) {
        return name.startsWith("jdbc:") || name.startsWith("http://") || name.startsWith("https://");
    }

    /**
     * Who asks.
     *
     * @param authorization the value of the header that a server wants, or empty
     */
    public record Credentials(String user, String password, String authorization) {}

    /** Writes what {@code source} has for {@code feed} into {@code target}. */
    public static void into(Path target, Feed feed, String source, Credentials credentials) {
        Fetch fetch = feed.fetch();
        if (source.startsWith("jdbc:")) {
            String select = fetch.select()
                    .orElseThrow(() -> Problem.invalid(
                            "feed_select",
                            "The feed " + feed.name()
                                    + " says at 'fetch' no 'select' for a database 請在 feed 的 fetch 寫明 select"));
            new DatabaseSource(source, credentials.user(), credentials.password()).fetch(select, target);
            return;
        }
        var web = new WebSource(
                URI.create(source), Optional.of(credentials.authorization()).filter(value -> !value.isEmpty()));
        Reading reading = feed.layouts().getFirst().reading();
        fetch.paging().ifPresentOrElse(paging -> web.fetch(target, paging, reading), () -> web.fetch(target));
    }
}
