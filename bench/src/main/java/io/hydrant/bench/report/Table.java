package io.hydrant.bench.report;

import java.util.ArrayList;
import java.util.List;

/** A table in the form that both a terminal and a Markdown page show well. */
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    /** @param heads one per column */
    public Table(String... heads) {
        rows.add(List.of(heads));
    }

    /** Adds a row of as many cells as there are columns. */
    public void add(String... cells) {
        if (cells.length != rows.get(0).size()) {
            throw new IllegalArgumentException(
                    cells.length + " cells for " + rows.get(0).size() + " columns");
        }
        rows.add(List.of(cells));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < rows.size(); row++) {
            text.append('|');
            for (int column = 0; column < rows.get(row).size(); column++) {
                String cell = rows.get(row).get(column);
                text.append(' ')
                        .append(cell)
                        .append(" ".repeat(width(column) - cell.length()))
                        .append(" |");
            }
            text.append('\n');
            if (row == 0) {
                text.append('|');
                for (int column = 0; column < rows.get(0).size(); column++) {
                    text.append("-".repeat(width(column) + 2)).append('|');
                }
                text.append('\n');
            }
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
