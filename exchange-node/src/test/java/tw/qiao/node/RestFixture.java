package tw.qiao.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tw.qiao.kernel.registry.Grant;
import tw.qiao.node.message.Fields;
import tw.qiao.node.pace.ClientTimes;
import tw.qiao.node.settings.Compatibility;
import tw.qiao.node.settings.NodeSettings;

/** An exchange whose provider passes requests on to a system of its own, asked as a client of X-Road asks. */
final class RestFixture implements AutoCloseable {
    static final String PETS = "/r1/TW/GOV/RIS/household/pets";
    static final Set<String> METHODS = Set.of("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");

    final RecordingSystem system = new RecordingSystem();
    final ExchangeFixture exchange;

    RestFixture(Path folder, Compatibility compatibility) {
        this(folder, compatibility, ClientTimes.CUSTOMARY);
    }

    RestFixture(Path folder, Compatibility compatibility, ClientTimes times) {
        exchange = new ExchangeFixture(folder, HouseholdRegister.url(), system.declared(), HouseholdRegister.persons());
        for (String template : List.of("", "/{id}", "/{id}/photos")) {
            exchange.grants.add(new Grant(
                    "g-pets" + template.replaceAll("[^a-z]", ""),
                    ExchangeFixture.PORTAL,
                    "TW/GOV/RIS/household/pets",
                    METHODS,
                    template,
                    Set.of("pet-register"),
                    "animal-act-1",
                    Set.of(),
                    exchange.clock.instant().minusSeconds(60),
                    exchange.clock.instant().plusSeconds(3600)));
        }
        for (String code : List.of("QIAO", "RIS")) {
            var settings = exchange.settings(code);
            exchange.settings.put(code, settings.with(settings.options().waiting(times)));
        }
        exchange.settings.put("QIAO", with(exchange.settings("QIAO"), compatibility));
        exchange.startAll();
    }

    private static NodeSettings with(NodeSettings all, Compatibility compatibility) {
        return all.with(all.options().meeting(compatibility));
    }

    /** A request with purpose and client, and the given lines of header fields besides. */
    Answered ask(String method, String target, String body, String... lines) {
        var text = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: node.example\r\n"
                + "Connection: close\r\nX-Road-Client: " + ExchangeFixture.PORTAL
                + "\r\nGx-Purpose: pet-register\r\nGx-Basis: animal-act-1\r\n");
        for (String line : lines) {
            text.append(line).append("\r\n");
        }
        byte[] octets = body.getBytes(StandardCharsets.UTF_8);
        if (octets.length > 0) {
            text.append("Content-Length: ").append(octets.length).append("\r\n");
        }
        return send(text + "\r\n" + body);
    }

    /** A GET with the given lines of header fields alone. */
    Answered bare(String target, String... lines) {
        return send("GET " + target + " HTTP/1.1\r\nHost: node.example\r\nConnection: close\r\n"
                + String.join("\r\n", lines) + "\r\n\r\n");
    }

    /** The octets of a request as they are. */
    Answered send(String text) {
        try (var socket = new Socket(
                InetAddress.getLoopbackAddress(), exchange.settings("QIAO").consumerPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            return Answered.of(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An answer as it came over the wire. */
    record Answered(int status, Fields fields, String body) {
        static Answered of(String text) {
            int end = text.indexOf("\r\n\r\n");
            var lines = text.substring(0, end).split("\r\n", -1);
            var fields = new Fields();
            for (int i = 1; i < lines.length; i++) {
                int colon = lines[i].indexOf(':');
                fields.add(lines[i].substring(0, colon), lines[i].substring(colon + 1));
            }
            return new Answered(Integer.parseInt(lines[0].substring(9, 12)), fields, text.substring(end + 4));
        }

        String field(String name) {
            return String.join("|", fields.all(name));
        }

        Set<String> names() {
            var names = new TreeSet<String>();
            fields.names().forEach(names::add);
            return names;
        }
    }

    @Override
    public void close() {
        exchange.close();
        system.close();
    }
}
