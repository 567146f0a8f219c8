package tw.qiao.analytics.intake;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;

/** A file, or a list of JSON in pages, that a server has under an address. */
public final class WebSource {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final long LARGEST = 2L << 30;
    private static final int MOST_PAGES = 100_000;

    private final URI address;
    private final Map<String, String> headers;
    private final Download.Limits limits;

    /** @param authorization the value of the header of that name, if the server wants one */
    public WebSource(URI address, Optional<String> authorization) {
        this(address, authorization, new Download.Limits(PATIENCE, LARGEST));
    }

    WebSource(URI address, Optional<String> authorization, Download.Limits limits) {
        this.address = address;
        this.headers =
                authorization.map(value -> Map.of("Authorization", value)).orElse(Map.of());
        this.limits = limits;
    }

    /** Writes what there is into {@code target}. */
    public void fetch(Path target) {
        try (var download = new Download(headers, limits)) {
            download.get(address, target);
        }
    }

    /** Writes the rows of all pages into {@code target}, as JSON with one list where {@code reading} expects it. */
    public void fetch(Path target, Paging paging, Reading reading) {
        Path page = target.resolveSibling(target.getFileName() + ".page");
        try (var download = new Download(headers, limits);
                OutputStream out = Files.newOutputStream(target);
                JsonGenerator all = CanonicalJson.MAPPER.createGenerator(out, JsonEncoding.UTF8)) {
            String[] names =
                    reading.list().isEmpty() ? new String[0] : reading.list().split("\\.", -1);
            for (String name : names) {
                all.writeStartObject();
                all.writeName(name);
            }
            all.writeStartArray();
            String former = "";
            for (long number = 0; number < MOST_PAGES; number++) {
                download.get(paging.page(address, number), page);
                SourceFile got = SourceFile.inspect(page);
                if (number > 0 && got.digest().equals(former)) {
                    throw Problem.invalid(
                            "intake_paging",
                            "The server answers page " + (number + 1) + " with the page before; is the parameter "
                                    + paging.parameter() + " right? 伺服器重複回傳同一頁，請檢查分頁參數");
                }
                former = got.digest();
                if (append(got, reading, all) < paging.size()) {
                    break;
                }
            }
            all.writeEndArray();
            for (int i = 0; i < names.length; i++) {
                all.writeEndObject();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(page);
        }
    }

    private static long append(SourceFile page, Reading reading, JsonGenerator all) {
        if (page.content() != Content.JSON) {
            throw Problem.invalid("intake_paging", "A page of the server is no JSON 伺服器回傳的分頁不是 JSON");
        }
        long rows = 0;
        try (JsonParser parser = JsonRows.list(page, reading)) {
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                all.copyCurrentStructure(parser);
                all.writeRaw('\n');
                rows++;
            }
            return rows;
        } catch (JacksonException e) {
            throw JsonRows.broken(page, e);
        }
    }

    private static void delete(Path page) {
        try {
            Files.deleteIfExists(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
