/**
 * The warehouse over HTTP for programs: Iceberg's REST catalogue, read-only, with the files of tables that somebody may
 * see whole, and statements with answers in pages. Every answer is a plain function of its request, so that any server
 * can carry it; nothing passes that the egress gate would not let out.
 */
@NullMarked
package tw.qiao.analytics.rest;

import org.jspecify.annotations.NullMarked;
