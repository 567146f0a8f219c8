package tw.qiao.node.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tw.qiao.node.message.MessageHead.RequestHead;
import tw.qiao.node.message.MessageHead.ResponseEnd;
import tw.qiao.node.message.MessageHead.ResponseHead;
import tw.qiao.node.message.StructuredFields.BareItem;
import tw.qiao.node.message.StructuredFields.InnerList;
import tw.qiao.node.message.StructuredFields.Item;

/** What the signature of a message of one kind covers, with all that is the same for each of them made once. */
final class CoveredComponents {
    private static final int BODY = 1;
    private static final int CONSENT = 2;
    private static final int HEADERS = 4;
    private static final int AGAIN = 8;
    private static final int ERROR = 1;
    private static final int HEADERS_OF_ANSWER = 2;

    private static final List<Item> START = fields("@method", "@path", "@query");
    private static final List<Item> MIDDLE =
            fields("content-digest", "gx-client", "gx-service", "gx-id", "gx-purpose", "gx-basis", "gx-salt");
    private static final List<Item> ANSWER = fields("@status", "content-type", "content-digest", "gx-id");
    private static final List<Item> BEGINNING = fields("@status", "content-type", "gx-id");
    private static final List<Item> END = Stream.of(
                    fields("@status", "content-type"), List.of(inTrailers("content-digest")), fields("gx-id"))
            .flatMap(List::stream)
            .toList();
    private static final List<Item> OF_REQUEST =
            List.of(ofRequest("@method"), ofRequest("@path"), ofRequest("content-digest"), requestSignature());

    // By the fields that a message need not have, one bit for each.
    private static final List<CoveredComponents> REQUESTS = IntStream.range(0, 16)
            .mapToObj(bits -> joined(List.of(
                    START,
                    (bits & BODY) == 0 ? List.of() : fields("content-type"),
                    MIDDLE,
                    (bits & CONSENT) == 0 ? List.of() : fields("gx-consent"),
                    (bits & HEADERS) == 0 ? List.of() : fields(EndToEnd.FIELD),
                    (bits & AGAIN) == 0 ? List.of() : fields("gx-again"))))
            .toList();

    private static final List<CoveredComponents> RESPONSES = IntStream.range(0, 4)
            .mapToObj(bits -> joined(List.of(
                    ANSWER,
                    (bits & ERROR) == 0 ? List.of() : fields("gx-error"),
                    (bits & HEADERS_OF_ANSWER) == 0 ? List.of() : fields(EndToEnd.FIELD),
                    OF_REQUEST)))
            .toList();

    /** Of an answer whose digest is in its trailers: its head, which is signed before the body is known. */
    private static final List<CoveredComponents> BEGINNINGS = withAndWithoutHeaders(BEGINNING);

    /** Of such an answer, at its end. */
    private static final List<CoveredComponents> ENDS = withAndWithoutHeaders(END);

    private final List<Item> items;
    private final List<Line> lines;
    private final String text;

    private CoveredComponents(List<Item> items) {
        this.items = List.copyOf(items);
        this.lines = items.stream().map(Line::of).toList();
        this.text = new InnerList(items, Map.of()).text();
    }

    /**
     * One component.
     *
     * @param lasting whether it is the same in a request and its retry, which have other salts, times and nonces
     * @param lastingStart how its line begins in what lasts, which does not tell where the digest stood
     */
    private record Line(Item item, String start, boolean lasting, String lastingStart) {
        static Line of(Item item) {
            boolean once = fields("gx-salt", "gx-again").contains(item) || item.equals(requestSignature());
            boolean trailer = item.parameters().containsKey("tr");
            return new Line(
                    item, item.text() + ": ", !once, (trailer ? item.value().text() : item.text()) + ": ");
        }
    }

    /**
     * The signature base without its last line.
     *
     * @param lasting those of its lines that are the same in a retry
     */
    record Lines(String all, String lasting) {
        /** SHA-256 of what lasts. */
        byte[] content() {
            return ContentDigest.sha256(lasting.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** What a message must cover, given the fields that it has. */
    static CoveredComponents of(MessageHead message) {
        Fields fields = message.fields();
        return switch (message) {
            case ResponseHead _ -> ofAnswer(fields);
            case ResponseEnd _ -> ENDS.get(fields.has(EndToEnd.FIELD) ? 1 : 0);
            case RequestHead _ ->
                REQUESTS.get((fields.has("content-type") ? BODY : 0)
                        | (fields.has("gx-consent") ? CONSENT : 0)
                        | (fields.has(EndToEnd.FIELD) ? HEADERS : 0)
                        | (fields.has("gx-again") ? AGAIN : 0));
        };
    }

    private static CoveredComponents ofAnswer(Fields fields) {
        return fields.has("content-digest") || fields.has("gx-error")
                ? RESPONSES.get(
                        (fields.has("gx-error") ? ERROR : 0) | (fields.has(EndToEnd.FIELD) ? HEADERS_OF_ANSWER : 0))
                : BEGINNINGS.get(fields.has(EndToEnd.FIELD) ? 1 : 0);
    }

    boolean are(List<Item> covered) {
        return items.equals(covered);
    }

    /** The list of the components as it begins the signature's input. */
    String text() {
        return text;
    }

    Lines lines(MessageHead message, Optional<RequestHead> request) {
        var base = new SignatureBase(message, request);
        var all = new StringBuilder(1024);
        var lasting = new StringBuilder(1024);
        for (Line line : lines) {
            String value = base.value(line.item());
            all.append(line.start()).append(value).append('\n');
            if (line.lasting()) {
                lasting.append(line.lastingStart()).append(value).append('\n');
            }
        }
        return new Lines(all.toString(), lasting.toString());
    }

    private static CoveredComponents joined(List<List<Item>> parts) {
        return new CoveredComponents(parts.stream().flatMap(List::stream).toList());
    }

    private static List<Item> fields(String... names) {
        return Arrays.stream(names)
                .map(name -> new Item(new BareItem.Text(name), Map.of()))
                .toList();
    }

    private static Item ofRequest(String name) {
        return new Item(new BareItem.Text(name), Map.of("req", new BareItem.Truth(true)));
    }

    private static Item inTrailers(String name) {
        return new Item(new BareItem.Text(name), Map.of("tr", new BareItem.Truth(true)));
    }

    private static List<CoveredComponents> withAndWithoutHeaders(List<Item> start) {
        return List.of(joined(List.of(start, OF_REQUEST)), joined(List.of(start, fields(EndToEnd.FIELD), OF_REQUEST)));
    }

    private static Item requestSignature() {
        var parameters = new LinkedHashMap<String, BareItem>();
        parameters.put("req", new BareItem.Truth(true));
        parameters.put("key", new BareItem.Text(ExchangeSignature.LABEL));
        return new Item(new BareItem.Text("signature"), parameters);
    }
}
