package tw.qiao.platform.warehouse;

import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says again and again that somebody works on an import, until it is closed. */
final class Lease implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

    private final CountDownLatch over = new CountDownLatch(1);

    Lease(FileImports imports, UUID id) {
        Thread.ofVirtual().name("lease-" + id).start(() -> keep(imports, id));
    }

    private void keep(FileImports imports, UUID id) {
        try {
            while (!over.await(FileImports.LEASE.toSeconds() / 4, TimeUnit.SECONDS)) {
                renew(imports, id);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void renew(FileImports imports, UUID id) {
        try {
            imports.renew(id);
        } catch (RuntimeException away) {
            LOG.warn("The database is away; the next beat will tell", away);
        }
    }

    @Override
    public void close() {
        over.countDown();
    }
}
