package tw.qiao.bench.servers;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.Locale;

/** Vert.x on both sides: nothing blocks, and an exchange stays on the event loop of its connection. */
final class VertxHop extends VerticleBase {
    private static final int MOST_CONNECTIONS = 256;

    private final Hop hop;
    private final VertxSide side;

    private VertxHop(Hop hop, VertxSide side) {
        this.hop = hop;
        this.side = side;
    }

    /** @param nativeCode whether sockets and TLS are epoll and BoringSSL, or the JDK's */
    static void start(Hop hop, boolean nativeCode) {
        var side = new VertxSide(hop, nativeCode);
        side.deploy(() -> new VertxHop(hop, side));
    }

    @Override
    public Future<?> start() {
        var options = new HttpClientOptions().setDefaultHost(Hop.HOST).setDefaultPort(hop.target());
        var client = vertx.createHttpClient(side.client(options), new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS));
        return vertx.createHttpServer(side.server())
                .requestHandler(request -> forward(client, request))
                .listen();
    }

    private static void forward(HttpClient client, HttpServerRequest request) {
        client.request(new RequestOptions().setMethod(request.method()).setURI(request.uri()))
                .compose(asked -> asked(asked, request))
                .compose(answer -> answered(answer, request))
                .onFailure(_ -> request.response().setStatusCode(502).end());
    }

    private static Future<HttpClientResponse> asked(HttpClientRequest asked, HttpServerRequest request) {
        request.headers().forEach((name, value) -> {
            if (Hop.passes(name.toLowerCase(Locale.ROOT))) {
                asked.putHeader(name, value);
            }
        });
        return asked.send();
    }

    private static Future<Void> answered(HttpClientResponse answer, HttpServerRequest request) {
        var response = request.response().setStatusCode(answer.statusCode());
        answer.headers().forEach((name, value) -> {
            if (Hop.passes(name.toLowerCase(Locale.ROOT))) {
                response.putHeader(name, value);
            }
        });
        return answer.body().compose(response::end);
    }
}
