package dev.concertina.lint;

/**
 * A finding that somebody has accepted.
 *
 * @param reason in their words
 * @param where the comment or the baseline file that says so
 */
public record Silenced(Judged judged, String reason, String where) {}
