package tw.qiao.platform.dashboards;

/** A figure tile: what it counts, how many, and how that compares with the year before. */
public record Tile(String label, String value, String unit, String change) {}
