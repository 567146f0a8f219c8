package tw.qiao.analytics.intake;

import java.util.List;

/** A closed line around an area or a hole. */
record Ring(List<String> points) {

    private double x(int i) {
        String point = points.get(i);
        return Double.parseDouble(point.substring(0, point.indexOf(' ')));
    }

    private double y(int i) {
        String point = points.get(i);
        return Double.parseDouble(point.substring(point.indexOf(' ') + 1));
    }

    boolean isClockwise() {
        double twiceTheArea = 0;
        for (int i = 0; i + 1 < points.size(); i++) {
            twiceTheArea += x(i) * y(i + 1) - x(i + 1) * y(i);
        }
        return twiceTheArea <= 0;
    }

    /** Whether the first point of {@code other} lies inside: a ray from it crosses this an odd number of times. */
    boolean holds(Ring other) {
        if (other.points().isEmpty()) {
            return false;
        }
        double x = other.x(0);
        double y = other.y(0);
        boolean inside = false;
        for (int i = 0; i + 1 < points.size(); i++) {
            boolean between = (y(i) > y) != (y(i + 1) > y);
            if (between && x < (x(i + 1) - x(i)) * (y - y(i)) / (y(i + 1) - y(i)) + x(i)) {
                inside = !inside;
            }
        }
        return inside;
    }
}
