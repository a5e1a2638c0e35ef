package dev.freehold.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/// Rows in columns as wide as what they hold.
public final class Table {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... headings) {
        rows.add(List.of(headings));
    }

    public void row(String... cells) {
        rows.add(List.of(cells));
    }

    /// @param colours for the headings
    public String draw(Colours colours) {
        var lines = new ArrayList<String>();
        for (var row : rows) {
            var line = line(row);
            lines.add(lines.isEmpty() ? colours.dim(line) : line);
        }
        return String.join("\n", lines);
    }

    private String line(List<String> row) {
        var line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            var cell = row.get(column);
            line.append(cell).repeat(' ', width(column) - cell.length()).append(GAP);
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        int width = 0;
        for (var row : rows) {
            width = Math.max(width, row.get(column).length());
        }
        return width;
    }
}
