/** The one command: starts PostgreSQL, the agencies' nodes and the platform on one machine, and stops them again. */
@NullMarked
package tw.qiao.launcher;

import org.jspecify.annotations.NullMarked;
