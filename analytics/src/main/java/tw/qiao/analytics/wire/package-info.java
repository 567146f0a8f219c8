/**
 * The warehouse for programs that speak to PostgreSQL: its protocol (version 3.0) in front of the same gates as
 * everywhere. Only reading, only on this machine's own address, behind a token for each person.
 */
@NullMarked
package tw.qiao.analytics.wire;

import org.jspecify.annotations.NullMarked;
