package tw.qiao.platform.evidence;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tw.qiao.kernel.log.Hash;
import tw.qiao.kernel.log.InclusionProof;

/** A stranger who knows nothing of a log but the files that it serves (C2SP tlog-tiles). */
final class PublicFiles {
    private static final int FULL = 256;

    private final String address;
    private final HttpClient client = HttpClient.newHttpClient();

    PublicFiles(String address) {
        this.address = address;
    }

    HttpResponse<byte[]> get(String path) {
        try {
            return client.send(
                    HttpRequest.newBuilder(URI.create(address + path)).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private byte[] tile(String level, long number, long size) {
        long width = Math.min(FULL, size - number * FULL);
        String partial = width == FULL ? "" : ".p/" + width;
        return get("/log/tile/" + level + "/" + String.format(Locale.ROOT, "%03d", number) + partial)
                .body();
    }

    /** The hashes of a level of a tree that has {@code size} nodes there. */
    List<Hash> hashes(int level, long size) {
        var hashes = new ArrayList<Hash>();
        for (long number = 0; number * FULL < size; number++) {
            byte[] tile = tile(Integer.toString(level), number, size);
            for (int at = 0; at < tile.length; at += Hash.LENGTH) {
                hashes.add(Hash.of(Arrays.copyOfRange(tile, at, at + Hash.LENGTH)));
            }
        }
        return hashes;
    }

    /** The entries of a log of {@code size}. */
    List<byte[]> entries(long size) {
        var entries = new ArrayList<byte[]>();
        for (long number = 0; number * FULL < size; number++) {
            var bundle = ByteBuffer.wrap(tile("entries", number, size));
            while (bundle.hasRemaining()) {
                byte[] entry = new byte[Short.toUnsignedInt(bundle.getShort())];
                bundle.get(entry);
                entries.add(entry);
            }
        }
        return entries;
    }

    /** RFC 9162, 2.1.3.1, over the leaves of a log. */
    static InclusionProof prove(int index, List<Hash> leaves) {
        return new InclusionProof(index, leaves.size(), path(index, leaves));
    }

    private static List<Hash> path(int index, List<Hash> leaves) {
        if (leaves.size() == 1) {
            return List.of();
        }
        int half = half(leaves);
        var left = leaves.subList(0, half);
        var right = leaves.subList(half, leaves.size());
        var path = new ArrayList<>(index < half ? path(index, left) : path(index - half, right));
        path.add(root(index < half ? right : left));
        return path;
    }

    /** RFC 9162, 2.1.1. */
    static Hash root(List<Hash> leaves) {
        int half = half(leaves);
        return leaves.size() == 1
                ? leaves.getFirst()
                : Hash.node(root(leaves.subList(0, half)), root(leaves.subList(half, leaves.size())));
    }

    private static int half(List<Hash> leaves) {
        return Integer.highestOneBit(Math.max(1, leaves.size() - 1));
    }
}
