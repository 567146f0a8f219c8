/**
 * What the columns of each table mean (資料字典): names in two languages, types, units, keys, missing codes, code lists.
 */
@NullMarked
package tw.qiao.analytics.dictionary;

import org.jspecify.annotations.NullMarked;
