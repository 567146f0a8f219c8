package tw.qiao.bench.warehouse;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.ColumnType;
import tw.qiao.analytics.dictionary.TableDescription;

/** The tables of TPC-H (specification 3.0.1, 1.4). */
enum TpchSchema {
    REGION("", "r_regionkey integer, r_name text, r_comment text"),
    NATION("", "n_nationkey integer, n_name text, n_regionkey integer, n_comment text"),
    SUPPLIER(
            "",
            "s_suppkey integer, s_name text, s_address text, s_nationkey integer, s_phone text,"
                    + " s_acctbal decimal(15,2), s_comment text"),
    CUSTOMER(
            "",
            "c_custkey integer, c_name text, c_address text, c_nationkey integer, c_phone text,"
                    + " c_acctbal decimal(15,2), c_mktsegment text, c_comment text"),
    PART(
            "",
            "p_partkey integer, p_name text, p_mfgr text, p_brand text, p_type text, p_size integer,"
                    + " p_container text, p_retailprice decimal(15,2), p_comment text"),
    PARTSUPP(
            "",
            "ps_partkey integer, ps_suppkey integer, ps_availqty integer, ps_supplycost decimal(15,2),"
                    + " ps_comment text"),
    ORDERS(
            "o_orderdate",
            "o_orderkey integer, o_custkey integer, o_orderstatus text, o_totalprice decimal(15,2),"
                    + " o_orderdate date, o_orderpriority text, o_clerk text, o_shippriority integer, o_comment text"),
    LINEITEM(
            "l_shipdate",
            "l_orderkey integer, l_partkey integer, l_suppkey integer, l_linenumber integer,"
                    + " l_quantity decimal(15,2), l_extendedprice decimal(15,2), l_discount decimal(15,2),"
                    + " l_tax decimal(15,2), l_returnflag text, l_linestatus text, l_shipdate date,"
                    + " l_commitdate date, l_receiptdate date, l_shipinstruct text, l_shipmode text,"
                    + " l_comment text");

    private final String sort;
    private final String columns;

    TpchSchema(String sort, String columns) {
        this.sort = sort;
        this.columns = columns;
    }

    String table() {
        return name().toLowerCase(Locale.ROOT);
    }

    TableDescription description() {
        return new TableDescription(
                table(), 1, table(), table(), "TPC-H", columns(), sort.isEmpty() ? List.of() : List.of(sort));
    }

    private List<Column> columns() {
        return Arrays.stream(columns.split(", ", -1))
                .map(column -> column.strip().split(" ", 2))
                .map(parts -> Column.of(parts[0], ColumnType.parse(parts[1]), true))
                .toList();
    }

    /** The columns as PostgreSQL and DuckDB declare them. */
    String declaration() {
        return columns().stream()
                .map(column -> column.name() + " " + column.type().sql().replace("VARCHAR", "text"))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    /** Reads a file of the generator, as DuckDB does it. */
    String reading(Path file) {
        String types = columns().stream()
                .map(column -> "'" + column.name() + "': '" + column.type().sql() + "'")
                .collect(Collectors.joining(", ", "{", "}"));
        return "select * from read_csv('" + file + "', delim = '|', header = false, quote = '', escape = '', columns = "
                + types + ")";
    }
}
