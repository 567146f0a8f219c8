package tw.qiao.analytics.spark;

import java.io.Serializable;
import java.nio.file.Path;
import tw.qiao.analytics.tables.Warehouse;

/**
 * Where a warehouse is, for the driver and for all executors.
 *
 * @param url the catalogue's database, which every machine reaches
 * @param folder where the tables' files lie, under the same path on every machine
 */
public record WarehouseAddress(String url, String user, String password, String folder) implements Serializable {

    /** The warehouse itself, as one machine opens it. */
    Warehouse open() {
        return Warehouse.open(url, user, password, Path.of(folder));
    }

    /** Without the password, because plans and logs of Spark show what tasks carry. */
    @Override
    public String toString() {
        return "WarehouseAddress[" + url + ", " + folder + "]";
    }
}
