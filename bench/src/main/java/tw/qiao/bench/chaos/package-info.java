/** Breaks a running exchange at random moments, and looks whether what it promised still holds. */
@NullMarked
package tw.qiao.bench.chaos;

import org.jspecify.annotations.NullMarked;
