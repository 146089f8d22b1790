package dev.caravan.local.cli.benchmark;

import java.util.List;
import java.util.Map;

/** What a benchmark has measured. */
public interface Figures {

    /** All figures, for machines. */
    Map<String, Object> facts();

    /** The figures as Markdown. */
    String table();

    /** The goals that were missed, by name. */
    List<String> missed();
}
