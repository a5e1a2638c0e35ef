package dev.freehold.route;

/// A text that can be read so many times, for one match on one thread.
final class CountedText implements CharSequence {
    private final String text;
    private int left;

    CountedText(String text, int reads) {
        this.text = text;
        this.left = reads;
    }

    @Override
    public char charAt(int index) {
        if (--left < 0) {
            throw new Pattern.TooCostly();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
