package dev.concertina.source.fragment;

import dev.concertina.parser.Node;

/**
 * A piece of SQL that PostgreSQL's grammar has read as one whole.
 *
 * @param text the author's text, without what stands around the piece
 * @param tree the expression, or the {@code TypeName}
 */
public record Fragment(String text, Node tree) {}
