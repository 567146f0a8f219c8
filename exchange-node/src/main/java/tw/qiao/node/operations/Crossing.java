package tw.qiao.node.operations;

/**
 * One exchange as it is counted. Every text is from a closed set: nothing that a caller wrote.
 *
 * @param side {@value #CONSUMER} or {@value #PROVIDER}
 * @param service a service of the registry, or {@code other}
 * @param client a subsystem of the registry, or {@code other}
 * @param code {@code ok} or why it failed
 * @param nanoseconds how long it took
 * @param octetsIn the length of the request's body
 * @param octetsOut the length of the answer's body
 */
public record Crossing(
        String side, String service, String client, String code, long nanoseconds, long octetsIn, long octetsOut) {
    public static final String CONSUMER = "consumer";
    public static final String PROVIDER = "provider";
}
