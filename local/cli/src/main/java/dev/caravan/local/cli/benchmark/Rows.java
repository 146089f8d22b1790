package dev.caravan.local.cli.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Figures that are lines of one table, with what there is to say below it. */
public final class Rows implements Figures {
    private static final String HEAD = """
            | | measure | against | ours | theirs | ratio (of the rounds) | goal |
            |---|---|---|---|---|---|---|
            """;

    private final List<Row> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** Adds a line. */
    public void add(Row row) {
        rows.add(row);
    }

    /** Adds a paragraph below the table. */
    public void note(String markdown) {
        notes.add(markdown);
    }

    @Override
    public Map<String, Object> facts() {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("figures", rows.stream().map(Row::facts).toList());
        facts.put("load_average", Machine.load());
        facts.put("missed", missed());
        return facts;
    }

    @Override
    public String table() {
        var text = new StringBuilder(Machine.describe()).append("\n\n").append(HEAD);
        rows.forEach(row -> text.append(row.markdown()));
        notes.forEach(note -> text.append('\n').append(note.strip()).append('\n'));
        return text.toString();
    }

    @Override
    public List<String> missed() {
        return rows.stream().filter(row -> !row.holds()).map(Row::title).toList();
    }
}
