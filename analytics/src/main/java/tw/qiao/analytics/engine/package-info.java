/**
 * Columnar tables, and the worker processes that answer statements about them.
 *
 * <p>Only {@link tw.qiao.analytics.engine.Worker} and what it alone uses touch DuckDB;
 * {@link tw.qiao.analytics.engine.SupervisedWorker} and its statements need nothing but the JDK and the kernel, so that
 * a web process never loads the engine.
 */
@NullMarked
package tw.qiao.analytics.engine;

import org.jspecify.annotations.NullMarked;
