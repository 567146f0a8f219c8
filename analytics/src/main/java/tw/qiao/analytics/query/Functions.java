package tw.qiao.analytics.query;

import java.util.HashSet;
import java.util.Set;

/** The functions that may be called: they compute from their arguments alone and end soon. */
final class Functions {
    private static final Set<String> OPERATORS = Parts.words("""
            + - * / // % ^ ** || ~~ !~~ ~~* !~~* ~~~ ^@ & | << >> ~ <@ @> &&
            """);

    private static final Set<String> AGGREGATES = Parts.words("""
            any_value approx_count_distinct approx_quantile arg_max arg_min array_agg avg bit_and bit_or bit_xor
            bool_and bool_or corr count count_if count_star countif covar_pop covar_samp entropy favg first fsum
            geomean group_concat histogram kurtosis last list listagg mad max max_by mean median min min_by mode
            product quantile quantile_cont quantile_disc regr_avgx regr_avgy regr_count regr_intercept regr_r2
            regr_slope regr_sxx regr_sxy regr_syy sem skewness stddev stddev_pop stddev_samp string_agg sum var_pop
            var_samp variance weighted_avg
            """);

    private static final Set<String> WINDOWS = Parts.words("""
            cume_dist dense_rank first_value lag last_value lead nth_value ntile percent_rank rank row_number
            """);

    private static final Set<String> NUMBERS = Parts.words("""
            abs acos asin atan atan2 cbrt ceil ceiling cos cot degrees even exp factorial floor fmod gcd greatest
            isfinite isinf isnan lcm least ln log log10 log2 mod nullif pi pow power radians round round_even sign
            sin sqrt tan trunc width_bucket
            """);

    private static final Set<String> TEXTS = Parts.words("""
            ascii bit_length char_length character_length chr concat concat_ws contains ends_with ilike_escape instr
            jaccard jaro_winkler_similarity lcase left length levenshtein like_escape lower lpad ltrim md5
            nfc_normalize not_ilike_escape not_like_escape octet_length overlay position prefix regexp_extract
            regexp_extract_all regexp_full_match regexp_matches regexp_replace regexp_split_to_array replace reverse
            right rpad rtrim sha256 split_part starts_with string_split string_to_array strip_accents strlen strpos
            substr substring suffix translate trim ucase unicode upper
            """);

    private static final Set<String> MOMENTS = Parts.words("""
            age century current_date date_add date_diff date_part date_sub date_trunc datediff datepart datesub
            datetrunc day dayname dayofmonth dayofweek dayofyear days_in_month decade epoch epoch_ms hour isodow
            isoyear last_day make_date make_time make_timestamp microsecond millisecond minute month monthname now
            quarter second strftime strptime time_bucket timezone to_days to_hours to_minutes to_months to_seconds
            to_timestamp to_weeks to_years today transaction_timestamp try_strptime week weekday weekofyear year
            yearweek
            """);

    private static final Set<String> LISTS = Parts.words("""
            array_contains array_length array_slice array_to_string array_value cardinality element_at flatten len
            list_aggregate list_avg list_concat list_contains list_count list_distinct list_extract list_has list_max
            list_min list_position list_reverse list_slice list_sort list_sum list_value row struct_extract
            struct_pack unnest
            """);

    /** Our own, which recipes clean with too. */
    private static final Set<String> TAIWAN = Parts.words("""
            fold_digits id_check normalise_address roc_date village_code_at
            """);

    /** Functions whose second argument says how long the text becomes. */
    static final Set<String> WIDENING = Set.of("lpad", "rpad");

    static final Set<String> ALLOWED = union();

    private Functions() {}

    private static Set<String> union() {
        var all = new HashSet<>(OPERATORS);
        all.addAll(AGGREGATES);
        all.addAll(WINDOWS);
        all.addAll(NUMBERS);
        all.addAll(TEXTS);
        all.addAll(MOMENTS);
        all.addAll(LISTS);
        all.addAll(TAIWAN);
        return Set.copyOf(all);
    }
}
