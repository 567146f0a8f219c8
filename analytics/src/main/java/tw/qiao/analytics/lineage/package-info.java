/**
 * Where data come from and who uses them (資料血緣): the columns of statements and recipes, and each import as an event of
 * OpenLineage.
 */
@NullMarked
package tw.qiao.analytics.lineage;

import org.jspecify.annotations.NullMarked;
