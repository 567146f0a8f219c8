package tw.qiao.bench.servers;

import java.nio.ByteBuffer;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Jetty on both sides, its own client too: no thread waits for an answer. */
final class JettyClientHop extends Handler.Abstract.NonBlocking {
    private static final int MOST_CONNECTIONS = 256;

    private final HttpClient client;
    private final String origin;

    private JettyClientHop(HttpClient client, String origin) {
        this.client = client;
        this.origin = origin;
    }

    static void start(Hop hop) throws Exception {
        var connector = new ClientConnector();
        if (hop.asksEncrypted()) {
            var tls = new SslContextFactory.Client();
            tls.setSslContext(hop.tls());
            tls.setEndpointIdentificationAlgorithm(null);
            connector.setSslContextFactory(tls);
        }
        var client = new HttpClient(new HttpClientTransportOverHTTP(connector));
        client.setMaxConnectionsPerDestination(MOST_CONNECTIONS);
        client.setUserAgentField(null);
        client.start();
        client.getContentDecoderFactories().clear();
        JettyServer.start(hop, new JettyClientHop(client, hop.origin()));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        client.newRequest(origin + request.getHttpURI().getPathQuery())
                .headers(headers -> {
                    for (HttpField field : request.getHeaders()) {
                        if (Hop.passes(field.getLowerCaseName())) {
                            headers.put(field);
                        }
                    }
                })
                .send(new Answering(response, callback));
        return true;
    }

    /** Passes the whole answer on. */
    private static final class Answering extends BufferingResponseListener {
        private static final int LARGEST = 16 * 1024 * 1024;

        private final Response response;
        private final Callback callback;

        Answering(Response response, Callback callback) {
            super(LARGEST);
            this.response = response;
            this.callback = callback;
        }

        @Override
        public void onComplete(Result result) {
            if (result.isFailed()) {
                callback.failed(result.getFailure());
                return;
            }
            response.setStatus(result.getResponse().getStatus());
            for (HttpField field : result.getResponse().getHeaders()) {
                if (Hop.passes(field.getLowerCaseName())) {
                    response.getHeaders().add(field);
                }
            }
            response.write(true, ByteBuffer.wrap(getContent()), callback);
        }
    }
}
