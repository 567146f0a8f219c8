package tw.qiao.analytics.engine;

/**
 * What may be asked of a worker. The SQL is written here and nowhere else; callers give only the parameters, which are
 * bound, never pasted.
 */
public enum Question {
    /** All townships with their counties, by code. No parameters. */
    TOWNSHIPS(0, 1_000, "from townships order by code"),

    /** The first and last month of the events and of the population. No parameters. */
    VITAL_EVENTS_COVERAGE(0, 1, """
            select strftime(min(month), '%Y-%m') as events_from,
                   strftime(max(month), '%Y-%m') as events_to,
                   strftime(min(month) filter (population is not null), '%Y-%m') as population_from,
                   strftime(max(month) filter (population is not null), '%Y-%m') as population_to
            from township_months
            """),

    /**
     * Vital events of each township over a period. Parameters: first month and last month ({@code 2014-04}), and what
     * the township's code begins with (empty for all). The columns {@code rated_…} count only the months whose
     * population is known; {@code person_months} sums the population at these months' ends.
     */
    VITAL_EVENTS_BY_TOWNSHIP(3, 1_000, """
            select township_code, %s
            from township_months
            where month between cast($1 || '-01' as date) and cast($2 || '-01' as date)
              and starts_with(township_code, $3)
            group by township_code
            order by township_code
            """.formatted(Sums.SQL)),

    /**
     * Vital events of each month of a period, for all townships whose code begins with the third parameter; otherwise
     * as {@link #VITAL_EVENTS_BY_TOWNSHIP}.
     */
    VITAL_EVENTS_BY_MONTH(3, 1_000, """
            select strftime(month, '%%Y-%%m') as month, %s
            from township_months
            where month between cast($1 || '-01' as date) and cast($2 || '-01' as date)
              and starts_with(township_code, $3)
            group by township_months.month
            order by township_months.month
            """.formatted(Sums.SQL));

    private final int parameters;
    private final int maximumRows;
    private final String sql;

    Question(int parameters, int maximumRows, String sql) {
        this.parameters = parameters;
        this.maximumRows = maximumRows;
        this.sql = sql;
    }

    int parameters() {
        return parameters;
    }

    int maximumRows() {
        return maximumRows;
    }

    String sql() {
        return sql;
    }

    /** The sums that the questions about vital events share. */
    private static final class Sums {
        static final String SQL = """
                cast(sum(births_male) as bigint) as births_male,
                cast(sum(births_female) as bigint) as births_female,
                cast(sum(deaths_male) as bigint) as deaths_male,
                cast(sum(deaths_female) as bigint) as deaths_female,
                cast(sum(marriages) as bigint) as marriages,
                cast(sum(divorces) as bigint) as divorces,
                cast(sum(marriages_same_sex) as bigint) as marriages_same_sex,
                cast(sum(divorces_same_sex) as bigint) as divorces_same_sex,
                cast(sum(births_male + births_female) filter (population is not null) as bigint) as rated_births,
                cast(sum(deaths_male + deaths_female) filter (population is not null) as bigint) as rated_deaths,
                cast(sum(marriages) filter (population is not null) as bigint) as rated_marriages,
                cast(sum(divorces) filter (population is not null) as bigint) as rated_divorces,
                cast(sum(population) as bigint) as person_months""";
    }
}
