package tw.qiao.node.trace;

import java.util.Map;

/**
 * One finished step of a trace.
 *
 * @param context its own place
 * @param parent the span above it, empty at the root
 * @param name what was done, from a closed set of names
 * @param kind the number of its kind in OTLP: 2 for one that serves, 3 for one that asks
 * @param start nanoseconds since 1970
 * @param end nanoseconds since 1970
 * @param attributes names and codes, no personal data and no exchange id
 * @param failed whether it failed
 */
record Span(
        TraceContext context,
        String parent,
        String name,
        int kind,
        long start,
        long end,
        Map<String, String> attributes,
        boolean failed) {}
