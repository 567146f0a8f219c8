package tw.qiao.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import tw.qiao.kernel.Sha256;
import tw.qiao.kernel.registry.Grant;
import tw.qiao.node.settings.PeerProtocol;
import tw.qiao.node.spool.Bounds;

/** An exchange whose provider has a system for large bodies; bodies are zeros, and never whole in memory. */
final class LargeFixture implements AutoCloseable {
    static final String ARCHIVE = "/r1/TW/GOV/RIS/household/archive";
    private static final int PIECE = 64 * 1024;

    final LargeSystem system = new LargeSystem();
    final ExchangeFixture exchange;

    LargeFixture(Path folder, Bounds bounds) {
        exchange = new ExchangeFixture(folder, HouseholdRegister.url(), system.declared(), HouseholdRegister.persons());
        for (String template : List.of("", "/{size}", "/chunked/{size}", "/cut/{size}")) {
            exchange.grants.add(new Grant(
                    "g-archive" + template.replaceAll("[^a-z]", ""),
                    ExchangeFixture.PORTAL,
                    "TW/GOV/RIS/household/archive",
                    Set.of("GET", "POST", "PUT"),
                    template,
                    Set.of("archive-copy"),
                    "archives-act-17",
                    Set.of(),
                    exchange.clock.instant().minusSeconds(60),
                    exchange.clock.instant().plusSeconds(3600)));
        }
        for (String code : List.of("QIAO", "RIS")) {
            var settings = exchange.settings(code);
            exchange.settings.put(code, settings.with(settings.options().carrying(bounds)));
        }
    }

    /** Starts the two nodes between which bodies go. */
    void start(PeerProtocol protocol) {
        exchange.speak(protocol).publishRegistry();
        exchange.start("QIAO");
        exchange.start("RIS");
    }

    /** Asks the consumer's node over a connection of its own. */
    Received ask(String method, String rest, long length, String... lines) {
        return send(method, ARCHIVE + rest, length, length, "Content-Length: " + length, lines);
    }

    /** Sends less than is announced. */
    Received askCut(long announced, long sent) {
        return send("POST", ARCHIVE, announced, sent, "Content-Length: " + announced);
    }

    /** Sends without a length, in chunks. */
    Received askChunked(long length) {
        return send("POST", ARCHIVE, -1, length, "Transfer-Encoding: chunked");
    }

    /** Announces a body and sends its beginning alone. */
    Socket holding(long announced) throws IOException {
        var socket = new Socket(
                InetAddress.getLoopbackAddress(), exchange.settings("QIAO").consumerPort());
        String head = head("POST", ARCHIVE, "Content-Length: " + announced);
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(new byte[PIECE]);
        return socket;
    }

    /** Sends a body to a service that is a view. */
    Received askPersons(long length) {
        return send("GET", "/r1/TW/GOV/RIS/household/persons/A123456789", length, length, "Content-Length: " + length);
    }

    private Received send(String method, String target, long announced, long sent, String framing, String... lines) {
        try (var socket = new Socket(
                InetAddress.getLoopbackAddress(), exchange.settings("QIAO").consumerPort())) {
            socket.setSoTimeout(180_000);
            var out = socket.getOutputStream();
            String head = head(method, target, announced == 0 ? "" : framing, lines);
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            write(out, announced < 0, sent);
            socket.shutdownOutput();
            return Received.of(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String head(String method, String target, String framing, String... lines) {
        return method + " " + target + " HTTP/1.1\r\nHost: node.example\r\n"
                + "Connection: close\r\nX-Road-Client: " + ExchangeFixture.PORTAL
                + "\r\nGx-Purpose: archive-copy\r\nGx-Basis: archives-act-17\r\nGx-Timeout: 60\r\n"
                + "Content-Type: application/octet-stream\r\n"
                + (framing.isEmpty() ? "" : framing + "\r\n")
                + (lines.length == 0 ? "" : String.join("\r\n", lines) + "\r\n") + "\r\n";
    }

    private static void write(OutputStream out, boolean chunked, long octets) throws IOException {
        byte[] piece = new byte[PIECE];
        for (long left = octets; left > 0; left -= PIECE) {
            int count = (int) Math.min(PIECE, left);
            if (chunked) {
                out.write((Integer.toHexString(count) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            }
            out.write(piece, 0, count);
            if (chunked) {
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        }
        if (chunked) {
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** What lies in the spool or among the kept answers of a node. */
    List<Path> files(String code, String folder) {
        try (var files = Files.list(exchange.settings(code).home().resolve(folder))) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until so many bodies are in the spool of a node. */
    void awaitInSpool(String code, int count) {
        for (int tries = 0; files(code, "spool").size() != count && tries < 1000; tries++) {
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** What is still in the spools a moment after the last answer. */
    List<Path> leftInSpools() {
        for (int tries = 0; ; tries++) {
            var left = new ArrayList<>(files("QIAO", "spool"));
            left.addAll(files("RIS", "spool"));
            if (left.isEmpty() || tries == 500) {
                return left;
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    static String sha256OfZeros(long octets) {
        var digest = Sha256.digest();
        byte[] piece = new byte[PIECE];
        for (long left = octets; left > 0; left -= PIECE) {
            digest.update(piece, 0, (int) Math.min(PIECE, left));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** An answer, of which the body is digested as it comes; {@code start} is what a text would begin with. */
    record Received(int status, String head, long length, String sha256, String start) {
        static Received of(InputStream in) throws IOException {
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int octet = in.read();
                if (octet < 0) {
                    throw new IOException("No answer: " + head);
                }
                head.append((char) octet);
            }
            var digest = Sha256.digest();
            byte[] piece = new byte[PIECE];
            byte[] first = in.readNBytes(500);
            digest.update(first);
            long length = first.length;
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                digest.update(piece, 0, count);
                length += count;
            }
            return new Received(
                    Integer.parseInt(head.substring(9, 12)),
                    head.toString().toLowerCase(Locale.ROOT),
                    length,
                    HexFormat.of().formatHex(digest.digest()),
                    new String(first, StandardCharsets.ISO_8859_1));
        }

        String error() {
            int at = head.indexOf("x-road-error: ");
            return at < 0 ? "" : head.substring(at + 14, head.indexOf("\r\n", at));
        }
    }

    @Override
    public void close() {
        exchange.close();
        system.close();
    }
}
