/** Makes the shipped tables of vital events (人口動態) and village population from the ministry's monthly files. */
@NullMarked
package tw.qiao.analytics.vitalevents;

import org.jspecify.annotations.NullMarked;
