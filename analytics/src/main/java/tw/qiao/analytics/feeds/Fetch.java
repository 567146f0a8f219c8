package tw.qiao.analytics.feeds;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import tw.qiao.analytics.dictionary.Declaration;
import tw.qiao.analytics.intake.DatabaseSource;
import tw.qiao.analytics.intake.ExchangeSource;
import tw.qiao.analytics.intake.OfferedService;
import tw.qiao.analytics.intake.Paging;
import tw.qiao.analytics.intake.Reading;
import tw.qiao.analytics.intake.WebSource;
import tw.qiao.kernel.Problem;

/**
 * How a feed's rows are got where they come in no file: from a database, from a server in pages, or from a member of
 * the exchange. What comes is written into a file first, which is then imported like any other.
 *
 * @param select the statement for the database
 * @param paging how the server is asked for all pages; without it, it is asked once
 * @param exchange what a member of the exchange offers
 */
public record Fetch(Optional<String> select, Optional<Paging> paging, Optional<OfferedService> exchange) {
    /** What a command calls the source that a feed declares at {@code exchange}. */
    public static final String EXCHANGE = "exchange";

    static final Fetch NOTHING = new Fetch(Optional.empty(), Optional.empty(), Optional.empty());

    static Fetch read(Declaration part) {
        part.only("select", "paging", EXCHANGE);
        return new Fetch(
                part.optional("select"),
                part.part("paging").map(Fetch::paging),
                part.part(EXCHANGE).map(Fetch::offered));
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

    private static OfferedService offered(Declaration part) {
        part.only("member", "subsystem", "service", "path", "purpose", "basis", "batches");
        return new OfferedService(
                part.text("member"),
                part.text("subsystem"),
                part.text("service"),
                part.optional("path").orElse(""),
                part.text("purpose"),
                part.text("basis"),
                part.texts("batches"));
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

    /**
     * Writes what a member of the exchange offers {@code feed} of {@code batch} into {@code target}, asked by
     * {@code node}; answers by which crossing it came.
     *
     * @param exchange names the crossing
     * @param largest how many bytes may come
     */
    public static Crossing across(
            Path target, Feed feed, String batch, ExchangeSource.Node node, UUID exchange, long largest) {
        OfferedService service = offered(feed);
        new ExchangeSource(node).fetch(service, exchange, batch, largest, target);
        return Crossing.of(exchange, service);
    }

    /** What {@code feed} is offered over the exchange; a problem {@code feed_exchange} when it declares nothing. */
    public static OfferedService offered(Feed feed) {
        return feed.fetch()
                .exchange()
                .orElseThrow(() -> Problem.invalid(
                        "feed_exchange",
                        "The feed " + feed.name() + " says at 'fetch' no 'exchange' 請在 feed 的 fetch 寫明 exchange"));
    }

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
        Reading reading = feed.reading();
        fetch.paging().ifPresentOrElse(paging -> web.fetch(target, paging, reading), () -> web.fetch(target));
    }
}
