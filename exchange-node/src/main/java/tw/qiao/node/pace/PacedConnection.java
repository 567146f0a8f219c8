package tw.qiao.node.pace;

import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.spi.ServerConnection;
import java.time.Duration;

/** A connection whose pace is known to all that answers its requests. */
record PacedConnection(ServerConnection connection, ClientPace pace)
        implements ServerConnection, InterruptableTask<Void> {
    @Override
    public void handle(Limit limit) throws InterruptedException {
        ScopedValue.where(ClientPace.CURRENT, pace).<Void, InterruptedException>call(() -> {
            connection.handle(limit);
            return null;
        });
    }

    @Override
    public Duration idleTime() {
        return connection.idleTime();
    }

    @Override
    public void close(boolean interrupt) {
        connection.close(interrupt);
    }

    @Override
    public boolean canInterrupt() {
        return connection instanceof InterruptableTask<?> task && task.canInterrupt();
    }
}
