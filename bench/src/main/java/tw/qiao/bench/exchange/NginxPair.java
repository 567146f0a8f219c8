package tw.qiao.bench.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import tw.qiao.kernel.FreePort;
import tw.qiao.kernel.Problem;

/** nginx with mutual TLS 1.3 between its two hops: what forwarding alone costs at the least. */
final class NginxPair {
    private NginxPair() {}

    static Topology start(Path folder, int system) {
        int middle = FreePort.find();
        int port = FreePort.find();
        certificate(folder);
        Daemon provider = Nginx.start(folder, "provider", middle, system);
        Daemon consumer = Nginx.start(folder, "consumer", port, middle);
        return new Topology("nginx", port, consumer, provider, Topology::plainRequest);
    }

    private static void certificate(Path folder) {
        String command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=qiao"
                + " -addext subjectAltName=DNS:qiao -keyout tls.key -out tls.crt";
        Path log = folder.resolve("openssl.log");
        try {
            var made = new ProcessBuilder(command.split(" ", -1))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (made.waitFor() != 0) {
                throw Problem.unavailable("bench_no_certificate", "openssl failed; see " + log);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("openssl is missing", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
