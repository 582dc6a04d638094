package dev.safelight.web.http;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as people want to read them. */
public final class Figures {

    private Figures() {}

    /** At most one decimal; none where there is nothing behind the point. */
    public static Number rounded(double value) {
        return rounded(value, 1);
    }

    /** Rounded too, but never so much that it looks like {@code limit} when it is not. */
    public static Number besides(double value, double limit) {
        int decimals = 1;
        while (decimals < 6 && value != limit && rounded(value, decimals).equals(rounded(limit, decimals))) {
            decimals++;
        }
        return rounded(value, decimals);
    }

    private static Number rounded(double value, int decimals) {
        BigDecimal exact = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
        BigDecimal whole = exact.setScale(0, RoundingMode.DOWN);
        return exact.compareTo(whole) == 0 ? (Number) whole.longValue() : (Number) exact.doubleValue();
    }
}
