package tw.qiao.analytics.engine;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The functions that a SELECT may use: none that reads a file, a setting or the catalogue, and none that takes SQL. */
final class Functions {
    /** Functions in the place of a table. */
    static final Set<String> TABLES = names("range generate_series unnest");

    /** Operators are functions too. */
    static final Set<String> ALLOWED = names("""
            + - * / // % ** ^ || & | ~ << >> ! !~~ ~~ ~~* !~~* ~~~ ^@ @ = <> < > <= >= between in
            count count_star sum avg min max median mode quantile quantile_cont quantile_disc stddev stddev_pop
            stddev_samp variance var_pop var_samp corr covar_pop covar_samp regr_slope regr_intercept regr_r2 skewness
            kurtosis entropy first last any_value arg_min arg_max max_by min_by bool_and bool_or bit_and bit_or
            string_agg group_concat listagg list array_agg histogram approx_count_distinct approx_quantile fsum product
            row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value grouping
            grouping_id
            abs sign ceil ceiling floor round trunc sqrt cbrt pow power exp ln log log2 log10 greatest least mod div
            divide fdiv fmod multiply add subtract pi sin cos tan asin acos atan atan2 degrees radians isnan isfinite
            isinf even gcd lcm factorial hash
            length len strlen char_length character_length upper lower ucase lcase trim ltrim rtrim left right substr
            substring position strpos instr replace translate reverse repeat lpad rpad split split_part string_split
            str_split regexp_matches regexp_full_match regexp_extract regexp_extract_all regexp_replace regexp_split_to_array
            starts_with prefix ends_with suffix contains concat concat_ws format printf ascii chr unicode ord
            like_escape not_like_escape ilike_escape not_ilike_escape nfc_normalize strip_accents levenshtein
            damerau_levenshtein jaro_similarity jaro_winkler_similarity
            year month day hour minute second quarter week weekday dayofweek isodow isoyear dayofyear weekofyear
            yearweek decade century date_part datepart date_trunc datetrunc date_diff datediff date_sub datesub
            date_add extract epoch last_day make_date make_time make_timestamp strftime strptime try_strptime age
            monthname dayname time_bucket current_date today to_years to_months to_days to_hours to_minutes to_seconds
            coalesce ifnull nullif if case cast try_cast isnull isnotnull not and or
            list_value list_extract list_element array_extract list_contains array_contains list_sort list_distinct
            list_aggregate list_sum list_min list_max list_avg list_slice array_slice array_length list_concat flatten
            struct_pack struct_extract row map map_extract element_at map_keys map_values cardinality unnest
            """);

    private Functions() {}

    private static Set<String> names(String words) {
        return Arrays.stream(words.strip().split("\\s+", -1)).collect(Collectors.toUnmodifiableSet());
    }
}
