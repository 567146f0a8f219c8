/**
 * Cubes (多維分析): analysts part, drill, slice, compare and draw the figures of cubes. All of a view is in its address, so
 * that it can be cited, kept and gone back to.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"site", "identity", "warehouse"})
package tw.qiao.platform.cubes;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
