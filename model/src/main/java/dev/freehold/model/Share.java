package dev.freehold.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/// A part of a whole, in hundredths of a percent, 0 to 10,000; written and read as `5%`, `0.25%`.
public record Share(int basisPoints) implements Comparable<Share> {
    public static final Share NONE = new Share(0);
    public static final Share ALL = new Share(10_000);
    private static final Pattern TEXT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,2})?)\\s*%?");

    public Share {
        if (basisPoints < 0 || basisPoints > 10_000) {
            throw outOfRange(basisPoints / 100.0 + "%");
        }
    }

    public static Share ofPercent(int percent) {
        return new Share(percent * 100);
    }

    public static Share parse(String text) {
        var match = TEXT.matcher(text.strip());
        if (!match.matches()) {
            throw outOfRange(text);
        }
        int basisPoints = new BigDecimal(match.group(1)).movePointRight(2).intValueExact();
        if (basisPoints > ALL.basisPoints) {
            throw outOfRange(text);
        }
        return new Share(basisPoints);
    }

    /// So many of so many; none of none.
    public static Share of(long part, long whole) {
        return whole == 0 ? NONE : new Share((int) (part * 10_000 / whole));
    }

    private static FreeholdException outOfRange(String text) {
        return Invalid.because("\"" + text + "\" is no share", "use 0% to 100%, for example 5%");
    }

    public boolean isNone() {
        return basisPoints == 0;
    }

    public boolean isAll() {
        return basisPoints == 10_000;
    }

    @Override
    public int compareTo(Share other) {
        return Integer.compare(basisPoints, other.basisPoints);
    }

    @Override
    public String toString() {
        var percent = BigDecimal.valueOf(basisPoints, 2).setScale(2, RoundingMode.UNNECESSARY);
        return percent.stripTrailingZeros().toPlainString() + " %";
    }
}
