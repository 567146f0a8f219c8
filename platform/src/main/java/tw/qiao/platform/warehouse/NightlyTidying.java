package tw.qiao.platform.warehouse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.analytics.cubes.Rollups;
import tw.qiao.analytics.tables.TidyProcess;
import tw.qiao.kernel.CanonicalJson;

/**
 * Tidies up the tables and rolls up their cubes each night, on one of the platforms and in a process of its own. A
 * night that was missed is made up for as soon as a platform is there again.
 */
@Component
class NightlyTidying {
    private static final Logger LOG = LoggerFactory.getLogger(NightlyTidying.class);
    private static final ZoneId TAIPEI = ZoneId.of("Asia/Taipei");
    private static final LocalTime BEGIN = LocalTime.of(2, 30);
    private static final LocalTime MORNING = LocalTime.of(6, 0);
    private static final int HISTORY_DAYS = 30;
    private static final int GRACE_HOURS = 24;
    private static final Duration LONGEST = Duration.ofHours(2);

    private final Nights nights;
    private final WarehouseProperties properties;
    private final OneTaskProcess process;
    private final CubeRollups rollups;
    private final Path scratch;
    private final Clock clock;

    NightlyTidying(
            Nights nights,
            WarehouseProperties properties,
            OneTaskProcess process,
            CubeRollups rollups,
            @Value("${qiao.data:var}") Path data,
            Clock clock) {
        this.nights = nights;
        this.properties = properties;
        this.process = process;
        this.rollups = rollups;
        this.scratch = data.resolve("warehouse-tidying").toAbsolutePath();
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "PT10M", fixedDelayString = "PT10M")
    void look() {
        Instant now = clock.instant();
        due(now).filter(night -> nights.claim(night, now))
                .ifPresent(night -> Thread.ofVirtual().name("tidying-" + night).start(() -> run(night)));
    }

    /** The night whose work may begin at {@code now}; by day only when nights before had theirs. */
    Optional<LocalDate> due(Instant now) {
        var there = now.atZone(TAIPEI);
        LocalTime time = there.toLocalTime();
        LocalDate night = time.isBefore(BEGIN) ? there.toLocalDate().minusDays(1) : there.toLocalDate();
        boolean byNight = !time.isBefore(BEGIN) && time.isBefore(MORNING);
        return byNight || !nights.newest(1).isEmpty() ? Optional.of(night) : Optional.empty();
    }

    /** Does the work of a night that was claimed. */
    void run(LocalDate night) {
        String report = "";
        try {
            report = report();
        } catch (IOException | RuntimeException failure) {
            LOG.error("The tables were not tidied up", failure);
        }
        boolean good = !report.isEmpty() && !report.contains("\"problem\"");
        nights.ended(night, clock.instant(), good, report);
    }

    private String report() throws IOException {
        Files.createDirectories(scratch);
        String said = process.run(TidyProcess.class, request(), scratch, LONGEST);
        return CanonicalJson.MAPPER.readTree(said) instanceof ObjectNode report
                        && report.path("tables").isArray()
                ? rolledUp(report).toString()
                : "";
    }

    /** Cubes that are not rolled up are slower, which makes no bad night. */
    private ObjectNode rolledUp(ObjectNode report) {
        ArrayNode cubes = report.putArray("cubes");
        for (Rollups.Done done : rollups.refresh()) {
            cubes.addObject().put("cube", done.cube()).put("failure", done.problem());
        }
        return report;
    }

    private ObjectNode request() {
        return CanonicalJson.MAPPER
                .createObjectNode()
                .put("catalogue", properties.catalogue())
                .put("user", properties.user())
                .put("password", properties.password())
                .put("tables", properties.tables().toString())
                .put("scratch", scratch.toString())
                .put("historyDays", HISTORY_DAYS)
                .put("graceHours", GRACE_HOURS);
    }
}
