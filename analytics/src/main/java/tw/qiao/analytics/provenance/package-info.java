/** What is known of a table beyond its rows: which feed and imports it comes from, and which cubes read it. */
@NullMarked
package tw.qiao.analytics.provenance;

import org.jspecify.annotations.NullMarked;
