package tw.qiao.bench.warehouse;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Objects;
import tw.qiao.analytics.cubes.Cube;
import tw.qiao.analytics.cubes.Cubes;
import tw.qiao.analytics.dictionary.Declaration;
import tw.qiao.analytics.dictionary.Dictionary;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.analytics.engine.Sql;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.tables.Warehouse;
import tw.qiao.society.Society;
import tw.qiao.society.Table;

/** The people of the society who are alive, one row for each, as tables of the warehouse. */
public final class SyntheticPeople {
    /** The table of the population by age, which may also hold a row for each person. */
    public static final String TABLE_OF_AGES = "population_by_age_2015_05";

    /** The cube over it. */
    public static final String CUBE_OF_AGES = "population_by_age";

    private static final int THREADS = 2;

    private SyntheticPeople() {}

    /** The table as the dictionary would describe it. */
    static TableDescription table() {
        return Dictionary.own(declaration("synthetic_people.yaml"));
    }

    static Cube cube() {
        return Cubes.read(declaration("synthetic_people_cube.yaml"), table());
    }

    private static Declaration declaration(String file) {
        try (InputStream yaml = Objects.requireNonNull(SyntheticPeople.class.getResourceAsStream(file))) {
            return Declaration.read(file, yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a society of so many and commits its people, with a file beside the tables that goes afterwards. */
    static void fill(Warehouse warehouse, Workbench workbench, int people) {
        Path file = warehouse.folder().resolveSibling("people.tsv");
        try {
            write(file, people);
            warehouse.provide(table()).append(workbench, reading(file));
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Packs them as a shipment of the table of the population by age: each is a row of one. */
    public static void ship(Path folder, Path scratch, int people) throws IOException {
        Path file = scratch.resolve("people.tsv");
        write(file, people);
        try (var workbench = Workbench.open(scratch, 2_048, THREADS)) {
            String rows = Sql.text(folder.resolve(TABLE_OF_AGES + ".parquet").toString());
            workbench.execute("copy (select village_code[:5] as batch, date '2015-05-01' as month,"
                    + " village_code[:8] as township_code, village_code as village,"
                    + " case sex when 'M' then 'male' else 'female' end as sex,"
                    + " least(greatest(2025 - birth_year, 0), 100)::bigint as age, 1::bigint as people from ("
                    + reading(file) + ")) to " + rows + " (format parquet, compression zstd)");
            String batches = workbench.query(
                    "select string_agg(distinct '\"' || batch || '\": \"1.1:synthetic\"', ', ') from read_parquet("
                            + rows + ")",
                    found -> {
                        found.next();
                        return found.getString(1);
                    });
            Files.writeString(
                    folder.resolve(TABLE_OF_AGES + ".json"),
                    "{\"table\": \"" + TABLE_OF_AGES + "\", \"revisions\": {" + batches + "}}");
        }
        Files.delete(file);
    }

    private static void write(Path file, int people) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            Society.of(1, people, Path.of("data"))
                    .write(EnumSet.of(Table.PERSON), THREADS, (_, bytes, length) -> write(out, bytes, length));
        }
    }

    private static void write(OutputStream out, byte[] bytes, int length) {
        try {
            out.write(bytes, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String reading(Path file) {
        return "select '1' as batch, year(birth_date) as birth_year, village_code, sex, marital_status from read_csv("
                + Sql.text(file.toString())
                + ", delim = '\t', header = false, nullstr = '\\N', quote = '', escape = '', auto_detect = false,"
                + " columns = {'national_id': 'text', 'name': 'text', 'sex': 'text', 'birth_date': 'date',"
                + " 'death_date': 'date', 'household_no': 'text', 'relation': 'text', 'marital_status': 'text',"
                + " 'spouse_id': 'text', 'father_id': 'text', 'mother_id': 'text', 'village_code': 'text',"
                + " 'address': 'text', 'overseas_country': 'text'}) where death_date is null";
    }
}
