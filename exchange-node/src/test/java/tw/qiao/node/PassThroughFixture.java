package tw.qiao.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.registry.Grant;
import tw.qiao.node.service.ServiceDeclaration;

/** An exchange whose provider has a service that passes large answers on while they come, and one that does not. */
final class PassThroughFixture implements AutoCloseable {
    /** Four more services that pass on. */
    static final List<String> COLLECTIONS = List.of("films", "maps", "plans", "recordings");

    final PassThroughSystem system = new PassThroughSystem();
    final ExchangeFixture exchange;
    private final HttpClient http = HttpClient.newHttpClient();

    PassThroughFixture(Path folder) {
        var services = new ArrayList<ServiceDeclaration>();
        services.add(system.declared("archive", true));
        services.add(system.declared("ordinary", false));
        COLLECTIONS.forEach(code -> services.add(system.declared(code, true)));
        var codes = services.stream().map(ServiceDeclaration::code).toList();
        services.add(HouseholdRegister.persons());
        exchange = new ExchangeFixture(folder, HouseholdRegister.url(), services.toArray(ServiceDeclaration[]::new));
        for (String code : codes) {
            exchange.grants.add(new Grant(
                    "g-" + code,
                    ExchangeFixture.PORTAL,
                    "TW/GOV/RIS/household/" + code,
                    Set.of("GET", "POST"),
                    "/{form}/{size}",
                    Set.of("archive-copy"),
                    "archives-act-17",
                    Set.of(),
                    exchange.clock.instant().minusSeconds(60),
                    exchange.clock.instant().plusSeconds(3600)));
        }
    }

    /** Asks the consumer's node; what comes back is read by the test. */
    HttpResponse<InputStream> ask(String gxId, String rest) {
        return send(gxId, rest, "GET");
    }

    HttpResponse<InputStream> send(String gxId, String rest, String method) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                        + exchange.settings("QIAO").consumerPort() + "/r1/TW/GOV/RIS/household/" + rest))
                .header("X-Road-Client", ExchangeFixture.PORTAL)
                .header("X-Road-Id", gxId)
                .header("Gx-Purpose", "archive-copy")
                .header("Gx-Basis", "archives-act-17")
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            return http.send(request, BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The entries that the node of {@code code} has of an exchange, as {@code kind} or {@code kind code}. */
    List<String> entries(String code, String gxId) {
        String role = code.equals("QIAO") ? "consumer" : "provider";
        var told = new ArrayList<String>();
        for (JsonNode side :
                ExchangeFixture.json(exchange.get(code, "/evidence/" + gxId)).path("sides")) {
            if (side.path("role").stringValue("").equals(role)) {
                side.path("entries").forEach(entry -> told.add(line(entry)));
            }
        }
        return told;
    }

    private static String line(JsonNode proven) {
        var entry = CanonicalJson.MAPPER.readTree(
                Base64.getDecoder().decode(proven.path("entry").stringValue("")));
        String code = entry.path("code").stringValue("");
        return entry.path("kind").stringValue("") + (code.isEmpty() ? "" : " " + code);
    }

    /** As {@link #entries}, once there is a refusal among them. */
    List<String> entriesAfterRefusal(String code, String gxId) {
        for (int tries = 0; ; tries++) {
            var entries = entries(code, gxId);
            if (tries == 250 || entries.stream().anyMatch(line -> line.startsWith("refusal"))) {
                return entries;
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** The evidence bundle of an exchange, from the node of {@code code}. */
    byte[] bundle(String code, String gxId) {
        String subsystem = code.equals("QIAO") ? "portal" : "household";
        var uri = URI.create("http://127.0.0.1:" + exchange.settings(code).consumerPort() + "/asic?force&queryId="
                + gxId + "&" + StampedExchange.subsystem(code, subsystem));
        try {
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray())
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A measurement of the node of {@code code}. */
    double metric(String code, String name) {
        return exchange.get(code, "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        system.close();
        exchange.close();
    }
}
