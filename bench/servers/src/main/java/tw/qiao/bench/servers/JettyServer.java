package tw.qiao.bench.servers;

import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty without servlets; handlers that may block run on virtual threads. */
final class JettyServer {
    private JettyServer() {}

    static void start(Hop hop, Handler handler) throws Exception {
        var threads = new QueuedThreadPool();
        threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
        var server = new Server(threads);
        var configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setSendDateHeader(false);
        configuration.addCustomizer(new SecureRequestCustomizer(false)); // nodes are known by keys, not by names
        var http = new HttpConnectionFactory(configuration);
        var connector = hop.listensEncrypted()
                ? new ServerConnector(server, new SslConnectionFactory(tls(hop), HttpVersion.HTTP_1_1.asString()), http)
                : new ServerConnector(server, http);
        connector.setHost(Hop.HOST);
        connector.setPort(hop.port());
        server.addConnector(connector);
        server.setHandler(handler);
        server.start();
    }

    private static SslContextFactory.Server tls(Hop hop) {
        var tls = new SslContextFactory.Server();
        tls.setSslContext(hop.tls());
        tls.setNeedClientAuth(true);
        tls.setIncludeProtocols("TLSv1.3");
        return tls;
    }
}
