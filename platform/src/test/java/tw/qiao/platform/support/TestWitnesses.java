package tw.qiao.platform.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tw.qiao.kernel.log.Note;
import tw.qiao.kernel.log.NoteKey;
import tw.qiao.kernel.log.Witness;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;

/** Three witnesses of the platform's log over HTTP, of which two must cosign; each can be sent away. */
public final class TestWitnesses implements AutoCloseable {
    private static final String ORIGIN = "qiao.example/platform";
    private static final int COUNT = 3;

    private final Path data;
    private final SigningKey logKey;
    private final HttpServer server;
    private final List<Witness> witnesses = new ArrayList<>();
    private final List<NoteKey> keys = new ArrayList<>();
    private final Set<Integer> away = ConcurrentHashMap.newKeySet();

    /** Witnesses of the log of the platform whose data lie in {@code data}. */
    public TestWitnesses(Path data) {
        this.data = data;
        this.logKey = SigningKey.readOrGenerate(data.resolve("keys").resolve("log.pem"), SignatureAlgorithm.ED25519);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            for (int i = 0; i < COUNT; i++) {
                add(i);
            }
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(int number) throws IOException {
        var key = SigningKey.generate(SignatureAlgorithm.ED25519);
        String name = "witness.example/" + number;
        var folder = Files.createTempDirectory("witness");
        var witness = Witness.open(
                folder,
                name,
                List.of(key),
                origin -> List.of(NoteKey.ofLog(origin, logKey.verificationKey())),
                Clock.systemUTC());
        witnesses.add(witness);
        keys.add(NoteKey.ofWitness(name, key.verificationKey()));
        server.createContext("/" + number + "/", exchange -> answer(number, witness, exchange));
    }

    private void answer(int number, Witness witness, HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (away.contains(number)) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            var answer = witness.addCheckpoint(body);
            byte[] text = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("content-type", answer.contentType());
            exchange.sendResponseHeaders(answer.status(), text.length);
            exchange.getResponseBody().write(text);
        }
    }

    /** Sends these away; all others are there. */
    public void sendAway(Integer... numbers) {
        away.clear();
        away.addAll(Set.of(numbers));
    }

    /** The keys of the witnesses. */
    public List<NoteKey> keys() {
        return List.copyOf(keys);
    }

    /** The policy that asks for two of them. */
    public String policy() {
        var out = new StringBuilder("log " + Note.vkey(ORIGIN, logKey.verificationKey()) + "\n");
        for (int i = 0; i < COUNT; i++) {
            out.append("witness w%d %s http://127.0.0.1:%d/%d\n"
                    .formatted(i, keys.get(i).vkey(), server.getAddress().getPort(), i));
        }
        return out.append("group two 2 w0 w1 w2\nquorum two\n").toString();
    }

    /** The setting that names the policy. */
    public String setting() {
        try {
            return "qiao.evidence.policy=" + Files.writeString(data.resolve("witness-policy.txt"), policy());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        try {
            for (Witness witness : witnesses) {
                witness.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
