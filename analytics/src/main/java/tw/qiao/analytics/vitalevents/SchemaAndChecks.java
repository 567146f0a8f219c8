package tw.qiao.analytics.vitalevents;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The SQL of {@link VitalEventsImport}: its tables, repairs, checks and the queries whose results are shipped. */
final class SchemaAndChecks {
    static final List<String> TABLES = List.of("""
            create table raw_event (
              month date, township_code varchar, village varchar,
              births_male integer, births_female integer, deaths_male integer, deaths_female integer,
              marriages integer, divorces integer,
              marriages_same_sex_male integer, marriages_same_sex_female integer,
              divorces_same_sex_male integer, divorces_same_sex_female integer,
              consistent boolean)
            """, """
            create table township (
              code varchar, name varchar, english varchar,
              county_code varchar, county varchar, county_english varchar)
            """, """
            create table raw_population (
              month date, township_code varchar, village_code varchar, village varchar,
              households integer, men integer, women integer,
              under_15 integer, from_15_to_64 integer, over_64 integer,
              consistent boolean, old_code boolean)
            """);

    /** The population of 2017-09 to 2017-11 has ? for each rare character; the same village's other months know it. */
    static final List<String> REPAIRS = List.of("""
            create table village_name as
            select village_code, max_by(village, month) as village
            from raw_population where not contains(village, '?') group by village_code
            """, """
            create table population as
            select r.* replace (case when contains(r.village, '?') then coalesce(n.village, r.village) else r.village end
                                as village),
                   contains(r.village, '?') as repaired
            from raw_population r left join village_name n using (village_code)
            """);

    /** What is wrong with the raw files, as numbers that the sources' page repeats. */
    static final Map<String, String> CHECKS = checks();

    /** File names and the queries whose rows they hold; rows of a village lie together, which compresses best. */
    static final Map<String, String> FILES = Map.of(
            "township_months.parquet",
            """
            with happened as (
              select township_code, month,
                sum(births_male) as births_male, sum(births_female) as births_female,
                sum(deaths_male) as deaths_male, sum(deaths_female) as deaths_female,
                sum(marriages) as marriages, sum(divorces) as divorces,
                sum(marriages_same_sex_male + marriages_same_sex_female) as marriages_same_sex,
                sum(divorces_same_sex_male + divorces_same_sex_female) as divorces_same_sex
              from raw_event group by township_code, month),
            lived as (
              select township_code, month, sum(men + women) as population
              from population group by township_code, month)
            select township_code, month,
              columns(* exclude (township_code, month))::integer
            from happened left join lived using (township_code, month)
            order by month, township_code
            """,
            "townships.parquet",
            "from township order by code",
            "events.parquet",
            "select * exclude (consistent) from raw_event order by township_code, village, month",
            "population.parquet",
            """
            select month, township_code, village, households, men, women, under_15, from_15_to_64, over_64
            from population order by township_code, village, month
            """);

    private SchemaAndChecks() {}

    private static Map<String, String> checks() {
        var checks = new LinkedHashMap<String, String>();
        checks.put("events_rows", "select count(*) from raw_event");
        checks.put("events_months", "select count(distinct month) from raw_event");
        checks.put("events_inconsistent_rows", "select count(*) from raw_event where not consistent");
        checks.put("events_doubled_rows", """
                select count(*) - count(distinct (month, township_code, village)) from raw_event""");
        checks.put("population_rows", "select count(*) from population");
        checks.put("population_months", "select count(distinct month) from population");
        checks.put("population_inconsistent_rows", "select count(*) from population where not consistent");
        checks.put("population_doubled_rows", """
                select count(*) - count(distinct (month, township_code, village)) from population""");
        checks.put("population_rows_under_an_old_code", "select count(*) from population where old_code");
        checks.put("population_names_repaired", """
                select count(*) from population where repaired and not contains(village, '?')""");
        checks.put("population_names_not_repaired", "select count(*) from population where contains(village, '?')");
        checks.put("townships_without_events", """
                select (select count(distinct township_code) from population)
                     - (select count(distinct township_code) from raw_event)""");
        String lonelyEvents = """
                from raw_event e anti join population p using (month, township_code, village)
                where month <= (select max(month) from population)""";
        checks.put("village_months_with_events_table_only", "select count(*) " + lonelyEvents);
        checks.put(
                "births_in_village_months_with_events_table_only",
                "select coalesce(sum(births_male + births_female), 0) " + lonelyEvents);
        checks.put("village_months_with_population_table_only", """
                select count(*) from population p anti join raw_event e using (month, township_code, village)""");
        return checks;
    }
}
