package tw.qiao.bench.servers;

import io.helidon.common.mapper.MapperManager;
import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsClientAuth;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.util.List;
import tw.qiao.node.http.SpokenProtocols;
import tw.qiao.node.message.Fields;

/** Helidon as the exchange node has it: a virtual thread for each connection, and the node's own client. */
final class HelidonHop {
    private final Forwarding forwarding;

    private HelidonHop(Forwarding forwarding) {
        this.forwarding = forwarding;
    }

    @SuppressWarnings("removal") // as in the node
    static void start(Hop hop) {
        MapperManager.global(MapperManager.create());
        var handler = new HelidonHop(new Forwarding(hop));
        var listener = ListenerConfig.builder()
                .host(Hop.HOST)
                .port(hop.port())
                .protocolsDiscoverServices(false)
                .addConnectionSelector(Http1ConnectionSelector.builder()
                        .config(SpokenProtocols.http1())
                        .build());
        if (hop.listensEncrypted()) {
            listener.tls(Tls.builder()
                    .sslContext(hop.tls())
                    .clientAuth(TlsClientAuth.REQUIRED)
                    .enabledProtocols(List.of("TLSv1.3"))
                    .build());
        } else {
            listener.useNio(false);
        }
        WebServer.builder()
                .update(builder -> builder.from(listener.build()))
                .routing(routing -> routing.any(handler::forward))
                .build()
                .start();
    }

    private void forward(ServerRequest request, ServerResponse response) {
        var fields = new Fields();
        for (var header : request.headers()) {
            if (Hop.passes(header.headerName().lowerCase())) {
                header.allValues().forEach(value -> fields.add(header.name(), value));
            }
        }
        var answer = forwarding.answer(request.prologue().uriPath().rawPath(), fields);
        response.status(answer.status());
        Forwarding.fields(answer, (name, value) -> response.header(HeaderNames.create(name), value));
        response.send(answer.body().octets());
    }
}
