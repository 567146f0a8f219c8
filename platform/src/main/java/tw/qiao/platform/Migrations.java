package tw.qiao.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Brings each module's own schema up to date from its own folder {@code db/migration/<module>}. */
@Configuration
class Migrations {
    private static final String FOLDER = "db/migration/";

    @Bean
    FlywayMigrationStrategy migrateEachModule(DataSource dataSource) {
        return _ -> modules().forEach(module -> migrate(dataSource, module));
    }

    private static void migrate(DataSource dataSource, String module) {
        Flyway.configure()
                .dataSource(dataSource)
                .defaultSchema(module)
                .schemas(module)
                .locations("classpath:" + FOLDER + module)
                .load()
                .migrate();
    }

    private static List<String> modules() {
        try {
            return Arrays.stream(
                            new PathMatchingResourcePatternResolver().getResources("classpath*:" + FOLDER + "*/V*.sql"))
                    .map(resource -> moduleOf(resource.getDescription()))
                    .distinct()
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The migrations on the class path cannot be listed", unreadable);
        }
    }

    private static String moduleOf(String description) {
        int start = description.lastIndexOf(FOLDER) + FOLDER.length();
        return description.substring(start, description.indexOf('/', start));
    }
}
