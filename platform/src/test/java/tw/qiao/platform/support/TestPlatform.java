package tw.qiao.platform.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tw.qiao.platform.MigratedDatabase;
import tw.qiao.platform.Platform;

/** A whole platform on a free port with a database of its own. */
public final class TestPlatform implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    private TestPlatform(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts a platform; {@code settings} are properties such as {@code qiao.site.demo=true}. */
    public static TestPlatform start(String... settings) {
        return start(MigratedDatabase.create(), temporaryFolder(), settings);
    }

    /** Starts a platform on a given database and data folder, for example one that an earlier platform left. */
    public static TestPlatform start(String jdbcUrl, Path data, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.datasource.url=" + jdbcUrl,
                "--spring.datasource.username=postgres",
                "--qiao.data=" + data));
        for (String setting : settings) {
            arguments.add("--" + setting);
        }
        return new TestPlatform(SpringApplication.run(Platform.class, arguments.toArray(String[]::new)));
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("qiao-platform");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The address of the platform's pages. */
    public String address() {
        return "http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    /** A bean of the platform, for arranging what a test needs. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Publishes an event, as a module of the platform does. */
    public void publish(Object event) {
        context.publishEvent(event);
    }

    /** The platform's database. */
    public JdbcClient database() {
        return bean(JdbcClient.class);
    }

    /** A new visitor without a session. */
    public TestVisitor visitor() {
        return new TestVisitor(address());
    }

    @Override
    public void close() {
        context.close();
    }
}
