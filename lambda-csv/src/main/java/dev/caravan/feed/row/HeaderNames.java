package dev.caravan.feed.row;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names of a header, however they are written. */
public final class HeaderNames {

    private final List<String> names;
    private final Map<String, Integer> positions = new HashMap<>();

    /** @param written the names as they stand in the file */
    public HeaderNames(List<String> written) {
        this.names = written.stream().map(Column::normalize).toList();
        for (int i = names.size() - 1; i >= 0; i--) {
            positions.put(names.get(i), i);
        }
    }

    /** The normalized name of a column. */
    String name(int position) {
        return names.get(position);
    }

    int size() {
        return names.size();
    }

    /** Where the first column of these names stands, the first name first; -1 if there is none. */
    public int position(String... alternatives) {
        for (var name : alternatives) {
            var position = positions.get(name);
            if (position != null) {
                return position;
            }
        }
        return -1;
    }

    /** Whether there is a column of one of these names. */
    public boolean has(String... alternatives) {
        return position(alternatives) >= 0;
    }

    /** Where those of these columns stand that there are. */
    public List<Integer> positions(List<String> wanted) {
        return wanted.stream()
                .map(this::position)
                .filter(position -> position >= 0)
                .toList();
    }
}
