package tw.qiao.node.keys;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The TLS key that this node shows. It can be changed at any moment: a handshake that has begun finishes with the key
 * that it began with, because the one before stays known by its name.
 */
final class ShownKeys extends X509ExtendedKeyManager {
    private volatile Pair pair;

    private record Shown(String alias, PrivateKey key, X509Certificate certificate) {}

    private record Pair(Shown newest, Shown before) {}

    ShownKeys(NodeKeys keys) {
        var first = new Shown("1", keys.tls().privateKey(), keys.certificate());
        this.pair = new Pair(first, first);
    }

    synchronized void use(NodeKeys keys) {
        var before = pair.newest();
        String alias = String.valueOf(Integer.parseInt(before.alias()) + 1);
        pair = new Pair(new Shown(alias, keys.tls().privateKey(), keys.certificate()), before);
    }

    X509Certificate certificate() {
        return pair.newest().certificate();
    }

    private @Nullable Shown shown(@Nullable String alias) {
        var known = pair;
        if (known.newest().alias().equals(alias)) {
            return known.newest();
        }
        return known.before().alias().equals(alias) ? known.before() : null;
    }

    private @Nullable String choose(String... kinds) {
        var newest = pair.newest();
        return Arrays.asList(kinds).contains(newest.key().getAlgorithm()) ? newest.alias() : null;
    }

    @Override
    public @Nullable String chooseEngineClientAlias(String[] kinds, Principal[] issuers, SSLEngine engine) {
        return choose(kinds);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String kind, Principal[] issuers, SSLEngine engine) {
        return choose(kind);
    }

    @Override
    public @Nullable String chooseClientAlias(String[] kinds, Principal[] issuers, Socket socket) {
        return choose(kinds);
    }

    @Override
    public @Nullable String chooseServerAlias(String kind, Principal[] issuers, Socket socket) {
        return choose(kind);
    }

    @Override
    public String[] getClientAliases(String kind, Principal[] issuers) {
        return new String[] {pair.newest().alias()};
    }

    @Override
    public String[] getServerAliases(String kind, Principal[] issuers) {
        return new String[] {pair.newest().alias()};
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        var found = shown(alias);
        return found == null ? null : new X509Certificate[] {found.certificate()};
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        var found = shown(alias);
        return found == null ? null : found.key();
    }
}
