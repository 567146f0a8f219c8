package tw.qiao.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumSet;
import javax.sql.DataSource;
import tw.qiao.society.ProgressListener;
import tw.qiao.society.Registers;
import tw.qiao.society.RowSink;
import tw.qiao.society.Society;
import tw.qiao.society.Table;

/**
 * How fast the synthetic society comes into being: rows of people per second by two threads, thrown away, into a file
 * and by COPY into PostgreSQL; beside them what PostgreSQL itself makes by {@code insert … generate_series} of the same
 * width.
 */
final class SocietyBench implements Benchmark {
    private static final int THREADS = 2;
    private static final Path DATA = Path.of("data");

    @Override
    public String name() {
        return "society";
    }

    @Override
    public String purpose() {
        return "people generated per second by two threads, into nothing, a file and PostgreSQL";
    }

    @Override
    public void run(BenchReport report, boolean quick) {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            measure(report, quick, postgres.getPostgresDatabase());
        } catch (IOException | SQLException failure) {
            throw new IllegalStateException("The society's benchmark could not run", failure);
        }
    }

    private static void measure(BenchReport report, boolean quick, DataSource database) throws SQLException {
        int rounds = quick ? 3 : 5;
        Society large = Society.of(1, quick ? 300_000 : 2_000_000, DATA);
        Society demo = Society.of(1, 200_000, DATA);
        generate(large, (table, bytes, length) -> {});
        double[] nothing = new double[rounds];
        double[] file = new double[rounds];
        double[] copied = new double[rounds];
        double[] series = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            nothing[round] = large.people() / generate(large, (table, bytes, length) -> {});
            series[round] = 200_000 / insertSeries(database);
            copied[round] = demo.people() / copy(database, demo);
            file[round] = large.people() / generateToFile(large);
        }
        report.figure("people-generated", median(nothing), "people/s", Target.atLeast(250_000));
        report.figure("people-to-file", median(file), "people/s", Target.none());
        report.figure("people-copied-to-postgresql", median(copied), "people/s", Target.none());
        report.figure("peer-postgresql-generate-series", median(series), "rows/s", Target.none());
        report.figure("copied-against-peer", median(copied) / median(series), "times", Target.none());
        report.figure("all-registers-of-200000-loaded", load(database, demo), "s", Target.none());
    }

    private static double generate(Society society, RowSink sink) {
        long start = System.nanoTime();
        society.write(EnumSet.of(Table.PERSON), THREADS, sink);
        return (System.nanoTime() - start) / 1e9;
    }

    private static double generateToFile(Society society) {
        try {
            Path file = Files.createTempFile("people", ".tsv");
            try (OutputStream out = Files.newOutputStream(file)) {
                return generate(society, (table, bytes, length) -> write(out, bytes, length));
            } finally {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void write(OutputStream out, byte[] bytes, int length) {
        try {
            out.write(bytes, 0, length);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static double copy(DataSource database, Society society) {
        long start = System.nanoTime();
        Registers.fill(database, society, EnumSet.of(Table.PERSON));
        return (System.nanoTime() - start) / 1e9;
    }

    private static double load(DataSource database, Society society) {
        long start = System.nanoTime();
        Registers.load(database, society, ProgressListener.silent());
        return (System.nanoTime() - start) / 1e9;
    }

    /** The peer: 200,000 rows with as many columns of the same types and about the same width. */
    private static double insertSeries(DataSource database) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("drop table if exists public.series_person");
            connection.setAutoCommit(false);
            long start = System.nanoTime();
            statement.execute("""
                    create table public.series_person (national_id text, name text, sex char(1), birth_date date,
                        death_date date, household_no text, relation text, marital_status text, spouse_id text,
                        father_id text, mother_id text, village_code text, address text, overseas_country text)""");
            statement.execute("""
                    insert into public.series_person
                    select 'A1' || lpad(n::text, 8, '0'), '陳' || chr(20000 + (random() * 900)::int) || '明',
                        case when n % 2 = 0 then 'M' else 'F' end, date '1960-01-01' + (random() * 20000)::int,
                        null, 'A' || lpad((n / 3)::text, 8, '0'), '長子', '未婚', 'A1' || lpad((n + 1)::text, 8, '0'),
                        null, 'A2' || lpad((n + 2)::text, 8, '0'), lpad((n % 7700)::text, 11, '0'),
                        '臺北市大安區群賢里' || (n % 30) || '鄰和平路' || (n % 300) || '號' || (n % 9) || '樓', null
                    from generate_series(1, 200000) n""");
            connection.commit();
            return (System.nanoTime() - start) / 1e9;
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
