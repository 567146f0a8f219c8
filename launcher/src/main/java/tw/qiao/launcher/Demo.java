package tw.qiao.launcher;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.postgresql.ds.PGSimpleDataSource;
import tw.qiao.analytics.feeds.Feeds;
import tw.qiao.kernel.FreePort;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;
import tw.qiao.launcher.Exchange.NodePorts;
import tw.qiao.node.timestamp.TimeStampAuthority;
import tw.qiao.node.timestamp.TimeStampServer;
import tw.qiao.society.DemoPeople;
import tw.qiao.society.Registers;
import tw.qiao.society.Society;

/** Everything on one machine: PostgreSQL, the society's registers, five exchange nodes and the platform. */
public final class Demo implements AutoCloseable {
    private static final List<String> SMALL = List.of("-Xmx96m", "-XX:+UseSerialGC");
    private static final List<String> LARGE = List.of("-Xmx512m", "-XX:+UseParallelGC");

    private final DemoSettings settings;
    private final Progress progress;
    private final DataFolder data;
    private final Clock clock = Clock.systemUTC();
    private final Ids ids = Ids.secure(clock);
    private final Map<Party, NodePorts> ports = new LinkedHashMap<>();
    private final Postgres postgres;
    private final TimeStampServer authority;
    private final List<Child> children = new ArrayList<>();
    private final int port;
    private int nextPort;
    private Optional<Child> seed = Optional.empty();

    private Demo(DemoSettings settings, Progress progress) throws SQLException {
        this.settings = settings;
        this.progress = progress;
        this.data = DataFolder.open(settings.data());
        this.port = settings.port() == 0 ? FreePort.find() : settings.port();
        this.nextPort = settings.firstPort();
        try {
            requireFree(port);
            stopLeftOvers();
            for (Party party : Party.ALL) {
                ports.put(party, new NodePorts(port(), port()));
            }
            progress.begin("PostgreSQL");
            this.postgres = Postgres.start(data.postgres(), port(), data.secret("postgres", ids), data.logs());
            progress.done("PostgreSQL is ready");
            data.share(postgres.port());
            this.authority = TimeStampServer.start(TimeStampAuthority.open(data.authority(), clock), port());
        } catch (RuntimeException failure) {
            data.close();
            throw failure;
        }
    }

    /** Starts a demo; it is ready when this returns. */
    public static Demo start(DemoSettings settings, Progress progress) {
        try {
            var demo = new Demo(settings, progress);
            try {
                demo.startAll();
                return demo;
            } catch (SQLException | RuntimeException failure) {
                demo.close();
                throw failure;
            }
        } catch (SQLException failure) {
            throw Problem.unavailable("demo_database", "The databases cannot be prepared", failure);
        }
    }

    private void startAll() throws SQLException {
        var databases = new Databases(postgres, name -> data.secret(name, ids));
        databases.create();
        databases.createWarehouse();
        loadSociety();
        databases.declareViews(shipped());
        var exchange = new Exchange(data, clock, ids, ports);
        exchange.prepare(postgres, authority.url());
        Path feed = shipped().resolve("exchange").resolve("township_population.yaml");
        new OwnTables(data.warehouse().resolve("dictionary"))
                .provide(feed, Feeds.in(feed).table());
        progress.begin("Nodes and platform");
        Party.ALL.forEach(party -> children.add(startNode(party)));
        children.add(startPlatform(exchange));
        Readiness.await(this, children);
        progress.done("Nodes and platform are ready");
        seed = Optional.of(seedWarehouse());
    }

    /** The open data that ship with the product. */
    private Path shipped() {
        return settings.home().resolve("data");
    }

    /** Fills the warehouse beside everything else; its pages say meanwhile that data are being loaded. */
    private Child seedWarehouse() {
        return Child.javaGivingWay(
                "warehouse-seed",
                settings.jar("launcher"),
                SMALL,
                List.of(
                        "warehouse",
                        "unpack",
                        "--data",
                        data.toString(),
                        shipped().resolve("warehouse").toAbsolutePath().toString()),
                data.logs());
    }

    private void loadSociety() {
        var database = new PGSimpleDataSource();
        database.setUrl(postgres.url(Databases.REGISTERS));
        database.setUser("qiao");
        database.setPassword(postgres.password());
        Registers.Held chosen = SocietyChoice.of(settings, Registers.held(database));
        String step = "Society of %,d synthetic people".formatted(chosen.size());
        progress.begin(step);
        Society society = Society.of(chosen.seed(), chosen.size(), shipped());
        Registers.load(
                database,
                society,
                (part, done, all) -> progress.show(step, "%s %,d of %,d".formatted(part, done, all)));
        DemoPeople.of(society).write(demoPeople());
        progress.done(step + " is in the agencies' registers");
    }

    private Path demoPeople() {
        return data.society().resolve("demo-people.json");
    }

    private Child startNode(Party party) {
        return Child.java(
                "node-" + party.code(),
                settings.jar("exchange-node"),
                SMALL,
                List.of("--home", data.node(party.code()).toString()),
                Map.of(),
                data.logs());
    }

    private Child startPlatform(Exchange exchange) {
        NodePorts own = ports.get(Party.ALL.getFirst());
        if (own == null) {
            throw new IllegalStateException("The platform's node has no ports");
        }
        return Child.java(
                "platform",
                settings.jar("platform"),
                LARGE,
                List.of(
                        "--server.port=" + port,
                        "--spring.datasource.url=" + postgres.url(Databases.PLATFORM),
                        "--spring.datasource.username=platform",
                        "--qiao.data=" + data.platform(),
                        "--qiao.site.demo=true",
                        "--qiao.site.address=" + siteAddress(),
                        "--qiao.demo.people=" + demoPeople(),
                        "--qiao.exchange.node=http://127.0.0.1:" + own.consumer(),
                        "--qiao.exchange.registry-key=" + exchange.registryKeyFile(),
                        "--qiao.evidence.origin=" + Exchange.PLATFORM_LOG,
                        "--qiao.evidence.policy=" + exchange.platformPolicyFile(),
                        "--qiao.warehouse.catalogue=" + postgres.url(Databases.WAREHOUSE),
                        "--qiao.warehouse.user=" + Databases.WAREHOUSE,
                        "--qiao.warehouse.folder=" + data.warehouse(),
                        "--qiao.warehouse.worker=" + settings.jar("analytics"),
                        "--qiao.dashboards.ahead=true"),
                Map.of(
                        "SPRING_DATASOURCE_PASSWORD", data.secret("platform", ids),
                        "QIAO_WAREHOUSE_PASSWORD", data.secret(Databases.WAREHOUSE, ids)),
                data.logs());
    }

    /** The address of the platform's pages. */
    public String address() {
        return "http://localhost:" + port;
    }

    /** The address that people use, which is another one behind a proxy. */
    private String siteAddress() {
        return settings.address().isEmpty() ? address() : settings.address();
    }

    /** The loopback addresses of the agencies' nodes by the member's code, for those who want to look at them. */
    public Map<String, String> nodes() {
        var nodes = new LinkedHashMap<String, String>();
        ports.forEach((party, where) -> nodes.put(party.code(), "http://127.0.0.1:" + where.consumer()));
        return nodes;
    }

    /** The file that names the demo's people. */
    public Path people() {
        return demoPeople();
    }

    /** The memory that all processes hold now, in bytes. */
    public long memory() {
        var pids = new TreeSet<Long>();
        pids.add(ProcessHandle.current().pid());
        children.forEach(child -> pids.add(child.pid()));
        ProcessHandle.current().descendants().forEach(process -> pids.add(process.pid()));
        return pids.stream().mapToLong(ResidentMemory::of).sum();
    }

    /** Kills a process of the demo at once, as a crash would; {@link #tend} starts it again. */
    public void kill(String name) {
        child(name).kill();
    }

    /** Kills PostgreSQL at once; {@link #tend} starts it again. */
    public void killPostgres() {
        postgres.process().kill();
    }

    private Child child(String name) {
        return children.stream()
                .filter(child -> child.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("demo_process_unknown", "There is no process " + name));
    }

    /** Starts again what has ended, and waits until everything answers. Returns the names of what was started. */
    public synchronized List<String> tend() {
        var started = new ArrayList<String>();
        if (!postgres.process().isAlive()) {
            postgres.restart(data.logs());
            started.add("postgres");
        }
        children.replaceAll(child -> {
            if (child.isAlive()) {
                return child;
            }
            started.add(child.name());
            return child.again();
        });
        if (!started.isEmpty()) {
            Readiness.await(this, children);
        }
        return started;
    }

    private void stopLeftOvers() {
        for (Party party : Party.ALL) {
            Child.stopLeftOver(data.logs().resolve("node-" + party.code() + ".pid"));
        }
        Child.stopLeftOver(data.logs().resolve("platform.pid"));
    }

    /** The next of the asked ports, or any free one. */
    private int port() {
        if (settings.firstPort() == 0) {
            return FreePort.find();
        }
        requireFree(nextPort);
        return nextPort++;
    }

    private static void requireFree(int port) {
        try (var socket = new ServerSocket(port)) {
            socket.setReuseAddress(true);
        } catch (IOException taken) {
            throw Problem.conflict(
                    "port_in_use", "Port " + port + " is in use; stop what uses it, or choose another with --port");
        }
    }

    @Override
    public void close() {
        seed.ifPresent(Child::close);
        for (Child child : children.reversed()) {
            child.close();
        }
        authority.close();
        postgres.close();
        data.close();
    }
}
