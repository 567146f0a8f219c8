package tw.qiao.bench.servers;

import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SSLEngineOptions;
import java.util.Set;
import java.util.function.Supplier;

/** How Vert.x listens and asks at a hop: an event loop for each core, TLS 1.3 alone. */
record VertxSide(Hop hop, boolean nativeCode) {
    /** Starts one for each core. */
    void deploy(Supplier<Deployable> verticles) {
        int cores = Runtime.getRuntime().availableProcessors();
        var vertx = Vertx.vertx(
                new VertxOptions().setPreferNativeTransport(nativeCode).setEventLoopPoolSize(cores));
        if (vertx.isNativeTransportEnabled() != nativeCode) {
            throw new IllegalStateException("The native transport does not load");
        }
        hop.tls(); // makes the keys where there are none
        vertx.deployVerticle(verticles, new DeploymentOptions().setInstances(cores))
                .onFailure(failure -> {
                    throw new IllegalStateException("A server does not start", failure);
                });
    }

    HttpServerOptions server() {
        var options = new HttpServerOptions().setHost(Hop.HOST).setPort(hop.port());
        if (hop.listensEncrypted()) {
            options.setSsl(true)
                    .setSslEngineOptions(engine())
                    .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
                    .setKeyCertOptions(keys())
                    .setTrustOptions(trust())
                    .setClientAuth(ClientAuth.REQUIRED);
        }
        return options;
    }

    HttpClientOptions client(HttpClientOptions options) {
        if (hop.asksEncrypted()) {
            options.setSsl(true)
                    .setSslEngineOptions(engine())
                    .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
                    .setKeyCertOptions(keys())
                    .setTrustOptions(trust())
                    .setVerifyHost(false);
        }
        return options;
    }

    private SSLEngineOptions engine() {
        return nativeCode ? new OpenSSLEngineOptions() : new JdkSSLEngineOptions();
    }

    private PemKeyCertOptions keys() {
        return new PemKeyCertOptions()
                .setKeyPath(hop.keys().resolve("tls.pem").toString())
                .setCertPath(hop.keys().resolve("tls.crt").toString());
    }

    private PemTrustOptions trust() {
        return new PemTrustOptions().addCertPath(hop.keys().resolve("tls.crt").toString());
    }
}
