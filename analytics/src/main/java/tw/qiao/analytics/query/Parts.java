package tw.qiao.analytics.query;

import java.util.Set;

/** The parts of a statement's tree that are known to only read the tables that are named in it. */
final class Parts {
    /** Classes of expressions, and types of queries, tables and modifiers. */
    static final Set<String> KINDS = words("""
            BETWEEN CASE CAST COLLATE COLUMN_REF COMPARISON CONJUNCTION CONSTANT FUNCTION OPERATOR PARAMETER STAR
            SUBQUERY TYPE WINDOW
            SELECT_NODE SET_OPERATION_NODE
            BASE_TABLE EMPTY EXPRESSION_LIST JOIN
            DISTINCT_MODIFIER LIMIT_MODIFIER LIMIT_PERCENT_MODIFIER ORDER_MODIFIER
            ASCENDING DESCENDING ORDER_DEFAULT
            """);

    static final Set<String> KEYS = words("""
            aggregate_handling alias arguments case_checks child children class collation column_name_alias
            column_names columns comparison_type condition cte_map default_expr distinct distinct_on_targets else_expr
            end end_expr exclude_clause exclude_list expr expression expected_names filter filter_expr from_table
            function_name group_expressions group_sets having id identifier ignore_nulls input is_implicit is_null
            is_operator join_type kind left limit literal lower map materialized modifiers name named_param_map node
            null_order offset offset_expr operator_type order_bys orders partitions path qualified_name qualify
            qualified_exclude_list query_location query_location_length query_node ref_type relation_name rename_list
            replace_list right schema select_list setop_all setop_type start start_expr subquery subquery_type
            table_name text then_expr try_cast type type_expr type_name upper using_columns value values when_expr
            where_clause arg_orders key
            """);

    /** Types to cast to. */
    static final Set<String> TYPES = words("""
            bigint bool boolean bpchar char date decimal double float float4 float8 hugeint int int2 int4 int8 integer
            interval list numeric real smallint string text time timestamp timestamptz tinyint varchar
            """);

    private Parts() {}

    static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }
}
