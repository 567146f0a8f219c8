package tw.qiao.analytics.egress;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The simplex method in exact fractions with Bland's rule: slow, and never wrong. */
public final class LinearProgram {
    private final int variables;
    private final List<long[]> rows = new ArrayList<>();

    /** All variables are at least 0. */
    public LinearProgram(int variables) {
        this.variables = variables;
    }

    /** The coefficients of the variables, and behind them what they sum to. */
    public void equation(long[] coefficientsAndSum) {
        rows.add(coefficientsAndSum);
    }

    /** The largest that {@code goal} can be; empty when there is no largest. */
    public Optional<Fraction> largest(long[] goal) {
        int width = variables + rows.size();
        Fraction[][] tableau = new Fraction[rows.size()][];
        int[] basis = new int[rows.size()];
        for (int i = 0; i < rows.size(); i++) {
            long[] row = rows.get(i);
            long sign = row[variables] < 0 ? -1 : 1;
            tableau[i] = new Fraction[width + 1];
            Arrays.fill(tableau[i], Fraction.ZERO);
            for (int j = 0; j < variables; j++) {
                tableau[i][j] = Fraction.of(sign * row[j]);
            }
            tableau[i][variables + i] = Fraction.ONE;
            tableau[i][width] = Fraction.of(sign * row[variables]);
            basis[i] = variables + i;
        }
        var first = new Fraction[width];
        Arrays.fill(first, Fraction.ZERO);
        Arrays.fill(first, variables, width, Fraction.of(-1));
        Fraction missing = optimize(tableau, basis, first, width).orElseThrow();
        if (missing.sign() != 0) {
            throw new IllegalStateException("The published table contradicts itself");
        }
        driveOut(tableau, basis);
        var second = new Fraction[width];
        Arrays.fill(second, Fraction.ZERO);
        for (int j = 0; j < variables; j++) {
            second[j] = Fraction.of(goal[j]);
        }
        return optimize(tableau, basis, second, variables);
    }

    /** Artificial variables that are still in the basis, at zero, leave it where a real one can take their row. */
    private void driveOut(Fraction[][] tableau, int[] basis) {
        for (int i = 0; i < basis.length; i++) {
            for (int j = 0; basis[i] >= variables && j < variables; j++) {
                if (tableau[i][j].sign() != 0) {
                    pivot(tableau, basis, i, j);
                }
            }
        }
    }

    private static Optional<Fraction> optimize(Fraction[][] tableau, int[] basis, Fraction[] goal, int usable) {
        while (true) {
            int entering = entering(tableau, basis, goal, usable);
            if (entering < 0) {
                Fraction value = Fraction.ZERO;
                for (int i = 0; i < basis.length; i++) {
                    value = value.plus(goal[basis[i]].times(tableau[i][goal.length]));
                }
                return Optional.of(value);
            }
            int leaving = leaving(tableau, basis, entering, goal.length);
            if (leaving < 0) {
                return Optional.empty();
            }
            pivot(tableau, basis, leaving, entering);
        }
    }

    private static int entering(Fraction[][] tableau, int[] basis, Fraction[] goal, int usable) {
        for (int j = 0; j < usable; j++) {
            Fraction gain = goal[j];
            for (int i = 0; i < basis.length; i++) {
                gain = gain.plus(goal[basis[i]].times(tableau[i][j]).negated());
            }
            if (gain.sign() > 0) {
                return j;
            }
        }
        return -1;
    }

    private static int leaving(Fraction[][] tableau, int[] basis, int entering, int last) {
        int best = -1;
        for (int i = 0; i < basis.length; i++) {
            if (tableau[i][entering].sign() > 0) {
                Fraction ratio = tableau[i][last].over(tableau[i][entering]);
                Fraction least = best < 0 ? ratio : tableau[best][last].over(tableau[best][entering]);
                if (best < 0 || ratio.isLessThan(least) || (ratio.equals(least) && basis[i] < basis[best])) {
                    best = i;
                }
            }
        }
        return best;
    }

    private static void pivot(Fraction[][] tableau, int[] basis, int row, int column) {
        Fraction by = tableau[row][column];
        for (int j = 0; j < tableau[row].length; j++) {
            tableau[row][j] = tableau[row][j].over(by);
        }
        for (int i = 0; i < tableau.length; i++) {
            Fraction factor = tableau[i][column].negated();
            if (i != row && factor.sign() != 0) {
                for (int j = 0; j < tableau[i].length; j++) {
                    tableau[i][j] = tableau[i][j].plus(tableau[row][j].times(factor));
                }
            }
        }
        basis[row] = column;
    }
}
