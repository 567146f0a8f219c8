package tw.qiao.society;

import java.util.ArrayList;
import java.util.List;

/** A table of the agencies' registers: its schema, its columns, and what is added once its rows are in. */
public enum Table {
    PERSON("household.person", """
            national_id text not null, name text not null, sex char(1) not null, birth_date date not null,
            death_date date, household_no text not null, relation text not null, marital_status text not null,
            spouse_id text, father_id text, mother_id text, village_code text not null, address text not null,
            overseas_country text""", "national_id", "household_no"),
    HOUSEHOLD(
            "household.household",
            "household_no text not null, head_id text not null, village_code text not null, address text not null",
            "household_no",
            "head_id"),
    LIFE_EVENT("household.life_event", """
            id bigint not null, kind text not null, national_id text not null, other_id text,
            event_date date not null, detail text""", "id", "national_id"),
    PARCEL("land.parcel", """
            parcel_no text not null, village_code text not null, section text not null, number text not null,
            area_m2 int not null, use_zone text not null""", "parcel_no"),
    BUILDING("land.building", """
            building_no text not null, parcel_no text not null, address text not null, floor_area_m2 int not null,
            completed date not null, use text not null""", "building_no", "parcel_no"),
    OWNERSHIP("land.ownership", """
            id bigint not null, subject_kind text not null, subject_no text not null, owner_kind text not null,
            owner_no text not null, share_numerator int not null, share_denominator int not null,
            registered date not null""", "id", "owner_no", "subject_no"),
    FIRM("construction.firm", """
            unified_no text not null, name text not null, representative_id text not null, capital bigint not null,
            address text not null, village_code text not null, established date not null, kind text not null""", "unified_no", "representative_id"),
    TECHNICIAN("construction.technician", """
            licence_no text not null, national_id text not null, name text not null, discipline text not null,
            kind text not null, issued date not null, expires date not null, firm_unified_no text""", "licence_no", "national_id", "firm_unified_no"),
    LOW_INCOME(
            "welfare.low_income",
            "national_id text not null, category text not null, valid_from date not null, valid_to date not null",
            "national_id"),
    DISABILITY("welfare.disability", """
            national_id text not null, level text not null, category text not null, valid_from date not null,
            valid_to date not null""", "national_id"),
    EMPLOYER("labour.employer", """
            unified_no text not null, name text not null, industry text not null, village_code text not null,
            established date not null""", "unified_no"),
    JOB("labour.job", """
            national_id text not null, firm_unified_no text, occupation text not null, monthly_wage int not null,
            start_date date not null, end_date date""", "", "national_id", "firm_unified_no");

    private final String qualifiedName;
    private final String columns;
    private final String key;
    private final String indexes;

    Table(String qualifiedName, String columns, String key, String... indexes) {
        this.qualifiedName = qualifiedName;
        this.columns = columns;
        this.key = key;
        this.indexes = String.join(" ", indexes);
    }

    /** Schema and table, such as {@code household.person}. */
    public String qualifiedName() {
        return qualifiedName;
    }

    String schema() {
        return qualifiedName.substring(0, qualifiedName.indexOf('.'));
    }

    String simpleName() {
        return qualifiedName.substring(qualifiedName.indexOf('.') + 1);
    }

    String create() {
        return "create table " + qualifiedName + " (" + columns + ")";
    }

    /** The column definitions, one string each, {@code name type …}. */
    List<String> columns() {
        return List.of(columns.replace("\n", " ").split(", *", -1));
    }

    /** The statements that give the filled table its key and indexes. */
    List<String> finish() {
        var statements = new ArrayList<String>();
        if (!key.isEmpty()) {
            statements.add("alter table " + qualifiedName + " add primary key (" + key + ")");
        }
        for (String index : indexes.isEmpty() ? new String[0] : indexes.split(" ", -1)) {
            statements.add("create index on " + qualifiedName + " (" + index + ")");
        }
        statements.add("analyze " + qualifiedName);
        return statements;
    }
}
