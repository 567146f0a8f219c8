/**
 * The query and report centre (整合查詢報表中心): reports that are declared once and made as pages, PDF, XLSX and ODS, by hand
 * or by schedule. Every figure comes through the warehouse's egress gate; what was published has its digest in the
 * evidence log.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"site", "identity", "warehouse", "cubes", "notifications", "print"})
package tw.qiao.platform.reports;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
